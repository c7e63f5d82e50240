import { FilingParts } from '../../features/campaign/index.js';
import { graphql } from '../../lib/graphql.js';

/** The charity and the filed plan of one campaign. */
export const FilingPageQuery = graphql(
  `
    query FilingPage($slug: String!) {
      campaign(slug: $slug) {
        id
        slug
        title
        coverUrl
        ...FilingParts
      }
    }
  `,
  [FilingParts],
);
