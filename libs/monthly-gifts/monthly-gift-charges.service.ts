import { Inject, Injectable } from '@nestjs/common';
import { acceptsGifts, CampaignsRepository } from '#campaigns';
import { chinaDay, Clock, invariant } from '#kernel';
import {
  GatewayUnavailable,
  PaymentsRepository,
  SettlementService,
  type Finding,
  type PaymentAttempt,
} from '#payments';
import { Database, Outbox, type Tx } from '#platform';
import { PledgesRepository, type Pledge } from '#pledges';
import { afterFailure, failureKind } from './failure-policy.js';
import { MonthlyGiftChanges, SYSTEM } from './monthly-gift-changes.js';
import { MonthlyGiftMails } from './monthly-gift-mails.service.js';
import { cardColumns, goesOn } from './monthly-gift.types.js';
import { MonthlyGiftsRepository, type MonthlyCharge, type MonthlyGift } from './monthly-gifts.repository.js';
import { nextChargeOn, periodOf } from './schedule.js';

/** An attempt this old may have been asked for by somebody whose answer was lost. */
const OLD_MS = 10 * 60_000;

/** What became of asking the provider for a charge. */
export interface ChargeAnswer {
  attempt: PaymentAttempt;
  /** Null when it was not asked for after all. */
  finding: Finding | null;
}

