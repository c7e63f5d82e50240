import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '#identity';
import { Clock, invariant, RequestError } from '#kernel';
import { Database, Outbox, type Tx } from '#platform';
import { HeldPaymentBooks } from './held-payment.books.js';
import { HeldPaymentMails } from './held-payment.mails.js';
import { GatewayRefused, PaymentGateway } from './payment-gateway.js';
import type { PaymentAftermath, ProviderRefund, ProviderRefundState } from './payment-gateway.types.js';
import { PaymentExceptionsRepository, type PaymentException } from './payment-exceptions.repository.js';
import { PaymentExceptionStateError } from './payments.errors.js';
import { PaymentsRepository } from './payments.repository.js';

/** What the provider has sent back of held money, or its stable word for why it will not. */
export type ReturnAnswer = { refunds: ProviderRefund[] } | { refused: string };

const ENDED_BADLY: readonly ProviderRefundState[] = ['FAILED', 'CANCELLED'];

/**
 * Gives held payments back by the way they came. The policy proposes it, a person agrees, the worker sends it; the
 * books follow the provider's own movements.
 */
@Injectable()
export class HeldPaymentReturns {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PaymentExceptionsRepository) private readonly exceptions: PaymentExceptionsRepository,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(HeldPaymentBooks) private readonly books: HeldPaymentBooks,
    @Inject(HeldPaymentMails) private readonly mails: HeldPaymentMails,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Agrees that held money goes back. @throws PaymentExceptionStateError, RequestError payment_exception_not_found */
  async approve(checker: Viewer, id: string, reason: string): Promise<PaymentException> {
    return this.database.transaction(async (tx) => {
      const exception = await this.exceptions.lock(tx, id);
      if (!exception) throw new RequestError('NOT_FOUND', 'payment_exception_not_found');
      if (exception.state !== 'HELD' && exception.state !== 'RETURN_FAILED') {
        throw new PaymentExceptionStateError(exception.state);
      }
      const approved = { state: 'RETURN_APPROVED', approvedBy: checker.id, approvedAt: this.clock.now() } as const;
      const changed = await this.exceptions.update(tx, id, { ...approved, reason, failure: null });
      await this.outbox.publish(tx, 'payments-return', [{ key: id }]);
      return changed;
    });
  }

  /**
   * Asks the provider; outside of any transaction. What it has sent back already counts, whoever asked for it.
   * @param tries how often it was asked before: each time under a key of its own, because the provider keeps a failure of
   *   its own under the key. It never sends back more than was paid, so no key can send anything twice.
   * @returns null when there is nothing to send
   * @throws GatewayUnavailable
   */
  async send(id: string, tries: number): Promise<ReturnAnswer | null> {
    const exception = await this.exceptions.find(id);
    if (exception?.state !== 'RETURN_APPROVED') return null;
    const attempt = await this.payments.find(exception.attemptId);
    invariant(attempt?.paymentIntentId, 'held money was paid by a payment we know');
    const { paymentIntentId } = attempt;
    const { refunds } = await this.gateway.followPayment(paymentIntentId);
    const sent = refunds
      .filter(({ state }) => !ENDED_BADLY.includes(state))
      .reduce((sum, { amount }) => sum + amount, 0n);
    if (sent >= exception.amount) return { refunds };
    const round = exception.approvedAt?.getTime() ?? 0;
    const idempotencyKey = `held:${id}:return:${round}:${tries}`;
    try {
      const order = { refundId: id, idempotencyKey, paymentIntentId, amount: exception.amount - sent };
      return { refunds: [...refunds, await this.gateway.refund(order)] };
    } catch (error) {
      if (error instanceof GatewayRefused) return { refused: error.code };
      throw error;
    }
  }

  /** Takes the provider's answer in. */
  async settle(tx: Tx, id: string, answer: ReturnAnswer): Promise<void> {
    const exception = await this.exceptions.lock(tx, id);
    invariant(exception, 'an exception that is sent back is kept');
    if ('refunds' in answer) return this.follow(tx, exception, answer.refunds);
    if (exception.state !== 'RETURN_APPROVED') return;
    await this.exceptions.update(tx, id, { state: 'RETURN_FAILED', failure: answer.refused });
  }

  /** Brings a held payment in line with everything that became of it. A dispute of it is for a person to look at. */
  async followPayment(tx: Tx, attemptId: string, { refunds, disputes }: PaymentAftermath): Promise<void> {
    invariant(disputes.length === 0, 'a held payment is not disputed');
    const known = await this.exceptions.findByAttempt(tx, attemptId);
    const exception = known && (await this.exceptions.lock(tx, known.id));
    invariant(exception, 'a held payment is kept with why');
    await this.follow(tx, exception, refunds);
  }

  /**
   * Brings a held payment in line with its refunds at the provider, whoever asked for them. Any number of times, in any
   * order.
   */
  private async follow(tx: Tx, exception: PaymentException, refunds: readonly ProviderRefund[]): Promise<void> {
    for (const refund of refunds) {
      if (refund.withdrawn) await this.books.returned(tx, exception, refund.id, refund.withdrawn);
      if (refund.returned) await this.books.cameBack(tx, exception, refund.id, refund.returned);
    }
    const out = refunds.filter(({ withdrawn, returned }) => withdrawn && !returned);
    const sum = out.reduce((total, { amount }) => total + amount, 0n);
    const failed = refunds.find(({ state }) => ENDED_BADLY.includes(state));
    if (sum === exception.amount) {
      if (exception.state === 'RETURNED') return;
      const [refund] = out;
      await this.exceptions.update(tx, exception.id, {
        state: 'RETURNED',
        returnedAt: this.clock.now(),
        providerRefundId: refund?.id ?? null,
        failure: null,
      });
      await this.mails.tell(tx, exception, 'returned');
    } else if (failed && exception.state === 'RETURNED') {
      await this.exceptions.update(tx, exception.id, {
        state: exception.approvedBy ? 'RETURN_FAILED' : 'HELD',
        returnedAt: null,
        failure: failed.failure ?? 'refund_failed',
      });
    }
  }
}
