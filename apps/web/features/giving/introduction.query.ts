import { graphql } from '../../lib/graphql.js';

/** Asks next to nothing; its answer brings the browser its cookie. */
export const IntroductionQuery = graphql(`
  query Introduction {
    viewer {
      id
    }
  }
`);
