import { graphql, type ResultOf } from '../../lib/graphql.js';

/** A giver's own monthly gift with everything its page shows. */
export const MonthlyGiftFacts = graphql(`
  fragment MonthlyGiftFacts on MonthlyGift @_unmask {
    id
    amount
    day
    state
    endReason
    nextChargeOn
    pausedUntil
    canUndoStop
    campaign {
      id
      slug
      title
      minPledge
      maxPledge
      charity {
        name
      }
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
      dueOn
      state
      retryOn
      giftUrl
      failure {
        code
        message
      }
      pledge {
        id
        amount
        paidAt
        receipt {
          number
        }
      }
    }
  }
`);

export type MonthlyGift = ResultOf<typeof MonthlyGiftFacts>;
export type MonthlyMonth = MonthlyGift['charges'][number];
