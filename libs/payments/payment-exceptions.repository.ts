import { Inject, Injectable } from '@nestjs/common';
import { Database, type PaymentExceptionState, type Prisma, type Tx } from '#platform';

/** 特殊付款 as kept. */
export type PaymentException = Prisma.PaymentExceptionGetPayload<object>;

export type NewPaymentException = Pick<
  PaymentException,
  'id' | 'attemptId' | 'pledgeId' | 'campaignId' | 'kind' | 'state' | 'amount' | 'noticedAt'
>;

@Injectable()
export class PaymentExceptionsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async insert(tx: Tx, exception: NewPaymentException): Promise<void> {
    await tx.paymentException.create({ data: exception });
  }

  async find(id: string): Promise<PaymentException | null> {
    return this.database.reader.paymentException.findUnique({ where: { id } });
  }

  async findByAttempt(tx: Tx, attemptId: string): Promise<PaymentException | null> {
    return tx.paymentException.findUnique({ where: { attemptId } });
  }

  /** Locks it for the rest of the transaction, then reads it. */
  async lock(tx: Tx, id: string): Promise<PaymentException | null> {
    await tx.$queryRaw`SELECT 1 FROM payment_exception WHERE id = ${id} FOR UPDATE`;
    return tx.paymentException.findUnique({ where: { id } });
  }

  async update(tx: Tx, id: string, changes: Prisma.PaymentExceptionUpdateInput): Promise<PaymentException> {
    return tx.paymentException.update({ where: { id }, data: changes });
  }

  /** What of a giver's money is held or went back, oldest first. */
  async heldOf(pledgeId: string): Promise<PaymentException[]> {
    return this.database.reader.paymentException.findMany({
      where: { pledgeId, state: { not: 'ACCEPTED' } },
      orderBy: { id: 'asc' },
    });
  }

  /** For staff: newest first, behind `after`; ids sort by the time they were made. */
  async page(state: PaymentExceptionState | null, after: string | null, limit: number): Promise<PaymentException[]> {
    return this.database.reader.paymentException.findMany({
      where: { ...(state ? { state } : {}), ...(after ? { id: { lt: after } } : {}) },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }
}
