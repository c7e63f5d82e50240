import type { Fen } from '#kernel';
import type { TransferKind } from '#platform';
import type { AccountStanding } from './reports.types.js';

/** What comes to a city or leaves it again before it is used, in the order it is read. */
export const INFLOWS = [
  'GIFTS',
  'MATCH',
  'POOL',
  'GOVERNMENT',
  'CONDOLENCE',
  'IN_KIND',
  'REALLOCATED_IN',
  'REALLOCATED_OUT',
  'MATCH_REVERSED',
  'RETURNED_TO_POOL',
  'REFUNDS',
  'MANAGEMENT',
  'FEES_COVERED',
] as const;
export type Inflow = (typeof INFLOWS)[number];

/** What became of it. */
export const OUTFLOWS = ['ADVANCED', 'CONFIRMED', 'DISTRIBUTED', 'RETURNED'] as const;
export type Outflow = (typeof OUTFLOWS)[number];

/**
 * The bridge of a city: its inflows make what is allocated to it; that is what was paid and what is held. Each line
 * carries its sign, so a reader adds them up.
 */
export interface Bridge {
  inflows: Record<Inflow, Fen>;
  /** Sum of the inflows. */
  allocated: Fen;
  outflows: Record<Outflow, Fen>;
  /** Sum of the outflows. */
  paid: Fen;
  /** In the fund and not applied for. */
  available: Fen;
  /** Applied for and not paid yet. */
  applied: Fen;
  held: Fen;
  /** allocated − paid − held; always zero. */
  difference: Fen;
}

/**
 * The line each kind of transfer moves when it touches a city's fund or what is kept of its designated gifts; null for
 * the way of money out of the fund, which the other side of the bridge counts on accounts of its own. A new kind has to
 * be given its place here, or it does not compile.
 */
const LINE_OF: Record<TransferKind, Inflow | null> = {
  GIFT_REFUNDED: 'REFUNDS',
  GIFT_CHARGED_BACK: 'REFUNDS',
  REFUND_FAILED: 'REFUNDS',
  CHARGEBACK_WON: 'REFUNDS',
  ALLOCATION_REVERSED: 'REALLOCATED_OUT',
  GIFT_REALLOCATED: 'REALLOCATED_IN',
  FUND_RETURNED_TO_POOL: 'RETURNED_TO_POOL',
  POOL_ALLOCATED: 'POOL',
  MATCH_ALLOCATED: 'MATCH',
  MATCH_REVERSED: 'MATCH_REVERSED',
  GRANT_RECEIVED: 'GOVERNMENT',
  CONDOLENCE_RECEIVED: 'CONDOLENCE',
  IN_KIND_RECEIVED: 'IN_KIND',
  DISBURSEMENT_REQUESTED: null,
  DISBURSEMENT_CANCELLED: null,
  DISBURSEMENT_PAID: null,
  DISBURSEMENT_CONFIRMED: null,
  DISBURSEMENT_RETURNED: null,
  DISBURSEMENT_BOUNCED: null,
  IN_KIND_DISTRIBUTED: null,
  DISPUTE_FEE_CHARGED: null,
  DISPUTE_FEE_RETURNED: null,
  PAYOUT_SETTLED: null,
  OFFLINE_CASH_BANKED: null,
  MATCH_DEPOSITED: null,
  MATCH_RESERVED: null,
  MATCH_RELEASED: null,
  MANAGEMENT_SPENT: null,
  FUNDRAISING_SPENT: null,
  UNIDENTIFIED_RECEIVED: null,
  UNIDENTIFIED_RETURNED: null,
  HELD_PAYMENT_RECEIVED: null,
  HELD_PAYMENT_FEE_CHARGED: null,
  HELD_PAYMENT_RETURNED: null,
};

/** What gifts did to an account: its balance less what transfers did. Credits less debits. */
export function fromGifts({ debits, credits, flows }: AccountStanding): Fen {
  return flows.reduce((left, flow) => left - flow.credits + flow.debits, credits - debits);
}

/** What transfers of these kinds did to an account: credits less debits. */
export function fromFlows({ flows }: AccountStanding, ...kinds: readonly TransferKind[]): Fen {
  return flows.reduce((sum, flow) => (kinds.includes(flow.kind) ? sum + flow.credits - flow.debits : sum), 0n);
}

/** The bridge of one city, from the accounts that carry it as their organisation. */
export function bridgeOf(accounts: readonly AccountStanding[]): Bridge {
  const inflows = zeros(INFLOWS);
  const outflows = zeros(OUTFLOWS);
  let [available, applied] = [0n, 0n];
  for (const account of accounts) {
    const balance = account.credits - account.debits;
    switch (account.purpose) {
      case 'CITY_FUND':
        inflows[account.source === 'DIRECT' ? 'GIFTS' : 'POOL'] += fromGifts(account);
        addFlows(inflows, account);
        available += balance;
        break;
      // What is kept of designated gifts came with them, and is taken off again as a line of its own.
      case 'MANAGEMENT_FEE':
      case 'FEE_COVER':
        inflows.GIFTS += fromGifts(account);
        addFlows(inflows, account);
        inflows[account.purpose === 'FEE_COVER' ? 'FEES_COVERED' : 'MANAGEMENT'] -= balance;
        break;
      case 'CITY_COMMITTED':
        applied += balance;
        break;
      case 'ADVANCE':
        outflows.ADVANCED -= balance;
        break;
      case 'PROGRAMME_COST':
        outflows.CONFIRMED -= fromFlows(account, 'DISBURSEMENT_CONFIRMED');
        outflows.DISTRIBUTED -= fromFlows(account, 'IN_KIND_DISTRIBUTED');
        outflows.RETURNED -= fromFlows(account, 'DISBURSEMENT_RETURNED');
        break;
      default:
        break;
    }
  }
  const allocated = INFLOWS.reduce((sum, line) => sum + inflows[line], 0n);
  const paid = OUTFLOWS.reduce((sum, line) => sum + outflows[line], 0n);
  const held = available + applied;
  return { inflows, allocated, outflows, paid, available, applied, held, difference: allocated - paid - held };
}

/** The bridges of all cities that have an account, by organisation. */
export function bridgesOf(accounts: readonly AccountStanding[]): Map<string, Bridge> {
  const ofCity = new Map<string, AccountStanding[]>();
  for (const account of accounts) {
    if (account.orgUnitId === null) continue;
    const known = ofCity.get(account.orgUnitId);
    if (known) known.push(account);
    else ofCity.set(account.orgUnitId, [account]);
  }
  return new Map([...ofCity].map(([orgUnitId, own]) => [orgUnitId, bridgeOf(own)]));
}

function addFlows(inflows: Record<Inflow, Fen>, { flows }: AccountStanding): void {
  for (const { kind, debits, credits } of flows) {
    const line = LINE_OF[kind];
    if (line !== null) inflows[line] += credits - debits;
  }
}

function zeros<Line extends string>(lines: readonly Line[]): Record<Line, Fen> {
  return Object.fromEntries(lines.map((line) => [line, 0n])) as Record<Line, Fen>;
}
