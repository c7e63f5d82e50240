import { CityBridgeFields } from '../../components/console/city-bridge.js';
import { graphql } from '../../lib/graphql.js';

export const TrialBalanceQuery = graphql(`
  query TrialBalance($asOf: CivilDate) {
    trialBalance(asOf: $asOf) {
      batchNumber
      bookedAt
      debit
      credit
      groups {
        code
        name
        debit
        credit
        rows {
          account {
            id
            of
          }
          debit
          credit
        }
      }
    }
  }
`);

export const IncomeQuery = graphql(`
  query IncomeAndSpending($asOf: CivilDate) {
    incomeAndSpending(asOf: $asOf) {
      batchNumber
      bookedAt
      campaigns {
        campaignId
        title
        income {
          key
          label
          amount
        }
        incomeTotal
        spending {
          key
          label
          amount
        }
        spendingTotal
        held {
          key
          label
          amount
        }
        result
        difference
      }
    }
  }
`);

export const BridgesQuery = graphql(
  `
    query CityBridges($asOf: CivilDate) {
      cityBridges(asOf: $asOf) {
        batchNumber
        bookedAt
        cities {
          city
          allocated
          paid
          held
          difference
          ...CityBridgeFields
        }
      }
    }
  `,
  [CityBridgeFields],
);

export const AccountsQuery = graphql(`
  query LedgerAccounts {
    ledgerAccounts {
      id
      code
      name
      of
    }
  }
`);

export const StatementQuery = graphql(`
  query AccountStatement($accountId: Int!, $after: String, $from: CivilDate, $to: CivilDate) {
    accountStatement(accountId: $accountId, first: 50, after: $after, from: $from, to: $to) {
      opening
      closing
      entries {
        edges {
          node {
            id
            batchNumber
            bookedAt
            debit
            credit
            balance
            gifts
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

export const EntryPostingsQuery = graphql(`
  query EntryPostings($accountId: Int!, $batchNumber: String!, $after: String) {
    entryPostings(accountId: $accountId, batchNumber: $batchNumber, first: 50, after: $after) {
      edges {
        node {
          id
          event
          position
          occurredAt
          debit
          credit
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
