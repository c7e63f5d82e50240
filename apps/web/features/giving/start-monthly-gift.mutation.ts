import { graphql } from '../../lib/graphql.js';

/** Promises a gift every month and opens the payment of the first one. */
export const StartMonthlyGiftMutation = graphql(`
  mutation StartMonthlyGift($input: StartMonthlyGiftInput!) {
    startMonthlyGift(input: $input) {
      __typename
      ... on StartedMonthlyGift {
        pledge {
          id
          checkoutUrl
        }
      }
      ... on UserError {
        code
        message
      }
      ... on FieldRejectedError {
        field
      }
    }
  }
`);
