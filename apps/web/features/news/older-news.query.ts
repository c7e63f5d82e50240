import { graphql } from '../../lib/graphql.js';

/** All news of a campaign, up to a hundred. */
export const OlderNewsQuery = graphql(`
  query OlderNews($slug: String!) {
    campaign(slug: $slug) {
      id
      news(first: 100) {
        id
        title
        text
        publishedAt
        corrects {
          id
          publishedAt
        }
      }
    }
  }
`);
