import { graphql } from '../../lib/graphql.js';

/** Moves the account to the address the code was sent to. */
export const ChangeAddressMutation = graphql(`
  mutation ChangeAddress($accountId: ID!, $email: String!, $code: String!) {
    changeDonorAddress(accountId: $accountId, email: $email, code: $code) {
      __typename
      ... on DonorAddressChanged {
        email
      }
      ... on UserError {
        message
      }
    }
  }
`);
