import { Inject, Injectable } from '@nestjs/common';
import { chinaDay, Clock, invariant } from '#kernel';
import { PaymentsRepository, SettlementService } from '#payments';
import { Outbox, type MonthlyGiftEnd, type Tx } from '#platform';
import { PledgesService } from '#pledges';
import { MOST_SKIPPED } from './failure-policy.js';
import { MonthlyGiftMails } from './monthly-gift-mails.service.js';
import { ended, type Act } from './monthly-gift.types.js';
import {
  MonthlyGiftsRepository,
  type MonthlyCharge,
  type MonthlyChargeChange,
  type MonthlyGift,
  type MonthlyGiftChange,
} from './monthly-gifts.repository.js';

export const SYSTEM = 'system:monthly-gifts';

/** Steps several verbs share. Each takes a gift whose lock the transaction holds, and leaves a line of its history. */
@Injectable()
export class MonthlyGiftChanges {
  constructor(
    @Inject(MonthlyGiftsRepository) private readonly gifts: MonthlyGiftsRepository,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(SettlementService) private readonly settlement: SettlementService,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(MonthlyGiftMails) private readonly mails: MonthlyGiftMails,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** China's day. */
  today(): string {
    return chinaDay(this.clock.now());
  }

  /** Changes a gift and keeps who, why and when. */
  async move(tx: Tx, gift: MonthlyGift, change: MonthlyGiftChange, act: Omit<Act, 'at'>): Promise<MonthlyGift> {
    const moved = await this.gifts.update(tx, gift.id, change);
    const { actor, reason, note = null } = act;
    const at = this.clock.now();
    await this.gifts.recordTransition(tx, gift.id, { from: gift.state, to: moved.state, actor, reason, note, at });
    return moved;
  }

  /** Charges the kept card for a month: the next try at paying its pledge, and the work that makes it. */
  async charge(tx: Tx, gift: MonthlyGift, charge: MonthlyCharge): Promise<void> {
    const { pledgeId } = charge;
    const { customerId, cardId } = gift;
    invariant(
      pledgeId !== null && customerId !== null && cardId !== null,
      'a month is charged to a card, for a pledge',
    );
    const pledge = await this.pledges.find(pledgeId, tx);
    invariant(pledge, 'a charge names a pledge that exists');
    const attempt = await this.settlement.prepareCharge(tx, pledge, { customerId, cardId });
    await this.gifts.updateCharge(tx, charge, { state: 'CHARGING', retryOn: null });
    await this.outbox.publish(tx, 'monthly-gifts-charge', [{ key: attempt.id }]);
  }

  /** Whether the giver has a page open on which they can pay the month: whoever charged the card might take it twice. */
  async isBeingPaid(tx: Tx, { pledgeId }: MonthlyCharge): Promise<boolean> {
    if (pledgeId === null) return false;
    const last = (await this.payments.attemptsOf(tx, pledgeId)).at(-1);
    return last !== undefined && last.saveCard && ['CREATED', 'OPEN', 'FAILED'].includes(last.state);
  }

  /** Gives up what is left of a month without a word; its pledge is cancelled and can still be paid by late money. */
  async close(tx: Tx, charge: MonthlyCharge, change: MonthlyChargeChange = {}): Promise<void> {
    await this.gifts.updateCharge(tx, charge, { ...change, state: 'SKIPPED', retryOn: null });
    if (charge.pledgeId === null) return;
    const cancelled = {
      pledgeId: charge.pledgeId,
      outcome: 'cancelled',
      failure: null,
      paidAt: null,
      fee: null,
    } as const;
    await this.pledges.applyPayments(tx, [cancelled], SYSTEM);
  }

  /** Leaves a month out whose card could not be charged; the second in a row ends the gift. */
  async leaveOut(tx: Tx, gift: MonthlyGift, charge: MonthlyCharge): Promise<MonthlyGift> {
    await this.close(tx, charge);
    const skippedInRow = gift.skippedInRow + 1;
    if (skippedInRow >= MOST_SKIPPED) {
      await this.gifts.update(tx, gift.id, { skippedInRow });
      return this.end(tx, gift, 'CARD_FAILED', { actor: SYSTEM, reason: 'card_failed' });
    }
    const act = { actor: SYSTEM, reason: 'month_left_out', note: charge.period };
    const moved = await this.move(tx, gift, { state: 'ACTIVE', skippedInRow }, act);
    const { period } = charge;
    await this.mails.tell(tx, moved, `left_out_${period}`, { kind: 'LEFT_OUT', period, because: 'CARD' });
    return moved;
  }

  /** Ends a gift for good, gives up what is left of a month, and says so. */
  async end(tx: Tx, gift: MonthlyGift, why: MonthlyGiftEnd, act: Omit<Act, 'at'>): Promise<MonthlyGift> {
    for (const charge of await this.gifts.chargesOf(tx, gift.id)) {
      // One that is under way right now comes to its own end.
      if (charge.state === 'RETRYING' || charge.state === 'WAITING_FOR_GIVER') await this.close(tx, charge);
    }
    const at = this.clock.now();
    const moved = await this.move(tx, gift, ended(why, at), act);
    if (why !== 'NEVER_STARTED' && gift.state !== 'PENDING_FIRST') {
      const note = act.note ?? null;
      await this.mails.tell(tx, moved, `ended_${at.getTime()}`, { kind: 'ENDED', why, note });
    }
    return moved;
  }

  /** Has the provider forget a card that is of no more use. */
  async forget(tx: Tx, cardId: string | null): Promise<void> {
    if (cardId !== null) await this.outbox.publish(tx, 'monthly-gifts-forget', [{ key: cardId }]);
  }
}
