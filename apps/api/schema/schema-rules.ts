import {
  findBreakingChanges,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLSchema,
} from 'graphql';
import { undeclaredFields } from '../graphql/access.guard.js';

/** Types, fields, arguments' types and enum values that carry no description. */
export function undescribed(schema: GraphQLSchema): string[] {
  const names: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    const isRoot = ['Query', 'Mutation', 'Subscription'].includes(type.name);
    if (!type.description && !isRoot) names.push(type.name);
    const members: readonly { name: string; description?: string | null | undefined }[] = isEnumType(type)
      ? type.getValues()
      : isInputObjectType(type)
        ? Object.values(type.getFields())
        : isObjectType(type) || isInterfaceType(type)
          ? Object.values(type.getFields())
          : [];
    for (const { name, description } of members) if (!description) names.push(`${type.name}.${name}`);
  }
  return names;
}

/** What a change of the schema breaks for its users, unless a decision record names it word for word. */
export function unnamedBreakingChanges(before: GraphQLSchema, after: GraphQLSchema, records: string): string[] {
  return findBreakingChanges(before, after)
    .map(({ description }) => description)
    .filter((description) => !records.includes(description));
}

/** Every fault of a schema by itself, one line each. */
export function faultsOf(schema: GraphQLSchema): string[] {
  return [
    ...undeclaredFields(schema).map((name) => `${name} does not say who may see it`),
    ...undescribed(schema).map((name) => `${name} has no description`),
  ];
}
