import { graphql } from '../../lib/graphql.js';

/** Where the card is replaced. */
export const OpenMonthlyCardUpdateMutation = graphql(`
  mutation OpenMonthlyCardUpdate($id: ID!, $accessToken: String) {
    answer: openMonthlyCardUpdate(id: $id, accessToken: $accessToken) {
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
