import { graphql } from '../../lib/graphql.js';

/** Who is giving: its answer brings the browser its cookie, and the address of a donor who is signed in. */
export const IntroductionQuery = graphql(`
  query Introduction {
    donor {
      account {
        id
        email
      }
    }
  }
`);
