import { StatisticsParts } from '../../features/statistics/index.js';
import { graphql } from '../../lib/graphql.js';

/** Giving over all campaigns. */
export const StatisticsPageQuery = graphql(
  `
    query StatisticsPage {
      statistics {
        ...StatisticsParts
      }
    }
  `,
  [StatisticsParts],
);
