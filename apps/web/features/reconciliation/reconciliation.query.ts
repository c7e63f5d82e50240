import { graphql } from '../../lib/graphql.js';
import { Reconciliation } from './reconciliation.fragment.js';

/** How the three sides stand now. */
export const ReconciliationQuery = graphql(
  `
    query Reconciliation {
      reconciliation {
        ...Reconciliation
      }
    }
  `,
  [Reconciliation],
);
