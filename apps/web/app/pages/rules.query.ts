import { RuleParts } from '../../features/rules/index.js';
import { graphql } from '../../lib/graphql.js';

/** The rule in force of each campaign that takes gifts, with an example. */
export const RulesPageQuery = graphql(
  `
    query RulesPage {
      campaigns(first: 20, filter: { states: [LIVE, PAUSED] }) {
        edges {
          node {
            id
            ...RuleParts
          }
        }
      }
    }
  `,
  [RuleParts],
);
