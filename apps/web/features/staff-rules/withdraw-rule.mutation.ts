import { graphql } from '../../lib/graphql.js';

/** Takes back a draft, or an approved rule that is not in force yet. */
export const WithdrawRuleMutation = graphql(`
  mutation WithdrawRule($id: ID!, $reason: String!) {
    result: withdrawAllocationRule(id: $id, reason: $reason) {
      __typename
      ... on AllocationRule {
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
    }
  }
`);
