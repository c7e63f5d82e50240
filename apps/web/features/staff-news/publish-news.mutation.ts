import { graphql } from '../../lib/graphql.js';

/** Publishes a piece of news and mails it to its readers. */
export const PublishNewsMutation = graphql(`
  mutation PublishNews($input: PublishNewsInput!) {
    publishNews(input: $input) {
      __typename
      ... on NewsItem {
        id
      }
      ... on FieldRejectedError {
        field
        message
      }
      ... on NewsStateError {
        message
      }
    }
  }
`);
