import { graphql } from '../../lib/graphql.js';

/** Signs in with a code; the session's cookie comes with the answer. */
export const SignInByCodeMutation = graphql(`
  mutation SignInByCode($contact: String!, $code: String!) {
    signInByCode(contact: $contact, code: $code) {
      __typename
      ... on UserError {
        message
      }
    }
  }
`);
