import { graphql, type ResultOf } from '../../lib/graphql.js';
import { Preview } from './preview.fragment.js';

/** What every step of a re-allocation answers with. */
export const ReallocationAnswer = graphql(
  `
    fragment ReallocationAnswer on ChangeReallocationResult @_unmask {
      __typename
      ... on Reallocation {
        id
        state
      }
      ... on UserError {
        code
        message
      }
      ... on FieldRejectedError {
        field
      }
      ... on ShortFundsError {
        shortages {
          missing
          orgUnit {
            region {
              shortName
            }
          }
        }
      }
      ... on PreviewOutdatedError {
        preview {
          ...Preview
        }
      }
    }
  `,
  [Preview],
);

export type ReallocationAnswerParts = ResultOf<typeof ReallocationAnswer>;
