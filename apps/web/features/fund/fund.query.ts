import { CityBridgeFields } from '../../components/console/city-bridge.js';
import { graphql } from '../../lib/graphql.js';

/** The signed-in federation's fund: its totals and its newest line. */
export const FundQuery = graphql(
  `
    query Fund {
      fund {
        orgUnit {
          id
          name
        }
        balance
        direct
        pool
        sources {
          source
          held
        }
        bridge {
          ...CityBridgeFields
        }
        asOf
        lines(first: 1) {
          edges {
            node {
              id
              amount
              postedAt
            }
          }
        }
      }
    }
  `,
  [CityBridgeFields],
);
