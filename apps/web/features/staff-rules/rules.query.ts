import { graphql } from '../../lib/graphql.js';

/** Rules in every state, latest version first. */
export const StaffRulesQuery = graphql(`
  query StaffRules($after: String) {
    allocationRules(first: 20, after: $after) {
      edges {
        node {
          id
          version
          state
          method
          managementBp
          feeCarrier
          effectiveFrom
          effectiveUntil
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
