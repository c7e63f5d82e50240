import { graphql } from '../../lib/graphql.js';
import { MonthlyAnswer } from './change-answer.fragment.js';

/** Stops it for good. */
export const StopMonthlyGiftMutation = graphql(
  `
    mutation StopMonthlyGift($id: ID!, $accessToken: String, $why: String) {
      answer: stopMonthlyGift(id: $id, accessToken: $accessToken, why: $why) {
        ...MonthlyAnswer
      }
    }
  `,
  [MonthlyAnswer],
);
