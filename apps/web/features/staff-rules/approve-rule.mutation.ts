import { graphql } from '../../lib/graphql.js';

/** Approves exactly what was simulated. */
export const ApproveRuleMutation = graphql(`
  mutation ApproveRule($id: ID!, $hash: String!, $reason: String!) {
    result: approveAllocationRule(id: $id, simulationHash: $hash, reason: $reason) {
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
