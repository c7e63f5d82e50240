import { graphql } from '../../lib/graphql.js';
import { MonthlyAnswer } from './change-answer.fragment.js';

/** Goes on after a pause. */
export const ResumeMonthlyGiftMutation = graphql(
  `
    mutation ResumeMonthlyGift($id: ID!, $accessToken: String) {
      answer: resumeMonthlyGift(id: $id, accessToken: $accessToken) {
        ...MonthlyAnswer
      }
    }
  `,
  [MonthlyAnswer],
);
