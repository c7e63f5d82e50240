import { graphql } from '../../lib/graphql.js';
import { BooksHealth } from './books-health.fragment.js';

/** How the books stand now. */
export const BooksHealthQuery = graphql(
  `
    query BooksHealth {
      booksHealth {
        ...BooksHealth
      }
    }
  `,
  [BooksHealth],
);
