import { graphql } from '../../lib/graphql.js';

/** What a draft comes to; nothing is kept. */
export const PreviewRuleQuery = graphql(`
  query PreviewRule($input: AllocationRuleInput!) {
    previewAllocationRule(input: $input) {
      shares {
        region {
          code
        }
        basis
        weight
        share
        asOf
        source
      }
      faults {
        code
        message
        field
        regionCode
      }
    }
  }
`);
