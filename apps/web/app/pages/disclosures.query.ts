import { DisclosureParts } from '../../features/disclosures/index.js';
import { graphql } from '../../lib/graphql.js';

/** What has to be told of each public campaign, and the books' last published head. */
export const DisclosuresPageQuery = graphql(
  `
    query DisclosuresPage {
      campaigns(first: 50) {
        edges {
          node {
            id
            ...DisclosureParts
          }
        }
      }
      latestBooksHead {
        date
        batches
        hash
      }
    }
  `,
  [DisclosureParts],
);
