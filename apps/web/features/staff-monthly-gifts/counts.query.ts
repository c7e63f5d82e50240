import { graphql } from '../../lib/graphql.js';

/** How many monthly gifts stand where, and what they give a month. */
export const MonthlyGiftCountsQuery = graphql(`
  query MonthlyGiftCounts {
    monthlyGiftCounts {
      state
      count
      amount
    }
  }
`);
