import { graphql, type ResultOf } from '../../lib/graphql.js';

/** What two sides do not agree on, newest first. */
export const DifferencesQuery = graphql(`
  query Differences($states: [DifferenceState!]!, $kinds: [DifferenceKind!], $after: String) {
    differences(states: $states, kinds: $kinds, first: 20, after: $after) {
      edges {
        node {
          id
          kind
          state
          movementId
          postingId
          pledgeId
          payoutId
          currency
          providerAmount
          ledgerAmount
          bankAmount
          providerFee
          ledgerFee
          gap
          action
          proposal
          actionable
          young
          occurredAt
          firstSeenAt
          resolvedAt
          explanation
          explainedBy
          agreedBy
          bankLine {
            id
            bookedOn
            counterparty
            reference
          }
          history {
            to
            actor
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

export type DifferenceRow = ResultOf<typeof DifferencesQuery>['differences']['edges'][number]['node'];
