import type { Fen } from '#kernel';
import {
  HELD_LINES,
  INCOME_LINES,
  INFLOWS,
  OUTFLOWS,
  SPENDING_LINES,
  type Bridge,
  type IncomeAndSpending,
} from '#ledger';
import type { Translate } from '../messages/messages.js';

/** A line of a report in the reader's language. */
export interface ReportLine {
  key: string;
  label: string;
  amount: Fen;
}

/** Lines the bridge of every city shows; the others only when something moved. */
const ALWAYS = new Set(['GIFTS', 'MATCH', 'POOL', 'REFUNDS', 'MANAGEMENT', 'FEES_COVERED', 'ADVANCED', 'CONFIRMED']);

/** A bridge as the lines a reader adds up: inflows, outflows, holdings. */
export function bridgeLines(bridge: Bridge, t: Translate) {
  const line = (key: string, amount: Fen): ReportLine => ({ key, label: t(`bridge_${key}`), amount });
  const told = ({ key, amount }: ReportLine): boolean => amount !== 0n || ALWAYS.has(key);
  return {
    inflows: INFLOWS.map((key) => line(key, bridge.inflows[key])).filter(told),
    outflows: OUTFLOWS.map((key) => line(key, bridge.outflows[key])).filter(told),
    holdings: [line('available', bridge.available), line('applied', bridge.applied)],
  };
}

/** All lines of a bridge from top to bottom with its sums, for tables. */
export function bridgeColumns(bridge: Bridge, t: Translate): ReportLine[] {
  const line = (key: string, amount: Fen): ReportLine => ({ key, label: t(`bridge_${key}`), amount });
  return [
    ...INFLOWS.map((key) => line(key, bridge.inflows[key])),
    line('allocated', bridge.allocated),
    ...OUTFLOWS.map((key) => line(key, bridge.outflows[key])),
    line('paid', bridge.paid),
    line('available', bridge.available),
    line('applied', bridge.applied),
    line('held', bridge.held),
    line('difference', bridge.difference),
  ];
}

/** The lines of a campaign's income, spending and what is left. */
export function campaignLines(account: IncomeAndSpending, t: Translate) {
  return {
    income: INCOME_LINES.map((key) => ({ key, label: t(`income_${key}`), amount: account.income[key] })),
    spending: SPENDING_LINES.map((key) => ({ key, label: t(`spending_${key}`), amount: account.spending[key] })),
    held: HELD_LINES.map((key) => ({ key, label: t(`held_${key}`), amount: account.held[key] })),
  };
}
