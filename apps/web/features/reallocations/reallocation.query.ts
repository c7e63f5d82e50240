import { graphql } from '../../lib/graphql.js';
import { Reallocation } from './reallocation.fragment.js';

/** One re-allocation by its id. */
export const ReallocationQuery = graphql(
  `
    query Reallocation($id: ID!) {
      reallocation(id: $id) {
        ...Reallocation
      }
    }
  `,
  [Reallocation],
);
