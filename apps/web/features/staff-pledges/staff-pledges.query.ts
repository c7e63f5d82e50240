import { graphql, type ResultOf } from '../../lib/graphql.js';

/** Pledges with the reason of each failure and their history, newest first. */
export const StaffPledgesQuery = graphql(`
  query StaffPledges($after: String, $state: PledgeState) {
    pledges(first: 50, after: $after, state: $state) {
      edges {
        node {
          id
          amount
          state
          displayName
          createdAt
          paidAt
          campaign {
            id
            title
          }
          designation {
            kind
            region {
              name
            }
          }
          failure {
            code
            message
          }
          allocation {
            state
            position
          }
          returned
          refunds {
            id
            amount
          }
          disputes {
            id
          }
          receipt {
            number
            mail
          }
          history {
            from
            to
            reason
            at
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

export type StaffPledge = ResultOf<typeof StaffPledgesQuery>['pledges']['edges'][number]['node'];
