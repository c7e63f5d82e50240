import { Inject, Injectable } from '@nestjs/common';
import { Database, type FeeCarrier, type FundSource, type Prisma, type Tx } from '#platform';
import type { SimulationRange } from './simulation.types.js';

export type AllocationSimulation = Prisma.AllocationSimulationGetPayload<object>;

/** A route of the books, as far as a simulation needs it. */
export interface RouteInBooks {
  id: number;
  campaignId: string;
  source: FundSource;
  managementBp: number;
  feeCarrier: FeeCarrier;
  /** The funds of its legs, and their running weights. */
  orgUnitIds: string[];
  cumulative: bigint[];
}

/** How the gifts of a route are to be split. */
export interface SplitPlan {
  routeId: number;
  managementBp: number;
  feeCarrier: FeeCarrier;
  cumulative: readonly bigint[];
}

/** Sums over the gifts of one route; `upTo` are for the legs up to and including the k-th, from 1. */
export interface SplitSums {
  routeId: number;
  k: number;
  gifts: bigint;
  amount: bigint;
  fees: bigint;
  management: bigint;
  covered: bigint;
  netUpTo: bigint;
  grossUpTo: bigint;
}

export interface LegSums {
  routeId: number;
  k: number;
  leg: bigint;
}

/** What the books hold of the parts of a route's gifts that go to no city. */
export interface FeeSums {
  management: bigint;
  covered: bigint;
}

/** Gifts of these routes in batches `first` to `last` of the books, paid within the range. */
export interface Window extends Pick<SimulationRange, 'from' | 'until'> {
  routeIds: readonly number[];
  first: bigint;
  last: bigint;
}

