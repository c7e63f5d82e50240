import type { Fen } from '#kernel';
import type { FundSource, TransferKind } from '#platform';

/** A gift to be posted: a donation, its route and what the provider kept. */
export interface PostedGift {
  /** The pledge's id. */
  id: string;
  routeId: number;
  amount: Fen;
  fee: Fen;
  occurredAt: Date;
  /** Salted hash over who gave it (docs/books-format.md); empty when there is none. */
  commitment: string;
}

/** A campaign's total, as the books have it. */
export interface CampaignTotals {
  campaignId: string;
  raised: Fen;
  gifts: number;
  /** Position of the last gift this figure includes; 0 before the first. */
  asOfPosition: bigint;
  asOf: Date | null;
}

export interface CityTotal {
  /** Gifts designated to it. */
  gifts: number;
  orgUnitId: string;
  direct: Fen;
  pool: Fen;
}

export interface FundBalance {
  /** What the fund holds, of every source. */
  balance: Fen;
  sources: { source: FundSource; held: Fen }[];
  direct: Fen;
  pool: Fen;
  asOf: Date | null;
}

/** One gift's leg into a fund, or what a transfer did to it. */
export interface FundLine {
  /** Of the gift or the transfer. */
  id: string;
  kind: 'GIFT' | TransferKind;
  campaignId: string | null;
  /** The rule it was split by; null where none decided. */
  ruleId: string | null;
  source: FundSource;
  /** What came in; what went out has a minus. */
  amount: Fen;
  /** Why, as the public books say it; null for a gift and where nothing was said. */
  note: string | null;
  batchId: bigint;
  ordinal: number;
  batchNumber: bigint;
  position: bigint;
  recordedAt: Date;
}

export interface FundQuery {
  orgUnitId: string;
  /** Instants; `until` is excluded. */
  from: Date | null;
  until: Date | null;
  /** Continue behind this line. */
  after: { batchId: bigint; ordinal: number } | null;
  limit: number;
}

/** How a gift stands in the books. */
export interface GiftPosting {
  giftId: string;
  amount: Fen;
  fee: Fen;
  source: FundSource;
  ruleId: string;
  batchNumber: bigint;
  position: bigint;
  recordedAt: Date;
  legs: { orgUnitId: string; amount: Fen; weight: bigint }[];
  totalWeight: bigint;
}
