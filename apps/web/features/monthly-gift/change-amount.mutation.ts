import { graphql } from '../../lib/graphql.js';
import { MonthlyAnswer } from './change-answer.fragment.js';

/** Another amount from the next charge on. */
export const ChangeMonthlyAmountMutation = graphql(
  `
    mutation ChangeMonthlyAmount($id: ID!, $accessToken: String, $amount: Fen!) {
      answer: changeMonthlyAmount(id: $id, accessToken: $accessToken, amount: $amount) {
        ...MonthlyAnswer
      }
    }
  `,
  [MonthlyAnswer],
);
