import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';

const SCALARS: Readonly<Record<string, string>> = {
  Fen: '"6600"',
  Boolean: 'true',
  Int: '1',
  DateTime: '"2026-11-23T00:00:00Z"',
  CivilDate: '"2026-11-23"',
};

/** An operation with well-formed arguments that name nothing that exists, e.g. `{ pledge(id: "x") { __typename } }`. */
export function sampleOperation(
  kind: 'query' | 'mutation',
  { name, args, type }: GraphQLField<unknown, unknown>,
): string {
  const given = args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  const list = given.map((arg) => `${arg.name}: ${sample(arg.type)}`).join(', ');
  const named = getNamedType(type);
  const selection = isObjectType(named) || isUnionType(named) ? ' { __typename }' : '';
  return `${kind} { ${name}${list ? `(${list})` : ''}${selection} }`;
}

function sample(type: GraphQLInputType): string {
  if (isNonNullType(type)) return sample(type.ofType);
  if (isListType(type)) return `[${sample(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? '"x"';
  const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return `{ ${fields.map((field) => `${field.name}: ${sample(field.type)}`).join(', ')} }`;
}
