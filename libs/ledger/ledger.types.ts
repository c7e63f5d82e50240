import type { Fen } from '#kernel';
import type { FundSource } from '#platform';

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
  orgUnitId: string;
  direct: Fen;
  pool: Fen;
}

export interface FundBalance {
  balance: Fen;
  direct: Fen;
  pool: Fen;
  asOf: Date | null;
}

/** One gift's leg into a fund. */
export interface FundLine {
  giftId: string;
  campaignId: string;
  ruleId: string;
  source: FundSource;
  amount: Fen;
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
