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
  /** The gift it follows, for matching: what goes back of the gift takes its share of the matching with it. */
  giftId?: string | null;
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

/** Money that had gone back to its giver and has come back to us. */
export interface ReturnUndone {
  id: string;
  /** The refund or chargeback that is undone, by its id in the books. */
  returnId: string;
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
  /** What the pool carries because cities had spent their part (of the gift or of its matching), in fen. */
  carriedByPool: Fen;
}

/** A gift and what has gone back of it, in fen. */
export interface ReturnedGift {
  amount: Fen;
  /** In all. */
  returned: Fen;
  /** As much of it as banks took. */
  chargedBack: Fen;
}

/** What a return would do, city by city. */
export interface ReturnPreview {
  amount: Fen;
  /** Of the gift, before. */
  left: Fen;
  /** What the parts for management and for the payment fee give back. */
  management: Fen;
  covered: Fen;
  cities: CityReturn[];
}

export interface CityReturn {
  orgUnitId: string;
  /** What is left of the gift in this city, before. */
  left: Fen;
  /** What is taken of it. */
  taken: Fen;
  /** What the fund holds in all, without a lock: for showing. */
  held: Fen;
  /** What the pool carries, because the fund holds less than is taken. */
  carriedByPool: Fen;
}
