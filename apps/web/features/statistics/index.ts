export { GivingStatistics } from './giving-statistics.js';
export { StatisticsParts } from './statistics.fragment.js';