/** Simulations as kept, and the sums over the books they are made of. Reads the ledger's tables and writes none. */
@Injectable()
export class SimulationRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async insert(tx: Tx, simulation: Prisma.AllocationSimulationUncheckedCreateInput): Promise<AllocationSimulation> {
    return tx.allocationSimulation.create({ data: simulation });
  }

  async find(id: string): Promise<AllocationSimulation | null> {
    return this.database.reader.allocationSimulation.findUnique({ where: { id } });
  }

  async findMany(ids: readonly string[]): Promise<AllocationSimulation[]> {
    return this.database.reader.allocationSimulation.findMany({ where: { id: { in: [...ids] } } });
  }

  /** The simulation of a rule that was asked for last. */
  async latest(ruleId: string): Promise<AllocationSimulation | null> {
    return this.database.reader.allocationSimulation.findFirst({
      where: { ruleId },
      orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
    });
  }

  /** Says how far it has come; nothing once it is done. */
  async progress(id: string, read: bigint, toRead: bigint): Promise<void> {
    await this.database.reader.allocationSimulation.updateMany({
      where: { id, state: { not: 'DONE' } },
      data: { state: 'RUNNING', read, toRead, failure: null },
    });
  }

  async finish(tx: Tx, id: string, done: { result: object; hash: string; finishedAt: Date }): Promise<void> {
    await tx.allocationSimulation.update({ where: { id }, data: { ...done, state: 'DONE', failure: null } });
  }

  async fail(tx: Tx, id: string, failure: string, finishedAt: Date): Promise<void> {
    await tx.allocationSimulation.updateMany({
      where: { id, state: { not: 'DONE' } },
      data: { state: 'FAILED', failure: failure.slice(0, 500), finishedAt },
    });
  }

  /** The routes of these campaigns. */
  async routes(campaignIds: readonly string[]): Promise<RouteInBooks[]> {
    return this.database.reader.$queryRaw<RouteInBooks[]>`
      SELECT id, campaign_id AS "campaignId", source, management_bp AS "managementBp", fee_carrier AS "feeCarrier",
             cumulative_weights AS cumulative,
             ARRAY(SELECT account.org_unit_id FROM unnest(leg_accounts) WITH ORDINALITY AS leg (id, k)
                   JOIN ledger_account account ON account.id = leg.id ORDER BY k) AS "orgUnitIds"
      FROM ledger_route route WHERE campaign_id = ANY (${[...campaignIds]}::text[]) ORDER BY id`;
  }

  /**
   * Windows over the batches posted so far that hold gifts of these routes, each of about `size` gifts. Batches are only ever added, so sums over
   * these windows are of one state of the books, however long the reading takes.
   */
  async windows(routeIds: readonly number[], size: number): Promise<{ first: bigint; last: bigint; gifts: bigint }[]> {
    return this.database.reader.$queryRaw`
      SELECT min(number) AS first, max(number) AS last, sum(gifts)::bigint AS gifts
      FROM (SELECT number, gifts, (sum(gifts) OVER (ORDER BY number) - gifts)::bigint / ${size} AS part
            FROM ledger_batch WHERE routes && ${[...routeIds]}::int[]) numbered
      GROUP BY part ORDER BY part`;
  }

  /**
   * What a split by these plans gives, summed. Leg k is the difference of two floors (kernel: apportion), so a sum over
   * many gifts needs one number per leg: the sum of floor((a * C[k] + s) / W).
   */
  async splitSums(window: Window, plans: readonly SplitPlan[]): Promise<SplitSums[]> {
    if (plans.length === 0) return [];
    const plan = JSON.stringify(
      plans.map(({ routeId, managementBp, feeCarrier, cumulative }) => ({
        route_id: routeId,
        management_bp: managementBp,
        gift_carries: feeCarrier === 'GIFT',
        cumulative: cumulative.map(String),
        total: String(cumulative.at(-1) ?? 0n),
      })),
    );
    return this.database.reader.$queryRaw<SplitSums[]>`
      WITH plan AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(${plan}::jsonb)
          AS plan (route_id int, management_bp bigint, gift_carries boolean, cumulative bigint[], total bigint)
      ), split AS (
        SELECT gift.route_id, gift.amount, gift.fee, part.management, part.covered, plan.cumulative, plan.total,
               gift.amount - part.management - part.covered AS net,
               ledger_offset(gift.id) * plan.total / 4294967296 AS s
        FROM ledger_gift gift
        JOIN ledger_batch batch ON batch.id = gift.batch_id
        JOIN plan ON plan.route_id = gift.route_id
        CROSS JOIN LATERAL (SELECT gift.amount * plan.management_bp / 10000 AS management OFFSET 0) kept
        CROSS JOIN LATERAL (
          SELECT kept.management,
                 CASE WHEN plan.gift_carries THEN least(gift.fee, gift.amount - kept.management) ELSE 0 END AS covered
          OFFSET 0
        ) part
        WHERE batch.number BETWEEN ${window.first} AND ${window.last}
          AND (${window.from}::timestamptz IS NULL OR gift.occurred_at >= ${window.from}::timestamptz)
          AND (${window.until}::timestamptz IS NULL OR gift.occurred_at < ${window.until}::timestamptz)
        OFFSET 0 -- keeps the planner from computing the hash once per leg
      )
      SELECT route_id AS "routeId", step.k::int AS k, count(*) AS gifts, sum(amount)::bigint AS amount,
             sum(fee)::bigint AS fees, sum(management)::bigint AS management, sum(covered)::bigint AS covered,
             sum((net * step.c + s) / total)::bigint AS "netUpTo", sum((amount * step.c + s) / total)::bigint AS "grossUpTo"
      FROM split CROSS JOIN LATERAL unnest(cumulative) WITH ORDINALITY AS step (c, k)
      GROUP BY route_id, step.k ORDER BY route_id, step.k`;
  }

  /** The legs the books hold, summed. */
  async legSums(window: Window): Promise<LegSums[]> {
    return this.database.reader.$queryRaw<LegSums[]>`
      SELECT gift.route_id AS "routeId", part.k::int AS k, sum(part.leg)::bigint AS leg
      FROM ledger_gift gift
      JOIN ledger_batch batch ON batch.id = gift.batch_id
      CROSS JOIN LATERAL unnest(gift.legs) WITH ORDINALITY AS part (leg, k)
      WHERE gift.route_id = ANY (${[...window.routeIds]}::int[])
        AND batch.number BETWEEN ${window.first} AND ${window.last}
        AND (${window.from}::timestamptz IS NULL OR gift.occurred_at >= ${window.from}::timestamptz)
        AND (${window.until}::timestamptz IS NULL OR gift.occurred_at < ${window.until}::timestamptz)
      GROUP BY gift.route_id, part.k`;
  }

  /** What the books hold of management and covered payment fees, summed. */
  async feeSums(window: Window): Promise<FeeSums> {
    const [sums] = await this.database.reader.$queryRaw<FeeSums[]>`
      SELECT coalesce(sum(gift.management), 0)::bigint AS management, coalesce(sum(gift.covered), 0)::bigint AS covered
      FROM ledger_gift gift JOIN ledger_batch batch ON batch.id = gift.batch_id
      WHERE gift.route_id = ANY (${[...window.routeIds]}::int[])
        AND batch.number BETWEEN ${window.first} AND ${window.last}
        AND (${window.from}::timestamptz IS NULL OR gift.occurred_at >= ${window.from}::timestamptz)
        AND (${window.until}::timestamptz IS NULL OR gift.occurred_at < ${window.until}::timestamptz)`;
    return sums ?? { management: 0n, covered: 0n };
  }
}
