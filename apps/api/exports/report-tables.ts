import { chinaTime, plainYuan } from '#kernel';
import { bridgeOf, type AccountFacts, type IncomeAndSpending, type Statement, type TrialBalance } from '#ledger';
import { balanceOn, cityName, type Names } from '../ledger/account-names.js';
import type { AsOf, CityBridge } from '../ledger/ledger-reports.js';
import { bridgeColumns, campaignLines, type ReportLine } from '../ledger/report-lines.js';
import type { Translate } from '../messages/messages.js';
import type { Table } from './table-file.js';

/** The last row of each report: up to which batch it speaks. */
function asOfRow({ batch, recordedAt }: AsOf, width: number, t: Translate): string[] {
  const text = recordedAt
    ? t('export_as_of_batch', { batch: `${batch}`, at: chinaTime(recordedAt) })
    : t('export_empty_books');
  return [t('export_as_of'), text, ...Array.from({ length: width - 2 }, () => '')];
}

export function trialBalanceTable(
  { balance, ...asOf }: AsOf & { balance: TrialBalance },
  names: Names,
  t: Translate,
): Table {
  const rows = balance.groups.flatMap(({ rows: accounts }) =>
    accounts.map(({ account, debit, credit }) => {
      const { code, name, of } = names.account(account);
      return [code, name, of, plainYuan(debit), plainYuan(credit)];
    }),
  );
  return {
    sheet: t('export_trial_balance'),
    columns: [
      { head: t('export_code'), width: 12 },
      { head: t('export_account'), width: 36 },
      { head: t('export_line'), width: 50 },
      { head: t('export_debit'), width: 18, amount: true },
      { head: t('export_credit'), width: 18, amount: true },
    ],
    rows: [
      ...rows,
      [t('export_total'), '', '', plainYuan(balance.debit), plainYuan(balance.credit)],
      asOfRow(asOf, 5, t),
    ],
  };
}

export function incomeTable(
  { campaigns, ...asOf }: AsOf & { campaigns: Map<string, IncomeAndSpending> },
  names: Names,
  t: Translate,
): Table {
  const sums = (account: IncomeAndSpending): ReportLine[] => {
    const { income, spending, held } = campaignLines(account, t);
    const sum = (key: string, amount: bigint): ReportLine => ({ key, label: t(key), amount });
    return [
      ...income,
      sum('income_total', account.incomeTotal),
      ...spending,
      sum('spending_total', account.spendingTotal),
      sum('held_total', account.result),
      ...held,
      sum('report_difference', account.difference),
    ];
  };
  return {
    sheet: t('export_income'),
    columns: [
      { head: t('export_campaign'), width: 40 },
      { head: t('export_line'), width: 44 },
      { head: t('export_amount'), width: 18, amount: true },
    ],
    rows: [
      ...[...campaigns].flatMap(([campaignId, account]) =>
        sums(account).map(({ label, amount }) => [names.campaign(campaignId || null), label, plainYuan(amount)]),
      ),
      asOfRow(asOf, 3, t),
    ],
  };
}

/** One row for each city, one column for each line. */
export function bridgeTable({ cities, ...asOf }: AsOf & { cities: readonly CityBridge[] }, t: Translate): Table {
  const heads = bridgeColumns(bridgeOf([]), t);
  const columns = cities.map(({ bridge }) => bridgeColumns(bridge, t));
  const totals = heads.map((_, k) => columns.reduce((sum, lines) => sum + (lines[k]?.amount ?? 0n), 0n));
  return {
    sheet: t('export_bridge'),
    columns: [
      { head: t('export_city'), width: 14 },
      ...heads.map(({ label }) => ({ head: label, width: 18, amount: true })),
    ],
    rows: [
      ...cities.map(({ federation }, index) => [
        cityName(federation.region, t),
        ...(columns[index] ?? []).map(({ amount }) => plainYuan(amount)),
      ]),
      [t('export_total'), ...totals.map(plainYuan)],
      asOfRow(asOf, heads.length + 1, t),
    ],
  };
}

/** Entries newest first, between the closing and the opening balance. */
export function statementTable(
  account: AccountFacts,
  { opening, closing, entries }: Statement,
  names: Names,
  t: Translate,
): Table {
  const { code, name, of } = names.account(account);
  const edge = (key: string, credit: bigint): string[] => [t(key), '', '', '', plainYuan(balanceOn(account, credit))];
  return {
    sheet: t('export_statement'),
    columns: [
      { head: [code, name, of].filter(Boolean).join(' '), width: 40 },
      { head: t('export_batch'), width: 12 },
      { head: t('export_debit'), width: 18, amount: true },
      { head: t('export_credit'), width: 18, amount: true },
      { head: t('export_balance'), width: 18, amount: true },
    ],
    rows: [
      edge('export_closing', closing),
      ...entries.map(({ recordedAt, batchNumber, debit, credit, debits, credits }) => [
        chinaTime(recordedAt),
        `${batchNumber}`,
        plainYuan(debit),
        plainYuan(credit),
        plainYuan(balanceOn(account, credits - debits)),
      ]),
      edge('export_opening', opening),
    ],
  };
}
