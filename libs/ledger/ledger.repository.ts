import { Injectable } from '@nestjs/common';
import type { AccountPurpose, FundSource, Tx } from '#platform';
import { CHART_CODES, CHART_YEAR } from './chart-of-accounts.js';
import type { PostedGift } from './ledger.types.js';

export interface AccountSpec {
  purpose: AccountPurpose;
  campaignId: string;
  orgUnitId: string | null;
  source: FundSource | null;
}

/** What one call of the posting function did. */
export interface PostedBatch {
  /** Null when nothing was new. */
  batch: bigint | null;
  /** Number of gifts posted. */
  posted: number;
  /** Ids that are in the books with other content. */
  conflicts: string[];
}

export interface RouteRow {
  key: string;
  campaignId: string;
  ruleId: string;
  source: FundSource;
  providerAccount: number;
  incomeAccount: number;
  unallocatedAccount: number;
  costAccount: number;
  legAccounts: number[];
  cumulativeWeights: bigint[];
}

/** Writes to the books; the only file that does. */
@Injectable()
export class LedgerRepository {
  async findRoute(tx: Tx, key: string): Promise<number | null> {
    const route = await tx.ledgerRoute.findUnique({ where: { key }, select: { id: true } });
    return route?.id ?? null;
  }

  async openRoute(tx: Tx, route: RouteRow): Promise<number> {
    await tx.ledgerRoute.createMany({ data: [route], skipDuplicates: true });
    const { id } = await tx.ledgerRoute.findUniqueOrThrow({ where: { key: route.key }, select: { id: true } });
    return id;
  }

  /** Opens the account these dimensions name, or finds it. */
  async openAccount(tx: Tx, spec: AccountSpec): Promise<number> {
    const chartCode = CHART_CODES[spec.purpose];
    const key = [chartCode, spec.purpose, spec.campaignId, spec.orgUnitId, spec.source].filter(Boolean).join('/');
    await tx.ledgerAccount.createMany({
      data: [{ ...spec, chartCode, chartYear: CHART_YEAR, key }],
      skipDuplicates: true,
    });
    const { id } = await tx.ledgerAccount.findUniqueOrThrow({ where: { key }, select: { id: true } });
    await tx.ledgerBalance.createMany({
      data: [{ accountId: id, guarded: spec.purpose === 'CITY_FUND' }],
      skipDuplicates: true,
    });
    return id;
  }

  /** Calls the posting function; see the migration for what it holds. */
  async post(tx: Tx, gifts: readonly PostedGift[], recordedAt: Date): Promise<PostedBatch> {
    const ids = gifts.map(({ id }) => id);
    const routes = gifts.map(({ routeId }) => routeId);
    const amounts = gifts.map(({ amount }) => amount);
    const fees = gifts.map(({ fee }) => fee);
    const occurred = gifts.map(({ occurredAt }) => occurredAt);
    const rows = await tx.$queryRaw<PostedBatch[]>`
      SELECT batch, posted, conflicts FROM ledger_post_gifts(
        ${ids}::text[], ${routes}::int[], ${amounts}::bigint[], ${fees}::bigint[], ${occurred}::timestamptz[], ${recordedAt}::timestamptz)`;
    return rows[0] ?? { batch: null, posted: 0, conflicts: [] };
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
