import { graphql } from '../../lib/graphql.js';
import { TeamRow } from './team.fragments.js';

/** Teams of a campaign, by name or by rank. */
export const FindTeamsQuery = graphql(
  `
    query FindTeams($campaignId: ID!, $search: String, $order: TeamOrder!, $after: String) {
      findTeams(campaignId: $campaignId, search: $search, order: $order, first: 20, after: $after) {
        edges {
          node {
            ...TeamRow
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [TeamRow],
);
