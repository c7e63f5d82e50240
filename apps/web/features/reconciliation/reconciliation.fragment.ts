import { graphql, type ResultOf } from '../../lib/graphql.js';

/** One comparison. */
export const Run = graphql(`
  fragment Run on ReconciliationRun @_unmask {
    id
    askedBy
    startedAt
    finishedAt
    step
    failure
    linesRead
    linesNew
    providerNet
    ledgerNet
    ledgerLater
    inTransit
    explained
    unexplained
    openProvider
    openBank
    found
    resolved
  }
`);

export type RunParts = ResultOf<typeof Run>;

/** How provider, books and bank stand to one another. */
export const Reconciliation = graphql(
  `
    fragment Reconciliation on Reconciliation @_unmask {
      equalSince
      open
      openAmount
      waiting
      provider {
        balance
        asOf
        payouts
        lastEqual
      }
      ledger {
        balance
        asOf
        payouts
        lastEqual
      }
      bank {
        balance
        asOf
        payouts
        lastEqual
      }
      lastRun {
        ...Run
      }
      running {
        ...Run
      }
      alarms {
        kind
        message
        since
      }
    }
  `,
  [Run],
);

export type ReconciliationParts = ResultOf<typeof Reconciliation>;
