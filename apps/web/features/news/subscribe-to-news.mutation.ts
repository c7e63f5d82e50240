import { graphql } from '../../lib/graphql.js';

/** Asks to be told by e-mail; the first letter asks for a yes. */
export const SubscribeToNewsMutation = graphql(`
  mutation SubscribeToNews($input: SubscribeToNewsInput!) {
    subscribeToNews(input: $input) {
      __typename
      ... on UserError {
        message
      }
    }
  }
`);
