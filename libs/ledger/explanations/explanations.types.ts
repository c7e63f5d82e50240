import type { Fen } from '#kernel';
import type { FeeCarrier, FundSource, TransferKind } from '#platform';
import type { LineProgress } from './line-states.js';
import type { AccountFacts } from '../reports/reports.types.js';

/** What a route says about the gifts that take it. */
export interface RouteFacts {
  id: number;
  campaignId: string;
  ruleId: string;
  source: FundSource;
  managementBp: number;
  feeCarrier: FeeCarrier;
  legs: { accountId: number; orgUnitId: string; weight: bigint }[];
  totalWeight: bigint;
}

/** One leg of a gift as it was posted, and what has become of it. */
export interface ExplainedLeg {
  orgUnitId: string;
  weight: bigint;
  /** As it was posted. */
  amount: Fen;
  /** What its giver has been given back. */
  returned: Fen;
  /** What was allocated elsewhere later. */
  moved: Fen;
  /** How the rest stands. */
  progress: LineProgress;
}

/** A gift allocated along a route: when it came, or anew. */
export interface ExplainedPlacement {
  /** The gift's own id, or that of the transfer that allocated it anew. */
  id: string;
  route: RouteFacts;
  /** What was allocated: the gift, or what was left of it. */
  amount: Fen;
  fee: Fen;
  management: Fen;
  covered: Fen;
  legs: ExplainedLeg[];
  batchNumber: bigint;
  position: bigint;
  recordedAt: Date;
}

/** Something that changed a gift after it was posted. */
export interface GiftChange {
  id: string;
  kind: TransferKind;
  amount: Fen;
  /** What the pool carries of it, because a city had used its part. */
  carriedByPool: Fen;
  note: string | null;
  occurredAt: Date;
  recordedAt: Date;
  position: bigint;
}

/** Everything the books say about one gift. */
export interface GiftHistory {
  giftId: string;
  amount: Fen;
  fee: Fen;
  /** In the order of the books: as it came, then each time it was allocated anew. */
  placements: ExplainedPlacement[];
  changes: GiftChange[];
}

/** One line of a posting. */
export interface PostingAccountLine {
  account: AccountFacts;
  debit: Fen;
  credit: Fen;
}

/** Another posting, and how it belongs to this one. */
export interface PostingLink {
  id: string;
  kind: 'GIFT' | TransferKind;
  relation: 'GIFT' | 'CHANGE' | 'REVERSES' | 'REVERSED_BY' | 'DOCUMENT';
  position: bigint;
}

/** One gift or transfer with all that stands behind it. */
export interface PostingFacts {
  id: string;
  kind: 'GIFT' | TransferKind;
  batchNumber: bigint;
  position: bigint;
  occurredAt: Date;
  recordedAt: Date;
  lines: PostingAccountLine[];
  /** The route it was split by, if any. */
  route: RouteFacts | null;
  ruleId: string | null;
  giftId: string | null;
  document: string | null;
  note: string | null;
  proposedBy: string | null;
  approvedBy: string | null;
  links: PostingLink[];
}
