import { graphql } from '../../lib/graphql.js';

/** Ends it; the address is forgotten. */
export const EndSubscriptionMutation = graphql(`
  mutation EndSubscription($id: ID!, $token: String!) {
    endNewsSubscription(id: $id, token: $token) {
      ended
    }
  }
`);
