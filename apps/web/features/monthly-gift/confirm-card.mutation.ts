import { graphql } from '../../lib/graphql.js';
import { MonthlyAnswer } from './change-answer.fragment.js';

/** Back from the page of a new card. */
export const ConfirmMonthlyCardMutation = graphql(
  `
    mutation ConfirmMonthlyCard($id: ID!, $accessToken: String, $cardUpdateId: ID!) {
      answer: confirmMonthlyCard(id: $id, accessToken: $accessToken, cardUpdateId: $cardUpdateId) {
        ...MonthlyAnswer
      }
    }
  `,
  [MonthlyAnswer],
);
