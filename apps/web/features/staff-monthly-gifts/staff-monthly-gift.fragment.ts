import { graphql, type ResultOf } from '../../lib/graphql.js';

/** A monthly gift as the foundation sees it: no more of its giver than of any other gift. */
export const StaffMonthlyGiftFacts = graphql(`
  fragment StaffMonthlyGiftFacts on MonthlyGift @_unmask {
    id
    amount
    day
    state
    endReason
    displayName
    nextChargeOn
    pausedUntil
    createdAt
    campaign {
      id
      title
    }
    designation {
      region {
        name
      }
    }
    card {
      brand
      last4
      expMonth
      expYear
    }
    given {
      amount
      gifts
    }
    charges {
      period
      state
      retryOn
      failure {
        code
        message
      }
      pledge {
        id
        receipt {
          number
        }
      }
    }
    history {
      to
      actor
      reason
      note
      at
    }
  }
`);

export type StaffMonthlyGift = ResultOf<typeof StaffMonthlyGiftFacts>;
