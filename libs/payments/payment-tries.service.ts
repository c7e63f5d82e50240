import { Inject, Injectable } from '@nestjs/common';
import { Clock, RequestError } from '#kernel';
import { Database, type PledgeState } from '#platform';
import { PledgesService, type Pledge } from '#pledges';
import { CheckoutService, type CheckoutResult } from './checkout.service.js';
import { TOO_MANY_DECLINES } from './decline-guard.service.js';
import { GatewayUnavailable, PaymentGateway } from './payment-gateway.js';
import { PaymentUnavailableError, PledgeStateError } from './payments.errors.js';
import { PaymentsRepository, type PaymentAttempt } from './payments.repository.js';
import { SettlementService } from './settlement.service.js';

/** Nothing has been paid, and something may still be. */
const UNPAID: readonly PledgeState[] = ['CREATED', 'AWAITING_PAYMENT', 'FAILED'];

const REST_MS = 3_600_000;

/** Another try at paying a pledge that is kept, and giving it up. */
@Injectable()
export class PaymentTriesService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(CheckoutService) private readonly checkout: CheckoutService,
    @Inject(SettlementService) private readonly settlement: SettlementService,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Goes on paying: on the page that is open, or on a new one of the same pledge once the old one is closed for good and
   * was not paid. Also days later, as long as the campaign takes gifts.
   * @throws PledgeStateError, CampaignClosedError, PaymentUnavailableError; RequestError too_many_declines
   */
  async payAgain(pledge: Pledge): Promise<CheckoutResult> {
    if (!UNPAID.includes(pledge.state) && pledge.state !== 'EXPIRED') throw new PledgeStateError(pledge.state);
    const attempt = await this.payments.latestAttempt(pledge.id);
    this.refuseTooSoon(pledge, attempt);
    const url = attempt && this.checkout.openPageOf(attempt);
    if (url) return { pledge, checkoutUrl: url };
    await this.checkout.refuseClosedCampaign(pledge.campaignId);
    if (attempt?.state === 'CREATED' && attempt.cardId === null) return this.checkout.goOn(pledge);
    if (attempt && !(await this.closedUnpaid(attempt))) return this.asItStands(pledge);
    return this.checkout.openNext(pledge, attempt);
  }

  /**
   * Gives a pledge up before it is paid: its page is closed first, so that it cannot be paid any more. Should it have
   * been paid a moment before, it is paid.
   * @throws PledgeStateError, PaymentUnavailableError
   */
  async cancel(pledge: Pledge): Promise<Pledge> {
    if (pledge.state === 'CANCELLED') return pledge;
    if (!UNPAID.includes(pledge.state)) throw new PledgeStateError(pledge.state);
    const attempt = await this.payments.latestAttempt(pledge.id);
    if (attempt && !(await this.closedUnpaid(attempt))) return (await this.asItStands(pledge)).pledge;
    await this.database.transaction(async (tx) => {
      if (attempt) await this.payments.cancel(tx, attempt.id);
      const news = { pledgeId: pledge.id, outcome: 'cancelled', failure: null, paidAt: null, fee: null } as const;
      await this.pledges.applyPayments(tx, [news], 'donor');
    });
    return (await this.asItStands(pledge)).pledge;
  }

  /** A page that was closed because card after card was declined is followed by another one only after a while. */
  private refuseTooSoon({ failure }: Pledge, attempt: PaymentAttempt | null): void {
    if (failure !== TOO_MANY_DECLINES || !attempt?.checkedAt) return;
    const left = attempt.checkedAt.getTime() + REST_MS - this.clock.now().getTime();
    if (left > 0) throw new RequestError('RATE_LIMITED', TOO_MANY_DECLINES, { minutes: Math.ceil(left / 60_000) });
  }

  /** Closes the page of a try and looks whether it was paid; if so, that is taken in. */
  private async closedUnpaid(attempt: PaymentAttempt): Promise<boolean> {
    // A kept card is being charged: that may end as a payment yet.
    if (attempt.cardId !== null && (attempt.state === 'CREATED' || attempt.state === 'OPEN')) return false;
    // What was paid on it is held: it is sorted already, and pays nothing.
    if (attempt.state === 'HELD' || attempt.sessionId === null) return true;
    try {
      await this.gateway.closeCheckout(attempt.sessionId);
      const finding = await this.settlement.inspect(attempt);
      const kind = finding.status?.kind;
      if (kind !== 'paid' && kind !== 'processing') return true;
      await this.database.transaction((tx) => this.settlement.apply(tx, [finding]));
      return false;
    } catch (error) {
      if (error instanceof GatewayUnavailable) throw new PaymentUnavailableError(error);
      throw error;
    }
  }

  private async asItStands(pledge: Pledge): Promise<CheckoutResult> {
    return { pledge: (await this.pledges.find(pledge.id)) ?? pledge, checkoutUrl: null };
  }
}
