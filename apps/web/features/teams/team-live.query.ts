import { graphql } from '../../lib/graphql.js';
import { TeamTotals } from './team.fragments.js';

/** The moving parts of a team's page. */
export const TeamLiveQuery = graphql(
  `
    query TeamLive($id: ID!) {
      team(id: $id) {
        id
        ...TeamTotals
      }
    }
  `,
  [TeamTotals],
);
