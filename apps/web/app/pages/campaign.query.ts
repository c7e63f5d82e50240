import { CampaignHeadParts, CampaignStoryParts, CampaignTotals, WallPage } from '../../features/campaign/index.js';
import { GiftCampaign } from '../../features/giving/index.js';
import { CampaignNews } from '../../features/news/index.js';
import { CampaignTeams } from '../../features/teams/index.js';
import { graphql } from '../../lib/graphql.js';

/** Everything the campaign page shows at once. */
export const CampaignPageQuery = graphql(
  `
    query CampaignPage($slug: String!) {
      campaign(slug: $slug) {
        id
        slug
        title
        summary
        coverUrl
        progress {
          raised
          gifts
        }
        ...CampaignHeadParts
        ...CampaignTotals
        ...CampaignStoryParts
        ...GiftCampaign
        ...CampaignNews
        ...CampaignTeams
        wall(first: 10) {
          ...WallPage
        }
      }
    }
  `,
  [CampaignHeadParts, CampaignTotals, CampaignStoryParts, GiftCampaign, CampaignNews, CampaignTeams, WallPage],
);
