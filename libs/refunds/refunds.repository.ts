import { Inject, Injectable } from '@nestjs/common';
import type { Fen } from '#kernel';
import { Database, type Prisma, type RefundState, type Tx } from '#platform';
import { UNDER_WAY } from './refund.states.js';
import type { RefundTransition } from './refund.types.js';

/** 退款 as kept. */
export type Refund = Prisma.RefundGetPayload<object>;

/** Moments between two looks at a refund nobody told us of. */
export interface Patience {
  now: Date;
  /** For one on its way or one that succeeded lately. */
  soon: Date;
  lately: Date;
  /** For one that succeeded some time ago and may still fail. */
  later: Date;
  oldest: Date;
}

@Injectable()
export class RefundsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async find(id: string): Promise<Refund | null> {
    return this.database.reader.refund.findUnique({ where: { id } });
  }

  /** Locks the document for the rest of the transaction, then reads it. Its pledge is locked before. */
  async lock(tx: Tx, id: string): Promise<Refund | null> {
    await tx.$queryRaw`SELECT 1 FROM refund WHERE id = ${id} FOR UPDATE`;
    return tx.refund.findUnique({ where: { id } });
  }

  /** Everything there is of a gift, oldest first. */
  async ofPledge(pledgeId: string): Promise<Refund[]> {
    return this.database.reader.refund.findMany({ where: { pledgeId }, orderBy: { id: 'asc' } });
  }

  async ofPledgeLocked(tx: Tx, pledgeId: string): Promise<Refund[]> {
    await tx.$queryRaw`SELECT 1 FROM refund WHERE pledge_id = ${pledgeId} ORDER BY id FOR UPDATE`;
    return tx.refund.findMany({ where: { pledgeId }, orderBy: { id: 'asc' } });
  }

  /** What refunds under way will take that is not in the books yet. */
  async reserved(tx: Tx, pledgeId: string, except: string): Promise<Fen> {
    const { _sum } = await tx.refund.aggregate({
      _sum: { amount: true },
      where: { pledgeId, id: { not: except }, state: { in: [...UNDER_WAY] }, withdrawnMovementId: null },
    });
    return _sum.amount ?? 0n;
  }

  async insert(tx: Tx, refund: Refund): Promise<void> {
    await tx.refund.create({ data: refund });
  }

  async update(tx: Tx, id: string, data: Partial<Omit<Refund, 'id'>>): Promise<void> {
    await tx.refund.update({ where: { id }, data });
  }

  async recordTransition(tx: Tx, refundId: string, transition: RefundTransition): Promise<void> {
    await tx.refundTransition.create({ data: { refundId, ...transition } });
  }

  /** Every step, oldest first. */
  async transitions(refundId: string): Promise<RefundTransition[]> {
    return this.database.reader.refundTransition.findMany({
      where: { refundId },
      select: { from: true, to: true, actor: true, reason: true, at: true },
      orderBy: { id: 'asc' },
    });
  }

  /** In these states, or all; newest first, behind the document `after`. */
  async page(states: readonly RefundState[] | null, after: string | null, limit: number): Promise<Refund[]> {
    return this.database.reader.refund.findMany({
      where: { ...(states ? { state: { in: [...states] } } : {}), ...(after === null ? {} : { id: { lt: after } }) },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  /** How many documents stand where. */
  async counts(): Promise<Map<RefundState, number>> {
    const rows = await this.database.reader.refund.groupBy({ by: ['state'], _count: true });
    return new Map(rows.map(({ state, _count }) => [state, _count]));
  }

  /** Refunds that are to be sent and that nobody works on any more: their work is gone, or was parked. */
  async unsent(tx: Tx): Promise<string[]> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      SELECT refund.id FROM refund
      LEFT JOIN outbox_message work ON work.topic = 'refunds-send' AND work.key = refund.id
      WHERE refund.state IN ('APPROVED', 'SENT') AND refund.provider_refund_id IS NULL AND refund.origin <> 'PROVIDER'
        AND (work.id IS NULL OR work.parked_at IS NOT NULL)
      LIMIT 100`;
    return rows.map(({ id }) => id);
  }

  /** Payments of refunds that are on their way, or may still fail, and that nobody has looked at for a while. */
  async unchecked(tx: Tx, { now, soon, lately, later, oldest }: Patience, limit: number): Promise<string[]> {
    const rows = await tx.$queryRaw<{ intent: string }[]>`
      UPDATE refund SET checked_at = ${now}::timestamptz
      WHERE id IN (
        SELECT id FROM refund
        WHERE provider_refund_id IS NOT NULL AND (
          state = 'SENT' AND coalesce(checked_at, changed_at) < ${soon}::timestamptz
          OR state = 'SUCCEEDED' AND changed_at > ${lately}::timestamptz
             AND coalesce(checked_at, changed_at) < ${soon}::timestamptz
          OR state = 'SUCCEEDED' AND changed_at > ${oldest}::timestamptz
             AND coalesce(checked_at, changed_at) < ${later}::timestamptz)
        ORDER BY id LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING payment_intent_id AS intent`;
    return rows.map(({ intent }) => intent);
  }
}
