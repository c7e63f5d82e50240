import { graphql } from '../../lib/graphql.js';
import { BooksHealth } from './books-health.fragment.js';

/** Asks for every sentence to be checked now. */
export const CheckBooksMutation = graphql(
  `
    mutation CheckBooks {
      checkBooks {
        ...BooksHealth
      }
    }
  `,
  [BooksHealth],
);
