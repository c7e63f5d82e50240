import { graphql } from '../../lib/graphql.js';

/** Its reader says yes. */
export const ConfirmSubscriptionMutation = graphql(`
  mutation ConfirmSubscription($id: ID!, $token: String!) {
    confirmNewsSubscription(id: $id, token: $token) {
      id
      state
    }
  }
`);
