import { graphql } from '../../lib/graphql.js';
import { Preview } from './preview.fragment.js';

/** What a re-allocation would do. */
export const PreviewReallocationMutation = graphql(
  `
    mutation PreviewReallocation($input: ReallocationInput!) {
      result: previewReallocation(input: $input) {
        __typename
        ... on ReallocationDraft {
          id
          preview {
            ...Preview
          }
        }
        ... on UserError {
          code
          message
        }
        ... on FieldRejectedError {
          field
        }
      }
    }
  `,
  [Preview],
);
