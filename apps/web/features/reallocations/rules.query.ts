import { graphql } from '../../lib/graphql.js';

/** The rules gifts of a campaign can go by. */
export const RulesForReallocationQuery = graphql(`
  query RulesForReallocation($campaignId: ID!) {
    rulesForReallocation(campaignId: $campaignId) {
      id
      version
      effectiveFrom
      summary
    }
  }
`);
