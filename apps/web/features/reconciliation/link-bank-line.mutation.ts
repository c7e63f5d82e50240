import { graphql } from '../../lib/graphql.js';

/** Says which line of the bank a payout is. */
export const LinkBankLineMutation = graphql(`
  mutation LinkBankLine($payoutId: ID!, $lineId: ID!, $reason: String!) {
    result: linkBankLine(payoutId: $payoutId, lineId: $lineId, reason: $reason) {
      __typename
      ... on Payout {
        id
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);
