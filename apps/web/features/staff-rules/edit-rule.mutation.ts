import { graphql } from '../../lib/graphql.js';

/** Writes a draft anew. */
export const EditRuleMutation = graphql(`
  mutation EditRule($id: ID!, $input: AllocationRuleInput!) {
    result: editAllocationRule(id: $id, input: $input) {
      __typename
      ... on AllocationRule {
        id
      }
      ... on UserError {
        code
        message
      }
      ... on FieldRejectedError {
        field
      }
      ... on AllocationRuleRejectedError {
        faults {
          code
          message
          field
          regionCode
        }
      }
    }
  }
`);
