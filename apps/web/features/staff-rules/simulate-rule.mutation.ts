import { graphql } from '../../lib/graphql.js';

/** Asks the worker to run a draft over past gifts. */
export const SimulateRuleMutation = graphql(`
  mutation SimulateRule($id: ID!, $input: SimulationInput!) {
    result: simulateAllocationRule(id: $id, input: $input) {
      __typename
      ... on AllocationSimulation {
        id
      }
      ... on UserError {
        code
        message
      }
    }
  }
`);
