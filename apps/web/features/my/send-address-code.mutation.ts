import { graphql } from '../../lib/graphql.js';

/** Asks for a code at the new address; the answer does not tell whether that address has an account. */
export const SendAddressCodeMutation = graphql(`
  mutation SendAddressCode($accountId: ID!, $email: String!) {
    sendAddressCode(accountId: $accountId, email: $email) {
      __typename
      ... on UserError {
        message
      }
    }
  }
`);
