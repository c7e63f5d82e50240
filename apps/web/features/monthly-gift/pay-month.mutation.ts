import { graphql } from '../../lib/graphql.js';

/** Where a month that could not be charged is paid. */
export const PayMonthlyGiftMutation = graphql(`
  mutation PayMonthlyGift($id: ID!, $accessToken: String) {
    answer: payMonthlyGift(id: $id, accessToken: $accessToken) {
      __typename
      ... on MonthlyGiftPage {
        url
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);
