import { graphql } from '../../lib/graphql.js';

/** Gives a pledge up before it is paid. */
export const CancelPledgeMutation = graphql(`
  mutation CancelPledge($id: ID!, $accessToken: String) {
    result: cancelPledge(id: $id, accessToken: $accessToken) {
      __typename
      ... on Pledge {
        id
        state
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);
