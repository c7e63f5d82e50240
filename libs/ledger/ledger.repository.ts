import { Injectable } from '@nestjs/common';
import type { AccountPurpose, FeeCarrier, FundSource, TransferKind, Tx } from '#platform';
import { CHART, CHART_YEAR } from './chart-of-accounts.js';
import type { PostedGift } from './ledger.types.js';

/** What tells one account from another. */
export interface AccountSpec {
  purpose: AccountPurpose;
  /** Null for money that belongs to no campaign, such as a grant. */
  campaignId: string | null;
  orgUnitId: string | null;
  source: FundSource | null;
}

/** What one call of a posting function did. */
export interface PostedBatch {
  /** Null when nothing was new. */
  batch: bigint | null;
  /** Number of gifts or transfers posted. */
  posted: number;
  /** Ids that are in the books with other content. */
  conflicts: string[];
}

export interface RouteRow {
  key: string;
  campaignId: string;
  ruleId: string;
  ruleDigest: string;
  source: FundSource;
  managementBp: number;
  feeCarrier: FeeCarrier;
  cashAccount: number;
  incomeAccount: number;
  unallocatedAccount: number;
  costAccount: number;
  managementAccount: number | null;
  coveredAccount: number | null;
  legAccounts: number[];
  cumulativeWeights: bigint[];
}

/** A transfer with its accounts opened. */
export interface TransferRow {
  id: string;
  kind: TransferKind;
  giftId: string | null;
  routeId: number | null;
  reverses: string | null;
  ruleId: string | null;
  document: string | null;
  lines: readonly { account: number; debit: bigint; credit: bigint }[];
  parts: readonly bigint[];
  occurredAt: Date;
  note: string | null;
  proposedBy: string | null;
  approvedBy: string | null;
}

/** Writes to the books, through the functions that hold their rules; the only file that does. */
@Injectable()
export class LedgerRepository {
  async findRoute(tx: Tx, key: string): Promise<number | null> {
    const route = await tx.ledgerRoute.findUnique({ where: { key }, select: { id: true } });
    return route?.id ?? null;
  }

  async openRoute(tx: Tx, route: RouteRow): Promise<number> {
    const rows = await tx.$queryRaw<{ id: number }[]>`
      SELECT ledger_open_route(
        ${route.key}, ${route.campaignId}, ${route.ruleId}, ${route.ruleDigest}, ${route.source}::"FundSource",
        ${route.managementBp}::int, ${route.feeCarrier}::"FeeCarrier", ${route.cashAccount}::int,
        ${route.incomeAccount}::int, ${route.unallocatedAccount}::int, ${route.costAccount}::int,
        ${route.managementAccount}::int, ${route.coveredAccount}::int, ${route.legAccounts}::int[],
        ${route.cumulativeWeights}::bigint[]) AS id`;
    return only(rows).id;
  }

  /** Opens the account these dimensions name, or finds it. */
  async openAccount(tx: Tx, { purpose, campaignId, orgUnitId, source }: AccountSpec): Promise<number> {
    const { code, side, guarded } = CHART[purpose];
    const guard = !guarded ? 0 : side === 'CREDIT' ? 1 : -1;
    const rows = await tx.$queryRaw<{ id: number }[]>`
      SELECT ledger_open_account(
        ${CHART_YEAR}::int, ${code}, ${purpose}::"AccountPurpose", ${campaignId}, ${orgUnitId},
        ${source}::"FundSource", ${guard}::int) AS id`;
    return only(rows).id;
  }

  /** Calls the posting function; see the migration for what it holds. */
  async postGifts(tx: Tx, gifts: readonly PostedGift[], recordedAt: Date): Promise<PostedBatch> {
    const ids = gifts.map(({ id }) => id);
    const routes = gifts.map(({ routeId }) => routeId);
    const amounts = gifts.map(({ amount }) => amount);
    const fees = gifts.map(({ fee }) => fee);
    const occurred = gifts.map(({ occurredAt }) => BigInt(occurredAt.getTime()));
    const commitments = gifts.map(({ commitment }) => commitment);
    const rows = await tx.$queryRaw<PostedBatch[]>`
      SELECT batch, posted, conflicts FROM ledger_post_gifts(
        ${ids}::text[], ${routes}::int[], ${amounts}::bigint[], ${fees}::bigint[], ${occurred}::bigint[],
        ${commitments}::text[], ${recordedAt}::timestamptz)`;
    return only(rows);
  }

  /** Posts transfers as one batch, in this order; see the migration. */
  async postTransfers(tx: Tx, transfers: readonly TransferRow[], recordedAt: Date): Promise<PostedBatch> {
    const events = transfers.map((transfer) => ({
      id: transfer.id,
      kind: transfer.kind,
      gift_id: transfer.giftId,
      route_id: transfer.routeId,
      reverses: transfer.reverses,
      rule_id: transfer.ruleId,
      document: transfer.document,
      accounts: transfer.lines.map(({ account }) => account),
      debits: transfer.lines.map(({ debit }) => String(debit)),
      credits: transfer.lines.map(({ credit }) => String(credit)),
      parts: transfer.parts.map(String),
      occurred: String(transfer.occurredAt.getTime()),
      note: transfer.note,
      proposed_by: transfer.proposedBy,
      approved_by: transfer.approvedBy,
    }));
    const rows = await tx.$queryRaw<PostedBatch[]>`
      SELECT batch, posted, conflicts
      FROM ledger_post_transfers(${JSON.stringify(events)}::jsonb, ${recordedAt}::timestamptz)`;
    return only(rows);
  }

  /** Locks accounts in the order of their numbers, then reads them: what each holds is credits less debits. */
  async lock(tx: Tx, accounts: readonly number[]): Promise<Map<number, bigint>> {
    const rows = await tx.$queryRaw<{ account: number; debits: bigint; credits: bigint }[]>`
      SELECT account, debits, credits FROM ledger_lock(${[...accounts]}::int[])`;
    return new Map(rows.map(({ account, debits, credits }) => [account, credits - debits]));
  }

  async halt(tx: Tx, reason: string, at: Date): Promise<void> {
    await tx.$executeRaw`SELECT ledger_halt(${reason}, ${at}::timestamptz)`;
  }

  async resume(tx: Tx): Promise<void> {
    await tx.$executeRaw`SELECT ledger_resume()`;
  }

  /** Which of these gifts a batch holds. */
  async giftsOfBatch(tx: Tx, batch: bigint, ids: readonly string[]): Promise<string[]> {
    const rows = await tx.ledgerGift.findMany({
      where: { id: { in: [...ids] }, batchId: batch },
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  }
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('a function of the books answers with one row');
  return row;
}
