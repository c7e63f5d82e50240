import { graphql } from '../../lib/graphql.js';

/** Campaigns in every state, newest first. */
export const StaffCampaignsQuery = graphql(`
  query StaffCampaigns($after: String, $state: CampaignState) {
    staffCampaigns(first: 20, after: $after, state: $state) {
      edges {
        node {
          id
          title
          state
          target
          startsAt
          endsAt
          progress {
            raised
            gifts
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
