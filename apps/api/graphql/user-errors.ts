import { createUnionType, InterfaceType, ObjectType } from '@nestjs/graphql';
import type { Type } from '@nestjs/common';
import { UserError } from '#kernel';
import type { Translate } from '../messages/messages.js';
import { Shown } from './access.js';

@InterfaceType('UserError', {
  description: "An expected failure a person can act on; the message is in the visitor's language.",
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class UserErrorModel {
  @Shown('PUBLIC', () => String, 'Stable name of the rule that was broken, e.g. amount_out_of_range.')
  code!: string;

  @Shown('PUBLIC', () => String, "What happened and what to do, in the visitor's language.")
  message!: string;
}

@ObjectType('FieldRejectedError', {
  implements: () => [UserErrorModel],
  description: 'A field of the form breaks its rule.',
})
export class FieldRejectedErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => String, 'Name of the field in the input.')
  field!: string;
}

/** A foreseen failure as its GraphQL type shows it: its own properties, its sentence, its type's name. */
export function viewOf(error: UserError, t: Translate): object {
  return { ...error, __typename: error.typeName, code: error.code, message: t(error.code, error.params) };
}

/**
 * Runs a mutation's work and answers with a member of its union. Services throw, so their transactions have rolled
 * back by the time the error is shown; what is not a UserError goes on to the general mapper.
 */
export async function answering<T extends object>(t: Translate, work: () => Promise<T>): Promise<T | object> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return viewOf(error, t);
    throw error;
  }
}

/** The union of what a mutation gives and the failures it foresees. */
export function resultUnion<const T extends readonly [Type<unknown>, ...Type<unknown>[]]>(
  name: string,
  successName: string,
  description: string,
  types: T,
): unknown {
  return createUnionType({
    name,
    description,
    types: () => types,
    resolveType: (value: { __typename?: string }) => value.__typename ?? successName,
  });
}
