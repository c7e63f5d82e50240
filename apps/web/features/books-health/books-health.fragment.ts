import { graphql, type ResultOf } from '../../lib/graphql.js';

/** How the books stand. */
export const BooksHealth = graphql(`
  fragment BooksHealth on BooksHealth @_unmask {
    stopped {
      since
      reason
    }
    lastRun {
      startedAt
      finishedAt
      checked
      askedBy
    }
    running {
      startedAt
      checked
    }
    sentences {
      text
      offenders
    }
    waitingGifts
  }
`);

export type BooksHealthParts = ResultOf<typeof BooksHealth>;
