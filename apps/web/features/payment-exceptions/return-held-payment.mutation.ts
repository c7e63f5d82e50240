import { graphql } from '../../lib/graphql.js';

/** Agrees that a held payment goes back. */
export const ReturnHeldPaymentMutation = graphql(`
  mutation ReturnHeldPayment($id: ID!, $reason: String!) {
    result: returnHeldPayment(id: $id, reason: $reason) {
      __typename
      ... on PaymentException {
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
