import type { Fen } from '#kernel';
import type { AccountPurpose, FundSource, TransferKind } from '#platform';

/** An account with its dimensions. */
export interface AccountFacts {
  id: number;
  chartCode: string;
  purpose: AccountPurpose;
  campaignId: string | null;
  orgUnitId: string | null;
  source: FundSource | null;
}

/** What transfers of one kind have done to an account. */
export interface Flow {
  kind: TransferKind;
  debits: Fen;
  credits: Fen;
}

/** An account as it stood after a batch. What gifts did to it is its balance less its flows. */
export interface AccountStanding extends AccountFacts {
  debits: Fen;
  credits: Fen;
  flows: readonly Flow[];
}

/** Every account after one batch of the books. */
export interface Standings {
  /** Number of the last batch included; 0 for empty books. */
  batch: bigint;
  /** When it was booked. */
  recordedAt: Date | null;
  accounts: AccountStanding[];
}

export interface StandingsQuery {
  /** What was booked before this instant; null for now. */
  until: Date | null;
  orgUnitId?: string;
  campaignId?: string;
}

export interface TrialBalanceRow {
  account: AccountFacts;
  /** Its balance in the column of the side it is on; the other is 0. */
  debit: Fen;
  credit: Fen;
}

export interface TrialBalanceGroup {
  chartCode: string;
  purpose: AccountPurpose;
  debit: Fen;
  credit: Fen;
  rows: TrialBalanceRow[];
}

export interface TrialBalance {
  groups: TrialBalanceGroup[];
  debit: Fen;
  credit: Fen;
}

/** What one batch did to one account. */
export interface StatementEntry {
  version: bigint;
  batchNumber: bigint;
  recordedAt: Date;
  debit: Fen;
  credit: Fen;
  /** Running sums of the account after it. */
  debits: Fen;
  credits: Fen;
  /** How many postings of the batch it sums: gifts, or else transfers of the batch. */
  gifts: number;
}

export interface StatementQuery {
  accountId: number;
  from: Date | null;
  until: Date | null;
  /** Continue behind this version. */
  after: bigint | null;
  limit: number;
}

export interface Statement {
  /** Credits less debits before the first and after the last entry of the range. */
  opening: Fen;
  closing: Fen;
  /** Newest first. */
  entries: StatementEntry[];
}

/** One gift or transfer behind an entry. */
export interface EntryPosting {
  id: string;
  kind: 'GIFT' | TransferKind;
  ordinal: number;
  position: bigint;
  occurredAt: Date;
  debit: Fen;
  credit: Fen;
}
