import { graphql } from '../../lib/graphql.js';

/** The latest figures about cities. */
export const CityFiguresQuery = graphql(`
  query CityFigures($kind: IndicatorKind!) {
    cityFigures(kind: $kind) {
      region {
        code
      }
      value
      asOf
      source
    }
  }
`);
