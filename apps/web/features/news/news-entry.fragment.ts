import { graphql } from '../../lib/graphql.js';

/** An item of news on its own page, or what is said where it stood. */
export const NewsEntryParts = graphql(`
  fragment NewsEntryParts on NewsEntry {
    __typename
    ... on NewsItem {
      id
      title
      text
      publishedAt
      topicTitle
      topicPath
      corrects {
        id
        publishedAt
        withdrawalReason
      }
    }
    ... on WithdrawnNews {
      id
      publishedAt
      withdrawnAt
      withdrawalReason
      topicTitle
      topicPath
      correction {
        id
        title
      }
    }
  }
`);
