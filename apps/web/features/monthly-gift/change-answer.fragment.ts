import { graphql, type ResultOf } from '../../lib/graphql.js';
import { MonthlyGiftFacts } from './monthly-gift.fragment.js';

/** What every change of a monthly gift answers with. */
export const MonthlyAnswer = graphql(
  `
    fragment MonthlyAnswer on ChangeMonthlyGiftResult @_unmask {
      __typename
      ... on MonthlyGift {
        ...MonthlyGiftFacts
      }
      ... on UserError {
        code
        message
      }
    }
  `,
  [MonthlyGiftFacts],
);

export type MonthlyAnswerParts = ResultOf<typeof MonthlyAnswer>;
