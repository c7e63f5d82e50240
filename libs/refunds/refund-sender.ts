import { Inject, Injectable } from '@nestjs/common';
import { Clock, invariant } from '#kernel';
import { AftermathService, GatewayRefused, GatewayUnavailable, PaymentGateway, type ProviderRefund } from '#payments';
import { Database, Logger, type Tx } from '#platform';
import { PledgesService } from '#pledges';
import { RefundRecorder } from './refund-recorder.js';
import { RefundsRepository, type Refund } from './refunds.repository.js';

/** After this long a provider may have forgotten our key: what became of the refund is looked up first. */
const KEY_LIFETIME_MS = 23 * 3_600_000;

/**
 * Carries approved refunds to the provider, each exactly once: that it is about to be sent is committed first, the same
 * key is the same refund, and where the key may not help any more the provider is asked what it has.
 */
@Injectable()
export class RefundSender {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RefundsRepository) private readonly refunds: RefundsRepository,
    @Inject(RefundRecorder) private readonly recorder: RefundRecorder,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(AftermathService) private readonly aftermath: AftermathService,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /**
   * Sends one refund, outside of any transaction.
   * @returns what to record with `settle`; null when there is nothing left to do
   * @throws GatewayUnavailable: nothing is known, and it is to be tried again
   */
  async send(id: string): Promise<Sent | null> {
    const refund = await this.begin(id);
    if (!refund) return null;
    const { idempotencyKey, paymentIntentId, amount } = refund;
    invariant(idempotencyKey !== null && refund.sentAt !== null, 'a refund that is sent has its key and its time');
    if (this.clock.now().getTime() - refund.sentAt.getTime() > KEY_LIFETIME_MS) {
      const found = await this.lookUp(refund);
      if (found) return { refund, answer: found };
    }
    try {
      const order = { refundId: id, idempotencyKey, paymentIntentId, amount };
      return { refund, answer: await this.gateway.refund(order) };
    } catch (error) {
      if (error instanceof GatewayRefused) return { refund, answer: (await this.lookUp(refund)) ?? error.code };
      if (error instanceof GatewayUnavailable && error.keySpent) {
        const found = await this.lookUp(refund);
        if (found) return { refund, answer: found };
        await this.renewKey(refund);
      }
      throw error;
    }
  }

  /** Records what came of it; the books and the state follow by what the provider says of the payment. */
  async settle(tx: Tx, { refund: { id, pledgeId }, answer }: Sent): Promise<void> {
    const pledge = await this.pledges.lock(tx, pledgeId);
    const refund = await this.refunds.lock(tx, id);
    invariant(refund && pledge, 'a refund that was sent is kept');
    await this.aftermath.askAgain(tx, [refund.paymentIntentId]);
    if (refund.providerRefundId !== null) return; // A notification was quicker.
    if (typeof answer !== 'string') {
      await this.recorder.note(tx, refund, { providerRefundId: answer.id });
      return;
    }
    const failed = await this.recorder.move(
      tx,
      refund,
      { state: 'FAILED', failure: answer },
      'provider:stripe',
      answer,
    );
    await this.recorder.tell(tx, pledge, failed, 'failed');
    this.logger.error({ refundId: id, pledgeId, failure: answer }, 'the provider refused a refund');
  }

  /** Commits that the provider is about to be asked. */
  private async begin(id: string): Promise<Refund | null> {
    return this.database.transaction(async (tx) => {
      const refund = await this.refunds.lock(tx, id);
      if (!refund || refund.providerRefundId !== null) return null;
      if (refund.state === 'SENT') return refund;
      if (refund.state !== 'APPROVED') return null;
      const change = { state: 'SENT' as const, sentAt: this.clock.now() };
      return this.recorder.move(tx, refund, change, 'worker:refunds', 'sent');
    });
  }

  private async lookUp({ id, paymentIntentId }: Refund): Promise<ProviderRefund | null> {
    const { refunds } = await this.gateway.followPayment(paymentIntentId);
    return refunds.find(({ refundId }) => refundId === id) ?? null;
  }

  /** The provider keeps its own failure under the key and has made nothing: the next try needs another key. */
  private async renewKey({ id, tries }: Refund): Promise<void> {
    await this.database.transaction(async (tx) => {
      const refund = await this.refunds.lock(tx, id);
      if (refund?.tries !== tries || refund.providerRefundId !== null) return;
      const next = tries + 1;
      await this.recorder.note(tx, refund, { tries: next, idempotencyKey: `refund:${id}:${next}` });
    });
  }
}

/** What the provider said to a refund: what it has, or the code it refused with. */
export interface Sent {
  refund: Refund;
  answer: ProviderRefund | string;
}
