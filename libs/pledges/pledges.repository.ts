import { Inject, Injectable } from '@nestjs/common';
import type { Fen } from '#kernel';
import { Database, Prisma, type PledgeState, type Tx } from '#platform';
import type { Pledge, PledgeTransition, WallEntry } from './pledge.types.js';

export interface StateChange extends PledgeTransition {
  pledgeId: string;
  failure: string | null;
  paidAt: Date | null;
  late: boolean;
}

@Injectable()
export class PledgesRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async find(id: string): Promise<Pledge | null> {
    return this.database.reader.pledge.findUnique({ where: { id } });
  }

  async findMany(tx: Tx, ids: readonly string[]): Promise<Pledge[]> {
    return tx.pledge.findMany({ where: { id: { in: [...ids] } } });
  }

  /** Locks in order of id, then reads. */
  async lockMany(tx: Tx, ids: readonly string[]): Promise<Pledge[]> {
    await tx.$queryRaw`SELECT 1 FROM pledge WHERE id = ANY (${[...ids]}::text[]) ORDER BY id FOR UPDATE`;
    return this.findMany(tx, ids);
  }

  async insert(tx: Tx, pledge: Pledge): Promise<void> {
    await tx.pledge.create({ data: pledge });
  }

  /** Applies state changes and keeps who, why and when of each. */
  async applyChanges(tx: Tx, changes: readonly StateChange[]): Promise<void> {
    if (changes.length === 0) return;
    const ids = changes.map(({ pledgeId }) => pledgeId);
    const states = changes.map(({ to }) => to);
    const failures = changes.map(({ failure }) => failure);
    const paidAts = changes.map(({ paidAt }) => paidAt);
    const lates = changes.map(({ late }) => late);
    await tx.$executeRaw`
      UPDATE pledge SET state = change.state::"PledgeState", failure = change.failure,
                        paid_at = coalesce(change.paid_at, pledge.paid_at), late = pledge.late OR change.late
      FROM unnest(${ids}::text[], ${states}::text[], ${failures}::text[], ${paidAts}::timestamptz[], ${lates}::boolean[])
             AS change (id, state, failure, paid_at, late)
      WHERE pledge.id = change.id`;
    await tx.pledgeTransition.createMany({
      data: changes.map(({ pledgeId, from, to, actor, reason, at }) => ({ pledgeId, from, to, actor, reason, at })),
    });
  }

  /** Keeps what has gone back of a gift. */
  async setReturned(tx: Tx, pledgeId: string, returned: Fen): Promise<void> {
    await tx.pledge.updateMany({ where: { id: pledgeId, returned: { not: returned } }, data: { returned } });
  }

  async transitions(pledgeId: string): Promise<PledgeTransition[]> {
    return this.database.reader.pledgeTransition.findMany({
      where: { pledgeId },
      select: { from: true, to: true, actor: true, reason: true, at: true },
      orderBy: { id: 'asc' },
    });
  }

  /** The newest gifts of a campaign of which something is left, by keyset over (paid at, id). */
  async wall(campaignId: string, after: { paidAt: Date; id: string } | null, limit: number): Promise<WallEntry[]> {
    // A condition of its own, or none: the planner finds the place in the index only when it stands there bare.
    const behind = after
      ? Prisma.sql`AND (paid_at, id) < (${after.paidAt}::timestamptz, ${after.id}::text)`
      : Prisma.empty;
    return this.database.reader.$queryRaw<WallEntry[]>`
      SELECT id, display_name AS "displayName", amount - returned AS amount, message, designation, region_code AS "regionCode", paid_at AS "paidAt"
      FROM pledge
      WHERE campaign_id = ${campaignId} AND paid_at IS NOT NULL AND returned < amount ${behind}
      ORDER BY paid_at DESC, id DESC LIMIT ${limit}`;
  }

  /** For staff: newest first by (created at, id). */
  async page(query: {
    state: PledgeState | null;
    campaignId: string | null;
    after: { createdAt: Date; id: string } | null;
    limit: number;
  }): Promise<Pledge[]> {
    const { state, campaignId, after, limit } = query;
    return this.database.reader.pledge.findMany({
      where: {
        ...(state ? { state } : {}),
        ...(campaignId ? { campaignId } : {}),
        ...(after
          ? { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }
          : {}),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
  }
}
