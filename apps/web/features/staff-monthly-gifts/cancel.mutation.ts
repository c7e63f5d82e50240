import { graphql } from '../../lib/graphql.js';
import { StaffMonthlyGiftFacts } from './staff-monthly-gift.fragment.js';

/** Stops a monthly gift; its giver is told the reason. */
export const CancelMonthlyGiftMutation = graphql(
  `
    mutation CancelMonthlyGift($id: ID!, $reason: String!) {
      answer: cancelMonthlyGift(id: $id, reason: $reason) {
        __typename
        ... on MonthlyGift {
          ...StaffMonthlyGiftFacts
        }
        ... on UserError {
          code
          message
        }
      }
    }
  `,
  [StaffMonthlyGiftFacts],
);
