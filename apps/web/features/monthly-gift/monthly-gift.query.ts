import { graphql } from '../../lib/graphql.js';
import { MonthlyGiftFacts } from './monthly-gift.fragment.js';

/** A giver's own monthly gift: by cookie, or by the token of a signed link. */
export const MonthlyGiftQuery = graphql(
  `
    query MonthlyGift($id: ID!, $accessToken: String) {
      monthlyGift(id: $id, accessToken: $accessToken) {
        ...MonthlyGiftFacts
      }
    }
  `,
  [MonthlyGiftFacts],
);
