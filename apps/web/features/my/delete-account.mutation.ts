import { graphql } from '../../lib/graphql.js';

/** Deletes the account and what is personal of its gifts. */
export const DeleteAccountMutation = graphql(`
  mutation DeleteAccount($accountId: ID!, $stopMonthlyGifts: Boolean!) {
    deleteDonorAccount(accountId: $accountId, stopMonthlyGifts: $stopMonthlyGifts) {
      __typename
      ... on UserError {
        message
      }
    }
  }
`);
