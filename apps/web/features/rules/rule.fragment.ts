import { graphql } from '../../lib/graphql.js';

/** A campaign's rule, what it gives each city, and an example split by it. */
export const RuleParts = graphql(`
  fragment RuleParts on Campaign {
    slug
    title
    rule {
      version
      summary
      note
      effectiveFrom
      approvals
      digest
      shares {
        region {
          code
          name
        }
        basis
        share
        asOf
        source
      }
    }
    ruleExample {
      amount
      management
      lines {
        region {
          code
          name
        }
        amount
        arithmetic
      }
    }
  }
`);
