import { CityParts } from '../../features/city/index.js';
import { graphql } from '../../lib/graphql.js';

/** A city's accounts, and all cities for the cartogram. */
export const CityPageQuery = graphql(
  `
    query CityPage($code: ID!) {
      city(code: $code) {
        allocated
        region {
          name
        }
        ...CityParts
      }
      cities {
        region {
          code
          name
          shortName
        }
        allocated
        row
        column
      }
    }
  `,
  [CityParts],
);
