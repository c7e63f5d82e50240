import { graphql } from '../../lib/graphql.js';
import { BooksHealth } from './books-health.fragment.js';

/** Lets posting go on, once everything holds. */
export const ResumePostingMutation = graphql(
  `
    mutation ResumePosting($reason: String!) {
      result: resumePosting(reason: $reason) {
        __typename
        ... on BooksHealth {
          ...BooksHealth
        }
        ... on UserError {
          code
          message
        }
      }
    }
  `,
  [BooksHealth],
);
