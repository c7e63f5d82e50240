import { graphql } from '../../lib/graphql.js';

/** Opens a team; every refusal is a member of the union. */
export const OpenTeamMutation = graphql(`
  mutation OpenTeam($input: OpenTeamInput!) {
    result: openTeam(input: $input) {
      __typename
      ... on OpenedTeam {
        deskUrl
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
`);
