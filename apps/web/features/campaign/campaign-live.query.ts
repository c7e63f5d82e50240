import { graphql } from '../../lib/graphql.js';
import { CampaignTotals, WallPage } from './campaign.fragments.js';

/** The moving parts of a campaign: totals and the newest gifts. */
export const CampaignLiveQuery = graphql(
  `
    query CampaignLive($slug: String!) {
      campaign(slug: $slug) {
        id
        ...CampaignTotals
        wall(first: 10) {
          ...WallPage
        }
      }
    }
  `,
  [CampaignTotals, WallPage],
);

/** The same, told by the server whenever it changes. */
export const CampaignProgressSubscription = graphql(
  `
    subscription CampaignProgress($slug: String!) {
      campaign: campaignProgress(slug: $slug) {
        id
        ...CampaignTotals
        wall(first: 10) {
          ...WallPage
        }
      }
    }
  `,
  [CampaignTotals, WallPage],
);
