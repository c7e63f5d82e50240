import { graphql } from '../../lib/graphql.js';

/** Hands a concern to the foundation. */
export const ReportConcernMutation = graphql(`
  mutation ReportConcern($input: ReportConcernInput!) {
    reportConcern(input: $input) {
      __typename
      ... on ConcernReport {
        id
        answerDueOn
      }
      ... on FieldRejectedError {
        field
        message
      }
    }
  }
`);