/** Charges of kept cards: asks the provider, outside any transaction, and takes in what became of it. */
@Injectable()
export class MonthlyGiftCharges {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MonthlyGiftsRepository) private readonly gifts: MonthlyGiftsRepository,
    @Inject(MonthlyGiftChanges) private readonly changes: MonthlyGiftChanges,
    @Inject(MonthlyGiftMails) private readonly mails: MonthlyGiftMails,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(SettlementService) private readonly settlement: SettlementService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Asks the provider to charge a card. Asked again, it looks first whether the charge is there already: an answer may
   * have been lost. A charge nobody wants any more (stopped, another month by now) is only looked for.
   * @returns null when there is nothing left to do
   * @throws GatewayUnavailable, to be asked again later
   */
  async ask(attemptId: string, again: boolean): Promise<ChargeAnswer | null> {
    const [attempt] = await this.payments.findAttempts([attemptId]);
    if (!attempt || (attempt.state !== 'CREATED' && attempt.state !== 'OPEN')) return null;
    const title = await this.titleIfWanted(attempt);
    if (title === null) {
      const found = await this.settlement.inspect(attempt);
      return { attempt, finding: found.status ? found : null };
    }
    try {
      const isOld = attempt.createdAt.getTime() + OLD_MS < this.clock.now().getTime();
      return { attempt, finding: await this.settlement.charge(attempt, title, again || isOld) };
    } catch (error) {
      if (!(error instanceof GatewayUnavailable) || !error.keySpent) throw error;
      // The provider will give the same failure for this key for a day. Unless it charged before it failed, go on anew.
      const found = await this.settlement.inspect(attempt);
      if (found.status) return { attempt, finding: found };
      await this.startOver(attempt);
      return null;
    }
  }

  /** Takes in an answer, in the transaction that strikes off the asking. */
  async apply(tx: Tx, { attempt, finding }: ChargeAnswer): Promise<void> {
    if (finding) return this.settlement.apply(tx, [finding]);
    const seen = await this.gifts.chargeOfPledge(tx, attempt.pledgeId);
    invariant(seen, 'a card is charged for a month of a monthly gift');
    const gift = await this.gifts.lock(tx, seen.monthlyGiftId);
    await this.payments.abandon(tx, attempt.id);
    const charge = await this.gifts.chargeOfPledge(tx, attempt.pledgeId);
    if (!gift || charge?.state !== 'CHARGING') return;
    await this.changes.close(tx, charge, { failure: goesOn(gift) ? 'standstill' : 'stopped' });
    if (!goesOn(gift)) return;
    const { period } = charge;
    await this.changes.move(tx, gift, { state: 'ACTIVE' }, { actor: SYSTEM, reason: 'month_left_out', note: period });
    await this.mails.tell(tx, gift, `left_out_${period}`, { kind: 'LEFT_OUT', period, because: 'STANDSTILL' });
  }

  /** Takes in what became of the payment of a pledge that is a month of a monthly gift. Safe to call twice and late. */
  async follow(tx: Tx, pledgeId: string): Promise<void> {
    const seen = await this.gifts.chargeOfPledge(tx, pledgeId);
    if (!seen) return;
    const gift = await this.gifts.lock(tx, seen.monthlyGiftId);
    const charge = await this.gifts.chargeOfPledge(tx, pledgeId);
    const [pledge] = await this.pledges.findMany(tx, [pledgeId]);
    invariant(gift && charge && pledge, 'a month belongs to a monthly gift and to a pledge');
    if (pledge.paidAt !== null) return charge.state === 'PAID' ? undefined : this.paid(tx, gift, charge, pledge);
    if (charge.state === 'FIRST') return this.firstUnpaid(tx, gift, pledge);
    if (charge.state === 'CHARGING') return this.failed(tx, gift, charge);
  }

  /** What the charge is called on statements; null when it is not wanted any more. */
  private async titleIfWanted({ pledgeId, cardId }: PaymentAttempt): Promise<string | null> {
    const gift = await this.gifts.findByPledge(pledgeId);
    const charge = gift && (await this.gifts.charges(gift.id)).find((each) => each.pledgeId === pledgeId);
    if (!gift || !charge || !goesOn(gift) || charge.state !== 'CHARGING' || gift.cardId !== cardId) return null;
    // Once the next month is due, this one is over: it is left out, never charged afterwards.
    const isOver = gift.nextChargeOn !== null && gift.nextChargeOn <= this.changes.today();
    const campaign = await this.campaigns.find(gift.campaignId);
    return campaign && !isOver && acceptsGifts(campaign, this.clock.now()) ? campaign.title : null;
  }

  private async startOver(attempt: PaymentAttempt): Promise<void> {
    const { pledgeId, customerId, cardId } = attempt;
    invariant(customerId !== null && cardId !== null, 'a charge without a page names the card it charges');
    await this.database.transaction(async (tx) => {
      const [pledge] = await this.pledges.lockMany(tx, [pledgeId]);
      invariant(pledge, 'an attempt belongs to a pledge');
      const last = (await this.payments.attemptsOf(tx, pledgeId)).at(-1);
      if (last?.id !== attempt.id || last.state !== 'CREATED') return;
      await this.payments.abandon(tx, attempt.id);
      const next = await this.settlement.prepareCharge(tx, pledge, { customerId, cardId });
      await this.outbox.publish(tx, 'monthly-gifts-charge', [{ key: next.id }]);
    });
  }

  private async paid(tx: Tx, gift: MonthlyGift, charge: MonthlyCharge, pledge: Pledge): Promise<void> {
    const card = await this.payments.keptCardOf(tx, pledge.id);
    const paidOn = chinaDay(pledge.paidAt ?? this.clock.now());
    const isFirst = charge.state === 'FIRST';
    // A first gift paid after midnight of the last day is that of the new month.
    const month = isFirst ? { period: periodOf(paidOn), dueOn: paidOn } : {};
    await this.gifts.updateCharge(tx, charge, { ...month, state: 'PAID', retryOn: null, failure: null });
    const isLateStart = gift.state === 'ENDED' && gift.endReason === 'NEVER_STARTED';
    if (gift.state === 'ENDED' && !isLateStart) {
      // Stopped while it was being paid: the gift counts, the promise does not come back.
      if (card && card.cardId !== gift.cardId) await this.changes.forget(tx, card.cardId);
      await this.changes.move(tx, gift, {}, { actor: SYSTEM, reason: 'renewed', note: charge.period });
      return;
    }
    if (card && gift.cardId !== null && card.cardId !== gift.cardId) await this.changes.forget(tx, gift.cardId);
    const kept = { ...(card ? cardColumns(card) : {}), skippedInRow: 0 };
    if (!isFirst) {
      const state = gift.state === 'PAST_DUE' ? 'ACTIVE' : gift.state;
      await this.changes.move(tx, gift, { ...kept, state }, { actor: SYSTEM, reason: 'renewed', note: charge.period });
      return;
    }
    invariant(card, 'the first gift of a monthly gift is paid with a card that is kept');
    const started = {
      ...kept,
      state: 'ACTIVE',
      startedAt: pledge.paidAt,
      endReason: null,
      endedAt: null,
      nextChargeOn: nextChargeOn(gift.day, this.changes.today(), periodOf(paidOn)),
    } as const;
    const moved = await this.changes.move(tx, gift, started, { actor: SYSTEM, reason: 'first_paid' });
    await this.mails.tell(tx, moved, 'started', { kind: 'STARTED' });
  }

  private async firstUnpaid(tx: Tx, gift: MonthlyGift, pledge: Pledge): Promise<void> {
    if (gift.state !== 'PENDING_FIRST' || pledge.state !== 'EXPIRED') return;
    await this.changes.end(tx, gift, 'NEVER_STARTED', { actor: SYSTEM, reason: 'never_started' });
  }

  private async failed(tx: Tx, gift: MonthlyGift, charge: MonthlyCharge): Promise<void> {
    const attempts = (await this.payments.attemptsOf(tx, charge.pledgeId ?? '')).filter(
      ({ cardId }) => cardId !== null,
    );
    const last = attempts.at(-1);
    if (last?.state !== 'FAILED') return;
    const failure = last.failure ?? 'payment_failed';
    const tries = charge.tries + 1;
    if (!goesOn(gift)) return this.changes.close(tx, charge, { tries, failure });
    await this.gifts.updateCharge(tx, charge, { tries, failure });
    const next = afterFailure(failure, tries, charge.dueOn, this.changes.today());
    if (next.step === 'SKIP') {
      await this.changes.leaveOut(tx, gift, { ...charge, tries, failure });
      return;
    }
    const isRetry = next.step === 'RETRY';
    const retryOn = isRetry ? next.on : next.until;
    await this.gifts.updateCharge(tx, charge, { state: isRetry ? 'RETRYING' : 'WAITING_FOR_GIVER', retryOn });
    const act = { actor: SYSTEM, reason: 'charge_failed', note: failure };
    const moved = await this.changes.move(tx, gift, { state: 'PAST_DUE' }, act);
    await this.mails.tell(tx, moved, `failed_${charge.period}_${tries}`, {
      kind: 'FAILED',
      cause: failureKind(failure),
      code: failure,
      retryOn: isRetry ? next.on : null,
      until: isRetry ? null : next.until,
    });
  }
}
