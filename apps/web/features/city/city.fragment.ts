import { graphql } from '../../lib/graphql.js';

/** Everything the books say of a city. */
export const CityParts = graphql(`
  fragment CityParts on City {
    region {
      code
      name
      shortName
    }
    orgUnit {
      name
    }
    allocated
    paid
    held
    waitingSince
    waitingDays
    payments {
      paid
      onTime
      days
    }
    bridge {
      inflows {
        key
        label
        amount
      }
      outflows {
        key
        label
        amount
      }
      holdings {
        key
        label
        amount
      }
    }
    campaigns {
      allocated
      campaign {
        slug
        title
        state
      }
    }
  }
`);
