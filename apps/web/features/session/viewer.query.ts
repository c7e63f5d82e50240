import { graphql } from '../../lib/graphql.js';

/** Who is signed in; null when nobody is. */
export const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      id
      name
      email
      role
      orgUnit {
        id
        name
      }
    }
  }
`);
