import { graphql } from '../../lib/graphql.js';
import { Reconciliation } from './reconciliation.fragment.js';

/** Asks for a comparison now. */
export const RunReconciliationMutation = graphql(
  `
    mutation RunReconciliation {
      runReconciliation {
        ...Reconciliation
      }
    }
  `,
  [Reconciliation],
);
