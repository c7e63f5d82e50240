import { Inject, Injectable } from '@nestjs/common';
import type { Fen } from '#kernel';
import { Database, Prisma, type PledgeState, type Tx } from '#platform';
import type { GiftHonour, Pledge, PledgeTransition, WallEntry } from './pledge.types.js';

export interface StateChange extends PledgeTransition {
  pledgeId: string;
  failure: string | null;
  paidAt: Date | null;
  late: boolean;
}

/** In place of the hash of a browser; no browser has it. */
const NOBODY = 'erased';

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
      SELECT id, display_name AS "displayName", amount - returned AS amount, message, designation,
             region_code AS "regionCode", paid_at AS "paidAt",
             CASE WHEN shown_name IS NOT NULL THEN kind END AS "honourKind", shown_name AS "honourName"
      FROM pledge LEFT JOIN gift_honour honour ON honour.pledge_id = pledge.id
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

  /** A giver's own gifts, newest first by (created at, id): those of a browser, or those of these persons. */
  async ofGiver(whose: Whose, after: { createdAt: Date; id: string } | null, limit: number): Promise<Pledge[]> {
    return this.database.reader.pledge.findMany({
      where: {
        ...conditionOf(whose),
        ...(after
          ? { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }
          : {}),
      },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
  }

  /** What a giver has paid, by year on China's calendar, newest first; amounts less what has gone back. */
  async yearsOf(whose: Whose): Promise<GivenYear[]> {
    const mine =
      'actorHash' in whose
        ? Prisma.sql`actor_hash = ${whose.actorHash}`
        : Prisma.sql`subject_id = ANY (${[...whose.subjectIds]}::text[])`;
    return this.database.reader.$queryRaw<GivenYear[]>`
      SELECT extract(year FROM paid_at AT TIME ZONE 'Asia/Shanghai')::int AS year, count(*)::int AS gifts,
             sum(amount - returned)::bigint AS amount
      FROM pledge WHERE ${mine} AND paid_at IS NOT NULL GROUP BY 1 ORDER BY 1 DESC`;
  }

  /** The paid gifts of these persons between two instants, in the order they were paid. */
  async paidBetween(subjectIds: readonly string[], from: Date, until: Date): Promise<Pledge[]> {
    return this.database.reader.pledge.findMany({
      where: { subjectId: { in: [...subjectIds] }, paidAt: { gte: from, lt: until } },
      orderBy: [{ paidAt: 'asc' }, { id: 'asc' }],
    });
  }

  async insertHonour(tx: Tx, honour: GiftHonour): Promise<void> {
    await tx.giftHonour.create({ data: honour });
  }

  async findHonour(pledgeId: string): Promise<GiftHonour | null> {
    return this.database.reader.giftHonour.findUnique({ where: { pledgeId } });
  }

  async honoursOf(pledgeIds: readonly string[]): Promise<GiftHonour[]> {
    return this.database.reader.giftHonour.findMany({ where: { pledgeId: { in: [...pledgeIds] } } });
  }

  /** Which of these gifts ask for a card. */
  async withCards(tx: Tx, pledgeIds: readonly string[]): Promise<string[]> {
    const where = { pledgeId: { in: [...pledgeIds] }, email: { not: null } };
    return (await tx.giftHonour.findMany({ where, select: { pledgeId: true } })).map(({ pledgeId }) => pledgeId);
  }

  /**
   * Takes from the public what the givers of these gifts have said there (names, words, for whose sake), and forgets the
   * browser they were made in.
   */
  async withdrawWords(tx: Tx, pledgeIds: readonly string[]): Promise<void> {
    const ids = [...pledgeIds];
    await tx.pledge.updateMany({
      where: { id: { in: ids } },
      data: { displayName: null, message: null, actorHash: NOBODY },
    });
    await tx.giftHonour.updateMany({ where: { pledgeId: { in: ids } }, data: { shownName: null } });
  }
}

/** Whose gifts are meant: of whoever uses a browser, or of the persons an account or an address leads to. */
export type Whose = { actorHash: string } | { subjectIds: readonly string[] };

function conditionOf(whose: Whose): Prisma.PledgeWhereInput {
  return 'actorHash' in whose ? { actorHash: whose.actorHash } : { subjectId: { in: [...whose.subjectIds] } };
}

/** A year on China's calendar in which somebody gave. */
export interface GivenYear {
  year: number;
  gifts: number;
  /** Fen, less what has gone back. */
  amount: Fen;
}
