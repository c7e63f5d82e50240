import { graphql } from '../../lib/graphql.js';
import { MonthlyAnswer } from './change-answer.fragment.js';

/** Leaves out the next months. */
export const PauseMonthlyGiftMutation = graphql(
  `
    mutation PauseMonthlyGift($id: ID!, $accessToken: String, $months: Int) {
      answer: pauseMonthlyGift(id: $id, accessToken: $accessToken, months: $months) {
        ...MonthlyAnswer
      }
    }
  `,
  [MonthlyAnswer],
);
