import { NewsEntryParts } from '../../features/news/index.js';
import { graphql } from '../../lib/graphql.js';

/** What stands at the address of an item of news. */
export const NewsItemPageQuery = graphql(
  `
    query NewsItemPage($id: ID!) {
      newsItem(id: $id) {
        __typename
        ... on NewsItem {
          title
          text
          topicPath
        }
        ... on WithdrawnNews {
          topicPath
        }
        ...NewsEntryParts
      }
    }
  `,
  [NewsEntryParts],
);
