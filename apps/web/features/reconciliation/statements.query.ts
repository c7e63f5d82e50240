import { graphql, type ResultOf } from '../../lib/graphql.js';

/** The statements imported last. */
export const StatementsQuery = graphql(`
  query BankStatements {
    bankStatements {
      id
      format
      fileName
      from
      to
      opening
      closing
      lines
      known
      importedBy
      importedAt
    }
  }
`);

export type StatementRow = ResultOf<typeof StatementsQuery>['bankStatements'][number];
