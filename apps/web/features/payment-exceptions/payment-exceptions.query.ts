import { graphql, type ResultOf } from '../../lib/graphql.js';

/** Payments that arrived otherwise than expected, newest first, each with the policy that applies. */
export const PaymentExceptionsQuery = graphql(`
  query PaymentExceptions($after: String, $state: PaymentExceptionState) {
    paymentExceptions(first: 20, after: $after, state: $state) {
      edges {
        node {
          id
          kind
          state
          amount
          noticedAt
          returnedAt
          reason
          failure
          pledgeNumber
          policy
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

export type ExceptionRow = ResultOf<typeof PaymentExceptionsQuery>['paymentExceptions']['edges'][number]['node'];
