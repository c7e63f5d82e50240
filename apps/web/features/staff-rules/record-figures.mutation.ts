import { graphql } from '../../lib/graphql.js';

/** Keeps figures about cities; rules drafted before keep what they copied. */
export const RecordFiguresMutation = graphql(`
  mutation RecordFigures($kind: IndicatorKind!, $asOf: CivilDate!, $source: String!, $figures: [CityFigureInput!]!) {
    result: recordCityFigures(kind: $kind, asOf: $asOf, source: $source, figures: $figures) {
      __typename
      ... on UserError {
        code
        message
      }
    }
  }
`);
