import { Inject, Injectable } from '@nestjs/common';
import { Database, Prisma, type DisputeState, type Tx } from '#platform';
import { OPEN, UNDECIDED } from './dispute.states.js';
import type { DisputeDefence, DisputeTransition } from './dispute.types.js';

/** 争议 as kept, with the lines of the provider's statement about it. */
export type Dispute = Prisma.DisputeGetPayload<{ include: { movements: true } }>;

const WITH_MOVEMENTS = {
  movements: { orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }] },
} satisfies Prisma.DisputeInclude;

type Change = Partial<Omit<Dispute, 'id' | 'movements' | 'evidence'>> & { evidence?: DisputeDefence };

@Injectable()
export class DisputesRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async find(id: string): Promise<Dispute | null> {
    return this.database.reader.dispute.findUnique({ where: { id }, include: WITH_MOVEMENTS });
  }

  async ofPledge(pledgeId: string): Promise<Dispute[]> {
    return this.database.reader.dispute.findMany({
      where: { pledgeId },
      include: WITH_MOVEMENTS,
      orderBy: { id: 'asc' },
    });
  }

  /** Locks the document for the rest of the transaction, then reads it. Its pledge is locked before. */
  async lock(tx: Tx, id: string): Promise<Dispute | null> {
    await tx.$queryRaw`SELECT 1 FROM dispute WHERE id = ${id} FOR UPDATE`;
    return tx.dispute.findUnique({ where: { id }, include: WITH_MOVEMENTS });
  }

  async ofPledgeLocked(tx: Tx, pledgeId: string): Promise<Dispute[]> {
    await tx.$queryRaw`SELECT 1 FROM dispute WHERE pledge_id = ${pledgeId} ORDER BY id FOR UPDATE`;
    return tx.dispute.findMany({ where: { pledgeId }, include: WITH_MOVEMENTS, orderBy: { id: 'asc' } });
  }

  async insert(tx: Tx, { movements: _, evidence: __, ...dispute }: Dispute): Promise<void> {
    await tx.dispute.create({ data: dispute });
  }

  async update(tx: Tx, id: string, { evidence, ...change }: Change): Promise<void> {
    const data = { ...change, ...(evidence ? { evidence: { ...evidence } } : {}) };
    await tx.dispute.update({ where: { id }, data });
  }

  /** The last answer went to nobody: a new one may be given. */
  async clearAnswer(tx: Tx, id: string): Promise<void> {
    const none = { answer: null, answeredBy: null, answeredAt: null, answerSentAt: null, answerFailure: null };
    await tx.dispute.update({ where: { id }, data: { ...none, evidence: Prisma.DbNull } });
  }

  async recordTransition(tx: Tx, disputeId: string, transition: DisputeTransition): Promise<void> {
    await tx.disputeTransition.create({ data: { disputeId, ...transition } });
  }

  async recordMovement(
    tx: Tx,
    disputeId: string,
    movement: { id: string; amount: bigint; fee: bigint; occurredAt: Date },
  ): Promise<void> {
    await tx.disputeMovement.create({ data: { disputeId, ...movement } });
  }

  async addCarried(tx: Tx, id: string, carriedByPool: bigint): Promise<void> {
    await tx.dispute.update({ where: { id }, data: { carriedByPool } });
  }

  /** Every step, oldest first. */
  async transitions(disputeId: string): Promise<DisputeTransition[]> {
    return this.database.reader.disputeTransition.findMany({
      where: { disputeId },
      select: { from: true, to: true, actor: true, reason: true, at: true },
      orderBy: { id: 'asc' },
    });
  }

  /** In these states, or all; newest first, behind the document `after`. */
  async page(states: readonly DisputeState[] | null, after: string | null, limit: number): Promise<Dispute[]> {
    return this.database.reader.dispute.findMany({
      where: { ...(states ? { state: { in: [...states] } } : {}), ...(after === null ? {} : { id: { lt: after } }) },
      include: WITH_MOVEMENTS,
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  /** Answers that are to be sent and that nobody works on any more: their work is gone, or was parked. */
  async unsent(tx: Tx): Promise<string[]> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT dispute.id FROM dispute
      LEFT JOIN outbox_message work ON work.topic = 'disputes-respond' AND work.key = dispute.id
      WHERE dispute.answer IS NOT NULL AND dispute.answer_sent_at IS NULL AND dispute.answer_failure IS NULL
        AND (work.id IS NULL OR work.parked_at IS NOT NULL)
      LIMIT 100`;
    return rows.map(({ id }) => id);
  }

  async countOpen(): Promise<number> {
    return this.database.reader.dispute.count({ where: { state: { in: [...OPEN] } } });
  }

  /** Payments of disputes that may change and that nobody has looked at for a while: sooner when they are lively. */
  async unchecked(
    tx: Tx,
    { now, soon, lately, later }: { now: Date; soon: Date; lately: Date; later: Date },
    limit: number,
  ): Promise<string[]> {
    const rows = await tx.$queryRaw<{ intent: string }[]>`
      UPDATE dispute SET checked_at = ${now}::timestamptz
      WHERE id IN (
        SELECT id FROM dispute
        WHERE (state = ANY (${[...UNDECIDED]}::"DisputeState"[])
               OR changed_at > ${lately}::timestamptz)
          AND (changed_at > ${lately}::timestamptz AND coalesce(checked_at, changed_at) < ${soon}::timestamptz
               OR coalesce(checked_at, changed_at) < ${later}::timestamptz)
        ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING payment_intent_id AS intent`;
    return rows.map(({ intent }) => intent);
  }
}
