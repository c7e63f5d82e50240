import { graphql } from '../../lib/graphql.js';

/** The giver asks for money back. */
export const RequestRefundMutation = graphql(`
  mutation RequestRefund($input: RequestRefundInput!) {
    requestRefund(input: $input) {
      __typename
      ... on Refund {
        id
        state
        next
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

/** The giver takes the request back. */
export const CancelRefundRequestMutation = graphql(`
  mutation CancelRefundRequest($pledgeId: ID!, $id: ID!, $accessToken: String) {
    cancelRefundRequest(pledgeId: $pledgeId, id: $id, accessToken: $accessToken) {
      __typename
      ... on Refund {
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
