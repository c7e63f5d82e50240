import { graphql } from '../../lib/graphql.js';

/** Hands a concern about a team to the foundation. */
export const ReportTeamMutation = graphql(`
  mutation ReportTeam($input: ReportTeamInput!) {
    report: reportTeam(input: $input) {
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
