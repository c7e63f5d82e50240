import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env.js';

/** Documents typed straight from schema.graphql; scalars stay text until lib/money or lib/china-time reads them. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Fen: string; DateTime: string; CivilDate: string };
}>();

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';
export { readFragment } from 'gql.tada';
