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

/** The same, told by the server whenever it changes. */
export const TeamProgressSubscription = graphql(
  `
    subscription TeamProgress($id: ID!) {
      team: teamProgress(id: $id) {
        id
        ...TeamTotals
      }
    }
  `,
  [TeamTotals],
);
