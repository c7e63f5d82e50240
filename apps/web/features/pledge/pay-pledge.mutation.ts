import { graphql } from '../../lib/graphql.js';

/** Goes on paying the same pledge: on its open page, or on a new one. */
export const PayPledgeMutation = graphql(`
  mutation PayPledge($id: ID!, $accessToken: String) {
    result: payPledge(id: $id, accessToken: $accessToken) {
      __typename
      ... on Pledge {
        id
        checkoutUrl
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);
