import { graphql } from '../../lib/graphql.js';
import { StaffCampaign } from './staff-campaign.fragment.js';

/** One campaign by its id. */
export const StaffCampaignQuery = graphql(
  `
    query StaffCampaign($id: ID!) {
      staffCampaign(id: $id) {
        ...StaffCampaign
      }
    }
  `,
  [StaffCampaign],
);
