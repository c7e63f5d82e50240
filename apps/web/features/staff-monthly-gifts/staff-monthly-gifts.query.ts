import { graphql } from '../../lib/graphql.js';
import { StaffMonthlyGiftFacts } from './staff-monthly-gift.fragment.js';

/** Monthly gifts, newest first. */
export const StaffMonthlyGiftsQuery = graphql(
  `
    query StaffMonthlyGifts($after: String, $state: MonthlyGiftState) {
      monthlyGifts(first: 50, after: $after, state: $state) {
        edges {
          node {
            ...StaffMonthlyGiftFacts
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [StaffMonthlyGiftFacts],
);
