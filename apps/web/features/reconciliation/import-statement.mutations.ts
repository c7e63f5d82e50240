import { graphql, type ResultOf } from '../../lib/graphql.js';

/** What an uploaded file would bring. */
export const PreviewStatementMutation = graphql(`
  mutation PreviewBankStatement($key: String!) {
    result: previewBankStatement(key: $key) {
      __typename
      ... on BankStatementPreview {
        format
        account
        from
        to
        opening
        closing
        count
        known
        imported {
          id
          importedAt
        }
        lines {
          ordinal
          bookedOn
          amount
          counterparty
          reference
          known
        }
      }
      ... on StatementRejectedError {
        message
        faults {
          line
          message
        }
      }
    }
  }
`);

export type PreviewAnswer = ResultOf<typeof PreviewStatementMutation>['result'];

/** Keeps it. */
export const ImportStatementMutation = graphql(`
  mutation ImportBankStatement($key: String!, $fileName: String!) {
    result: importBankStatement(key: $key, fileName: $fileName) {
      __typename
      ... on BankStatement {
        id
        lines
        known
      }
      ... on StatementRejectedError {
        message
      }
    }
  }
`);
