import { graphql } from '../../lib/graphql.js';

/** A campaign's filing and what is due of it. */
export const DisclosureParts = graphql(`
  fragment DisclosureParts on Campaign {
    slug
    title
    state
    startsAt
    endsAt
    charity {
      name
    }
    plan {
      filingNumber
      filedOn
    }
    disclosuresDue {
      id
      kind
      dueOn
      passed
    }
  }
`);
