import { graphql } from '../../lib/graphql.js';

/** Makes a draft. */
export const DraftRuleMutation = graphql(`
  mutation DraftRule($input: AllocationRuleInput!) {
    result: draftAllocationRule(input: $input) {
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
