import { graphql } from '../../lib/graphql.js';
import { OwnGiftsPage } from './my.fragments.js';

/** Everything the page of a donor shows at first: signed in, or as the guest of this browser. */
export const MyQuery = graphql(
  `
    query My {
      donor {
        account {
          id
          email
          phone
        }
        signInMethods
        years {
          year
          gifts
          amount
          statementUrl
        }
        monthlyGifts {
          id
          amount
          day
          state
          nextChargeOn
          manageUrl
          campaign {
            title
          }
        }
        gifts(first: 20) {
          ...OwnGiftsPage
        }
      }
    }
  `,
  [OwnGiftsPage],
);
