import { graphql } from '../../lib/graphql.js';
import { OwnGiftsPage } from './my.fragments.js';

/** The donor's gifts behind a cursor. */
export const OlderGiftsQuery = graphql(
  `
    query OlderGifts($after: String!) {
      donor {
        gifts(first: 20, after: $after) {
          ...OwnGiftsPage
        }
      }
    }
  `,
  [OwnGiftsPage],
);
