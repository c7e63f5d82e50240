import { graphql } from '../../lib/graphql.js';
import { StaffRule } from './rule.fragment.js';

/** One rule by its id. */
export const StaffRuleQuery = graphql(
  `
    query StaffRule($id: ID!) {
      allocationRule(id: $id) {
        ...StaffRule
      }
    }
  `,
  [StaffRule],
);
