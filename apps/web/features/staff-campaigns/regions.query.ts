import { graphql } from '../../lib/graphql.js';

/** The 14 cities. */
export const RegionsQuery = graphql(`
  query Regions {
    regions {
      code
      name
    }
  }
`);
