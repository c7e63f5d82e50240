import { graphql } from '../../lib/graphql.js';

/** A subscription, by the signed link of its letters. */
export const SubscriptionQuery = graphql(`
  query Subscription($id: ID!, $token: String!) {
    newsSubscription(id: $id, token: $token) {
      id
      state
      topicTitle
      topicPath
    }
  }
`);
