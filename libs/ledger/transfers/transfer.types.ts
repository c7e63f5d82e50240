import type { Fen } from '#kernel';
import type { FundSource } from '#platform';
import type { PlainKind } from './postings.js';

/** Who wanted a transfer and who agreed, why, and what stands behind it. */
export interface Authority {
  /** The maker and the checker; two people. Null where the provider or a rule decides. */
  proposedBy: string | null;
  approvedBy: string | null;
  /** The business document, by its id. */
  document: string | null;
  /** Shown in public. */
  note: string | null;
}

/** An event with one amount, to be posted as the table of postings says. */
export interface PlainEvent extends Authority {
  /** Business key: the same id is the same event, however often it comes. */
  id: string;
  kind: PlainKind;
  amount: Fen;
  campaignId: string | null;
  /** The federation, where the posting names a city. */
  orgUnitId: string | null;
  /** Which of the city's money, where the posting keeps sources apart. */
  source: FundSource | null;
  occurredAt: Date;
}

/** Money of a gift that goes back to its giver. */
export interface GiftReturn extends Authority {
  id: string;
  kind: 'GIFT_REFUNDED' | 'GIFT_CHARGED_BACK';
  giftId: string;
  amount: Fen;
  occurredAt: Date;
}

/** Money of the pool to be allocated along a route. */
export interface PoolAllocation extends Authority {
  id: string;
  routeId: number;
  ruleId: string;
  amount: Fen;
  occurredAt: Date;
}

/** What posting one event came to. */
export interface Posted {
  id: string;
  /** False when it was in the books already. */
  fresh: boolean;
  /** What the pool carries because cities had spent their part, in fen. */
  carriedByPool: Fen;
}
