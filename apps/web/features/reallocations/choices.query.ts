import { graphql } from '../../lib/graphql.js';

/** What a re-allocation can be about: campaigns, cities. */
export const ReallocationChoicesQuery = graphql(`
  query ReallocationChoices {
    staffCampaigns(first: 100) {
      edges {
        node {
          id
          title
        }
      }
    }
    regions {
      code
      name
    }
  }
`);
