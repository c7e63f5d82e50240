import type { AccountPurpose } from '#platform';

/**
 * Chart of accounts for non-profits, 2026 version (财会〔2024〕25号). The 2004 version used 5201 and 5301 for other
 * things, so every account carries the version's year. Codes await an accountant's confirmation.
 */
export const CHART_YEAR = 2026;

export const CHART_CODES: Record<AccountPurpose, string> = {
  PROVIDER_BALANCE: '1009',
  RESTRICTED_INCOME: '410102',
  UNALLOCATED: '3102',
  CITY_FUND: '3102',
  FUNDRAISING_COST: '5401',
};
