import { graphql } from '../../lib/graphql.js';

/** Asks for a code; the answer does not tell whether there is an account. */
export const SendSignInCodeMutation = graphql(`
  mutation SendSignInCode($contact: String!) {
    sendSignInCode(contact: $contact) {
      __typename
      ... on UserError {
        message
      }
    }
  }
`);
