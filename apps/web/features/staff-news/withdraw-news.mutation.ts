import { graphql } from '../../lib/graphql.js';

/** Takes an item of news off every page, for good. */
export const WithdrawNewsMutation = graphql(`
  mutation WithdrawNews($id: ID!, $reason: String!) {
    withdrawNews(id: $id, reason: $reason) {
      __typename
      ... on UserError {
        message
      }
    }
  }
`);
