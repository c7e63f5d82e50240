import { graphql } from '../../lib/graphql.js';

/** What a rule may be for: the cities, and the campaigns with theirs. */
export const RuleScopeQuery = graphql(`
  query RuleScope {
    regions {
      code
      name
    }
    staffCampaigns(first: 100) {
      edges {
        node {
          id
          title
          plan {
            regionCodes
          }
        }
      }
    }
  }
`);
