import type { Fen } from '#kernel';
import type { AccountStanding, TrialBalance, TrialBalanceGroup } from './reports.types.js';

const sum = (amounts: readonly Fen[]): Fen => amounts.reduce((total, amount) => total + amount, 0n);

/** Every account with its balance on the side it is on, by code of the chart; the two columns are equal. */
export function trialBalanceOf(accounts: readonly AccountStanding[]): TrialBalance {
  const groups = new Map<string, TrialBalanceGroup>();
  for (const { debits, credits, flows: _flows, ...account } of accounts) {
    const { chartCode, purpose } = account;
    const key = `${chartCode}/${purpose}`;
    const group = groups.get(key) ?? { chartCode, purpose, debit: 0n, credit: 0n, rows: [] };
    groups.set(key, group);
    const balance = debits - credits;
    const row = { account, debit: balance > 0n ? balance : 0n, credit: balance < 0n ? -balance : 0n };
    group.rows.push(row);
    group.debit += row.debit;
    group.credit += row.credit;
  }
  const ordered = [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  for (const { rows } of ordered) rows.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return {
    groups: ordered,
    debit: sum(ordered.map(({ debit }) => debit)),
    credit: sum(ordered.map(({ credit }) => credit)),
  };
}

/** Campaign by campaign, source by source, the cities in the order of their codes. */
function placeOf({ account }: TrialBalanceGroup['rows'][number]): string {
  return [account.campaignId ?? '', account.source ?? '', account.orgUnitId ?? ''].join('/');
}
