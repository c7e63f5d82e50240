import { graphql } from '../../lib/graphql.js';

/** Makes the pledge and opens its payment; every refusal is a member of the union. */
export const CreatePledgeMutation = graphql(`
  mutation CreatePledge($input: CreatePledgeInput!) {
    createPledge(input: $input) {
      __typename
      ... on Pledge {
        id
        state
        checkoutUrl
      }
      ... on UserError {
        code
        message
      }
      ... on AmountOutOfRangeError {
        min
        max
      }
      ... on FieldRejectedError {
        field
      }
    }
  }
`);
