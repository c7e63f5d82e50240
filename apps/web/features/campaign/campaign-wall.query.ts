import { graphql } from '../../lib/graphql.js';
import { WallPage } from './campaign.fragments.js';

/** Older gifts on the wall. */
export const CampaignWallQuery = graphql(
  `
    query CampaignWall($slug: String!, $after: String) {
      campaign(slug: $slug) {
        id
        wall(first: 20, after: $after) {
          ...WallPage
        }
      }
    }
  `,
  [WallPage],
);
