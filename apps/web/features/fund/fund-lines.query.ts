import { graphql } from '../../lib/graphql.js';

/** Lines of the fund between two days of China's time. */
export const FundLinesQuery = graphql(`
  query FundLines($after: String, $from: CivilDate, $to: CivilDate) {
    fund {
      orgUnit {
        id
      }
      lines(first: 50, after: $after, from: $from, to: $to) {
        edges {
          node {
            id
            postingId
            isGift
            event
            postedAt
            source
            amount
            ruleVersion
            position
            batchNumber
            campaign {
              id
              slug
              title
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);
