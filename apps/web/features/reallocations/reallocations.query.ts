import { graphql } from '../../lib/graphql.js';

/** Re-allocations, newest first. */
export const ReallocationsQuery = graphql(`
  query Reallocations($after: String) {
    reallocations(first: 20, after: $after) {
      edges {
        node {
          id
          state
          about
          amount
          proposedBy
          proposedAt
          postedAt
          campaign {
            id
            title
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
