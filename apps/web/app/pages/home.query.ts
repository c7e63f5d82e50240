import { CampaignCardParts } from '../../features/campaign/index.js';
import { graphql } from '../../lib/graphql.js';

/** Live campaigns first, then ended ones. */
export const HomeQuery = graphql(
  `
    query Home {
      campaigns(first: 20) {
        edges {
          node {
            id
            state
            ...CampaignCardParts
          }
        }
      }
      cities {
        region {
          code
          name
          shortName
        }
        allocated
        row
        column
      }
    }
  `,
  [CampaignCardParts],
);
