import { GiftCampaign } from '../../features/giving/index.js';
import { TeamPart, TeamTotals } from '../../features/teams/index.js';
import { graphql } from '../../lib/graphql.js';

/** Everything a team's page shows at once. */
export const TeamPageQuery = graphql(
  `
    query TeamPage($id: ID!) {
      team(id: $id) {
        ...TeamPart
        ...TeamTotals
        campaign {
          ...GiftCampaign
        }
      }
    }
  `,
  [TeamPart, TeamTotals, GiftCampaign],
);
