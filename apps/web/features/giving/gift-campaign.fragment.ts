import { graphql } from '../../lib/graphql.js';

/** What the form needs to know about the campaign it gives to. */
export const GiftCampaign = graphql(`
  fragment GiftCampaign on Campaign {
    id
    slug
    title
    state
    minPledge
    maxPledge
    charity {
      name
    }
    plan {
      purpose
      useOfFunds
      cost
      filingNumber
    }
    cities {
      region {
        code
        name
      }
    }
  }
`);
