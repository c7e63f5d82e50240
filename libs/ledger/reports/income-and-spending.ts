import type { Fen } from '#kernel';
import type { AccountPurpose, FundSource } from '#platform';
import { fromFlows, fromGifts } from './bridge.js';
import type { AccountStanding } from './reports.types.js';

/** Lines of one campaign's account, in the order they are read. Spending and refunds carry a minus. */
export const INCOME_LINES = [
  'GIFTS_DIRECT',
  'GIFTS_POOL',
  'REFUNDS',
  'MATCH',
  'GRANTS',
  'CONDOLENCE',
  'IN_KIND',
] as const;
export const SPENDING_LINES = [
  'PROGRAMME',
  'MANAGEMENT',
  'PAYMENT_FEES_FOUNDATION',
  'PAYMENT_FEES_GIFTS',
  'FUNDRAISING',
] as const;
/** Where what is left stands, by what it is for. */
export const HELD_LINES = [
  'UNALLOCATED',
  'CITY_FUNDS',
  'COMMITTED',
  'MATCH_POOL',
  'MANAGEMENT_KEPT',
  'FOUNDATION_BORNE',
] as const;
export type IncomeLine = (typeof INCOME_LINES)[number];
export type SpendingLine = (typeof SPENDING_LINES)[number];
export type HeldLine = (typeof HELD_LINES)[number];

export interface IncomeAndSpending {
  income: Record<IncomeLine, Fen>;
  incomeTotal: Fen;
  spending: Record<SpendingLine, Fen>;
  spendingTotal: Fen;
  held: Record<HeldLine, Fen>;
  /** incomeTotal + spendingTotal, and the sum of what is held: always equal. */
  result: Fen;
  /** result − Σ held; always zero. */
  difference: Fen;
}

/** Income, spending and what is held of one campaign, from the accounts that carry it; as the bridge, without summing gifts. */
export function incomeAndSpendingOf(accounts: readonly AccountStanding[]): IncomeAndSpending {
  const of = (purpose: AccountPurpose, source?: FundSource | null): AccountStanding[] =>
    accounts.filter((account) => account.purpose === purpose && (source === undefined || account.source === source));
  const balance = (purpose: AccountPurpose, source?: FundSource | null): Fen =>
    total(of(purpose, source), ({ credits, debits }) => credits - debits);

  const donations = of('RESTRICTED_INCOME', null);
  const gifts = total(donations, fromGifts);
  // What is kept of a designated gift carries its city.
  const kept = [...of('MANAGEMENT_FEE'), ...of('FEE_COVER')].filter(({ orgUnitId }) => orgUnitId !== null);
  const direct = total([...of('CITY_FUND', 'DIRECT'), ...kept], fromGifts);
  const income: Record<IncomeLine, Fen> = {
    GIFTS_DIRECT: direct,
    GIFTS_POOL: gifts - direct,
    REFUNDS: total(donations, (account) =>
      fromFlows(account, 'GIFT_REFUNDED', 'REFUND_FAILED', 'GIFT_CHARGED_BACK', 'CHARGEBACK_WON'),
    ),
    MATCH: balance('RESTRICTED_INCOME', 'MATCH'),
    GRANTS: balance('GOVERNMENT_GRANT'),
    CONDOLENCE: balance('RESTRICTED_INCOME', 'CONDOLENCE'),
    IN_KIND: balance('RESTRICTED_INCOME', 'IN_KIND'),
  };
  const fees = total(of('FUNDRAISING_COST'), fromGifts);
  const covered = balance('FEE_COVER');
  const spending: Record<SpendingLine, Fen> = {
    PROGRAMME: balance('PROGRAMME_COST'),
    MANAGEMENT: balance('ADMINISTRATION'),
    PAYMENT_FEES_FOUNDATION: fees + covered,
    PAYMENT_FEES_GIFTS: -covered,
    FUNDRAISING: balance('FUNDRAISING_COST') - fees,
  };
  const incomeTotal = total(INCOME_LINES, (line) => income[line]);
  const spendingTotal = total(SPENDING_LINES, (line) => spending[line]);
  const result = incomeTotal + spendingTotal;
  const held: Record<HeldLine, Fen> = {
    // Income not yet allocated, less what the pool carries for cities that had spent money given back.
    UNALLOCATED:
      balance('RESTRICTED_INCOME') + balance('GOVERNMENT_GRANT') + balance('UNALLOCATED') + balance('POOL_CARRIED'),
    CITY_FUNDS: balance('CITY_FUND'),
    COMMITTED: balance('CITY_COMMITTED') + balance('CITY_PAID'),
    MATCH_POOL: balance('MATCH_POOL') + balance('MATCH_RESERVED'),
    MANAGEMENT_KEPT: balance('MANAGEMENT_FEE') + balance('ADMINISTRATION'),
    // Costs of raising funds that no gift carried: the foundation's own money stands in for them.
    FOUNDATION_BORNE: covered + balance('FUNDRAISING_COST'),
  };
  // What was released and what it cost are equal, so neither is held.
  const unreleased = balance('RELEASED') + balance('PROGRAMME_COST');
  const difference = result - total(HELD_LINES, (line) => held[line]) - unreleased;
  return { income, incomeTotal, spending, spendingTotal, held, result, difference };
}

/** The same for each campaign; what belongs to none stands under the empty id. */
export function incomeAndSpendingByCampaign(accounts: readonly AccountStanding[]): Map<string, IncomeAndSpending> {
  const ofCampaign = new Map<string, AccountStanding[]>();
  for (const account of accounts) {
    const key = account.campaignId ?? '';
    const known = ofCampaign.get(key);
    if (known) known.push(account);
    else ofCampaign.set(key, [account]);
  }
  return new Map([...ofCampaign].map(([campaignId, own]) => [campaignId, incomeAndSpendingOf(own)]));
}

function total<Row>(rows: readonly Row[], amountOf: (row: Row) => Fen): Fen {
  return rows.reduce((sum, row) => sum + amountOf(row), 0n);
}
