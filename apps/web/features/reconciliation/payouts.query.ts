import { graphql, type ResultOf } from '../../lib/graphql.js';

/** Payouts, newest first. */
export const PayoutsQuery = graphql(`
  query Payouts($after: String) {
    payouts(first: 10, after: $after) {
      edges {
        node {
          id
          amount
          currency
          state
          automatic
          createdAt
          arrivalAt
          failure
          settledAt
          reversedAt
          bankLine {
            id
            bookedOn
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

export type PayoutRow = ResultOf<typeof PayoutsQuery>['payouts']['edges'][number]['node'];

/** What one payout is made of, and which lines of the bank it could be. */
export const PayoutQuery = graphql(`
  query Payout($id: ID!) {
    payout(id: $id) {
      id
      lines {
        id
        kind
        amount
        fee
        occurredAt
        pledgeId
      }
      candidates {
        id
        bookedOn
        amount
        counterparty
        reference
      }
    }
  }
`);
