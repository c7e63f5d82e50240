import { Inject, Injectable } from '@nestjs/common';
import { Clock, type Fen } from '#kernel';
import { TransfersService } from '#ledger';
import { PaymentGateway, PaymentsRepository, type PaymentAttempt } from '#payments';
import type { Tx } from '#platform';
import type { Pledge } from '#pledges';
import type { Refundable } from './refund.types.js';
import {
  NothingToRefundError,
  RefundDisputedError,
  RefundTooLargeError,
  RefundWindowOverError,
} from './refunds.errors.js';
import { RefundsRepository } from './refunds.repository.js';

const DAY_MS = 86_400_000;

/** Says how much of a gift can go back, and refuses what cannot. The pledge is locked before. */
@Injectable()
export class RefundLimits {
  constructor(
    @Inject(RefundsRepository) private readonly refunds: RefundsRepository,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(TransfersService) private readonly transfers: TransfersService,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @param except a document whose own amount does not count against it; null when the gift is not in the books */
  async refundable(
    tx: Tx,
    pledge: Pledge,
    except = '',
  ): Promise<(Omit<Refundable, 'coolingOffUntil'> & { attempt: PaymentAttempt }) | null> {
    const gift = (await this.transfers.returnsOf(tx, [pledge.id])).get(pledge.id);
    const attempt = await this.payments.paidAttempt(tx, pledge.id);
    if (!gift || !attempt?.paymentIntentId || !pledge.paidAt) return null;
    const reserved = await this.refunds.reserved(tx, pledge.id, except);
    const rest = gift.amount - gift.returned - reserved;
    return {
      amount: gift.amount,
      returned: gift.returned,
      reserved,
      left: rest > 0n ? rest : 0n,
      until: new Date(pledge.paidAt.getTime() + this.windowDays(attempt) * DAY_MS),
      attempt,
    };
  }

  /**
   * The attempt that is to be refunded, when so much can go back.
   * @param amount fen; null for all that is left
   * @throws NothingToRefundError, RefundDisputedError, RefundTooLargeError, RefundWindowOverError
   */
  async check(
    tx: Tx,
    pledge: Pledge,
    amount: Fen | null,
    except = '',
  ): Promise<{ attempt: PaymentAttempt & { paymentIntentId: string }; amount: Fen }> {
    const found = await this.refundable(tx, pledge, except);
    if (!found) throw new NothingToRefundError();
    if (pledge.state === 'DISPUTED') throw new RefundDisputedError();
    const { left, until, attempt } = found;
    const asked = amount ?? left;
    if (asked <= 0n || asked > left) throw new RefundTooLargeError(left);
    if (until < this.clock.now()) throw new RefundWindowOverError(this.windowDays(attempt));
    const { paymentIntentId } = attempt;
    if (paymentIntentId === null) throw new NothingToRefundError();
    return { attempt: { ...attempt, paymentIntentId }, amount: asked };
  }

  private windowDays({ method }: PaymentAttempt): number {
    return this.gateway.methods.find((each) => each.method === (method ?? 'CARD'))?.refundWindowDays ?? 0;
  }
}
