import { graphql } from '../../lib/graphql.js';
import { MonthlyAnswer } from './change-answer.fragment.js';

/** Another day of the month. */
export const ChangeMonthlyDayMutation = graphql(
  `
    mutation ChangeMonthlyDay($id: ID!, $accessToken: String, $day: Int!) {
      answer: changeMonthlyDay(id: $id, accessToken: $accessToken, day: $day) {
        ...MonthlyAnswer
      }
    }
  `,
  [MonthlyAnswer],
);
