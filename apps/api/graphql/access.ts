import { applyDecorators } from '@nestjs/common';
import { Extensions, Field, type FieldOptions, type ReturnTypeFunc } from '@nestjs/graphql';

/** Who may see a field or call an operation. */
export type Audience =
  /** Anybody. */
  | 'PUBLIC'
  /** Whoever made the pledge the field belongs to (their cookie or a signed link), and staff. */
  | 'GIVER'
  /** Whoever leads the team the field belongs to (signed in, or by a signed link). */
  | 'LEADER'
  /** A donor who is signed in. */
  | 'DONOR'
  | 'STAFF_MAKER'
  | 'STAFF_CHECKER'
  | 'FEDERATION'
  | 'AUDITOR';

/** Both kinds of foundation staff. */
export const STAFF: readonly Audience[] = ['STAFF_MAKER', 'STAFF_CHECKER'];
/** Staff, and auditors, who may look at everything and change nothing. */
export const OVERSEERS: readonly Audience[] = [...STAFF, 'AUDITOR'];

export type Audiences = Audience | readonly Audience[];

/** Declares who may call an operation or see a resolved field. Every field declares it, or the build fails. */
export function VisibleTo(audience: Audiences): MethodDecorator & PropertyDecorator {
  return Extensions({ visibleTo: typeof audience === 'string' ? [audience] : [...audience] });
}

/** A described field of a model or an error, and who may see it. */
export function Shown(
  audience: Audiences,
  type: ReturnTypeFunc,
  description: string,
  options: Omit<FieldOptions, 'description'> = {},
): PropertyDecorator & MethodDecorator {
  return applyDecorators(Field(type, { ...options, description }), VisibleTo(audience));
}
