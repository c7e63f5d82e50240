import { graphql } from '../../lib/graphql.js';
import { Run } from './reconciliation.fragment.js';

/** Comparisons, newest first. */
export const RunsQuery = graphql(
  `
    query ReconciliationRuns($after: String) {
      reconciliationRuns(first: 10, after: $after) {
        edges {
          node {
            ...Run
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [Run],
);
