import { graphql } from '../../lib/graphql.js';

/** Everything the page of statistics shows. */
export const StatisticsParts = graphql(`
  fragment StatisticsParts on Statistics {
    asOf
    gifts
    amount
    days {
      day
      gifts
      amount
    }
    cities {
      region {
        code
        name
      }
      gifts
      amount
    }
    sources {
      source
      gifts
      amount
    }
    methods {
      method
      gifts
      amount
    }
  }
`);
