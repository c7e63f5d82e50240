import { graphql, type ResultOf } from '../../lib/graphql.js';
import { Preview } from './preview.fragment.js';

/** A re-allocation as staff see it. */
export const Reallocation = graphql(
  `
    fragment Reallocation on Reallocation @_unmask {
      id
      kind
      state
      about
      amount
      note
      reason
      proposedBy
      proposedAt
      approvedBy
      approvedAt
      postedAt
      campaign {
        id
        title
      }
      rule {
        version
        summary
      }
      progress {
        waiting
        posted
        skipped
      }
      waitsFor {
        missing
        orgUnit {
          region {
            shortName
          }
        }
      }
      history {
        to
        actor
        reason
        at
      }
      preview {
        ...Preview
      }
    }
  `,
  [Preview],
);

export type ReallocationParts = ResultOf<typeof Reallocation>;
