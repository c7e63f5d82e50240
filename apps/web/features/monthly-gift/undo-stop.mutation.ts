import { graphql } from '../../lib/graphql.js';
import { MonthlyAnswer } from './change-answer.fragment.js';

/** Takes a stop back on its day. */
export const UndoStopMonthlyGiftMutation = graphql(
  `
    mutation UndoStopMonthlyGift($id: ID!, $accessToken: String) {
      answer: undoStopMonthlyGift(id: $id, accessToken: $accessToken) {
        ...MonthlyAnswer
      }
    }
  `,
  [MonthlyAnswer],
);
