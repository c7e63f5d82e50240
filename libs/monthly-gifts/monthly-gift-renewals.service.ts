import { Inject, Injectable } from '@nestjs/common';
import { acceptsGifts, CampaignsRepository, type Campaign } from '#campaigns';
import { addDays, Clock, IdSource, invariant, startOfDay, type CivilDate } from '#kernel';
import { PaymentsRepository } from '#payments';
import { Database, Logger, Outbox, type Tx } from '#platform';
import { PledgesService } from '#pledges';
import { MonthlyGiftChanges, SYSTEM } from './monthly-gift-changes.js';
import { MonthlyGiftMails } from './monthly-gift-mails.service.js';
import { goesOn } from './monthly-gift.types.js';
import { MonthlyGiftsRepository, type MonthlyGift } from './monthly-gifts.repository.js';
import {
  addMonths,
  dueIn,
  expiringIn,
  isReminderDue,
  periodOf,
  planDue,
  REMIND_DAYS,
  type Period,
} from './schedule.js';

const SWEEP_LIMIT = 200;
/** A charge nobody has brought to an end for so long is asked for again, e.g. after a long outage of the provider. */
const FORGOTTEN_MS = 30 * 60_000;

/**
 * Does what the calendar asks for: charges, retries, ends of pauses, letters. Any number may run at once: each gift is
 * looked at under its lock, and a month has one row.
 */
@Injectable()
export class MonthlyGiftRenewals {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MonthlyGiftsRepository) private readonly gifts: MonthlyGiftsRepository,
    @Inject(MonthlyGiftChanges) private readonly changes: MonthlyGiftChanges,
    @Inject(MonthlyGiftMails) private readonly mails: MonthlyGiftMails,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Looks at every gift the day asks something of; returns how many. One that fails does not hold up the rest. */
  async sweep(): Promise<number> {
    const today = this.changes.today();
    const ahead = { remindUpTo: addDays(today, REMIND_DAYS), expiryUpTo: addMonths(periodOf(today), 1) };
    const ids = await this.gifts.due(today, ahead, SWEEP_LIMIT);
    for (const id of ids) {
      try {
        await this.database.transaction((tx) => this.look(tx, id));
      } catch (error) {
        this.logger.error({ monthlyGift: id, err: error }, 'a monthly gift could not be looked after');
      }
    }
    await this.askAgain();
    return ids.length;
  }

  private async look(tx: Tx, id: string): Promise<void> {
    const today = this.changes.today();
    let gift = await this.gifts.lock(tx, id);
    invariant(gift, 'a monthly gift is never deleted');
    if (gift.state === 'ENDED') return this.changes.forget(tx, gift.cardId);
    if (gift.state === 'PAUSED') gift = await this.endPause(tx, gift, today);
    if (goesOn(gift)) gift = await this.retry(tx, gift, today);
    if (goesOn(gift)) gift = await this.renew(tx, gift, today);
    if (goesOn(gift)) await this.tellAhead(tx, gift, today);
  }

  /** Some days before its first charge, so that this one is told of like any other. */
  private async endPause(tx: Tx, gift: MonthlyGift, today: CivilDate): Promise<MonthlyGift> {
    const next = gift.pausedUntil;
    if (next === null || addDays(next, -REMIND_DAYS) > today) return gift;
    const change = { state: 'ACTIVE', nextChargeOn: next, pausedUntil: null } as const;
    return this.changes.move(tx, gift, change, { actor: SYSTEM, reason: 'pause_over', note: next });
  }

  /** Months that failed: tried again on their day, or left out once the giver's time or the month is over. */
  private async retry(tx: Tx, gift: MonthlyGift, today: CivilDate): Promise<MonthlyGift> {
    const isNextDue = gift.nextChargeOn !== null && gift.nextChargeOn <= today;
    for (const charge of await this.gifts.chargesOf(tx, gift.id)) {
      if (charge.retryOn === null || !(isNextDue || charge.retryOn <= today)) continue;
      if (!isNextDue && (await this.changes.isBeingPaid(tx, charge))) {
        // The giver has the payment page open: whoever charged the card now might take the gift twice.
        await this.gifts.updateCharge(tx, charge, { retryOn: addDays(today, 1) });
      } else if (isNextDue || charge.state === 'WAITING_FOR_GIVER') {
        gift = await this.changes.leaveOut(tx, gift, charge);
      } else if (await this.isOpen(gift)) {
        await this.changes.charge(tx, gift, charge);
      } else {
        gift = await this.changes.leaveOut(tx, gift, charge);
      }
    }
    return gift;
  }

  private async renew(tx: Tx, gift: MonthlyGift, today: CivilDate): Promise<MonthlyGift> {
    if (gift.nextChargeOn === null || gift.nextChargeOn > today) return gift;
    const campaign = await this.campaignOf(gift);
    if (isOver(campaign, this.clock.now())) {
      return this.changes.end(tx, gift, 'CAMPAIGN_OVER', { actor: SYSTEM, reason: 'campaign_over' });
    }
    const plan = planDue(gift.day, gift.nextChargeOn, today);
    const moved = await this.gifts.update(tx, gift.id, { nextChargeOn: plan.nextChargeOn });
    const known = new Set((await this.gifts.chargesOf(tx, gift.id)).map(({ period }) => period));
    const missed = plan.missed.filter((period) => !known.has(period));
    await this.skip(tx, moved, missed, 'STANDSTILL');
    if (plan.charge === null || known.has(plan.charge)) return moved;
    if (acceptsGifts(campaign, this.clock.now())) await this.begin(tx, moved, plan.charge);
    else await this.skip(tx, moved, [plan.charge], 'CAMPAIGN_PAUSED');
    return moved;
  }

  /** The gift of a month: a pledge of its own, its charge, and the work of charging it; all or nothing. */
  private async begin(tx: Tx, gift: MonthlyGift, period: Period): Promise<void> {
    const { id: monthlyGiftId, campaignId, teamId, amount, designation, regionCode, displayName, locale } = gift;
    const { actorHash, subjectId, email, payerName, creditCode } = gift;
    const pledgeId = this.ids.next('pledge');
    const wish = { campaignId, teamId, amount, designation, regionCode, displayName, message: null, locale };
    const whose = { actorHash, subjectId, email, payerName, creditCode };
    // No draft of a browser ever has this fingerprint: nobody repeats it.
    const bodyHash = `${monthlyGiftId}:${period}`;
    const why = { actor: SYSTEM, reason: `monthly gift ${period}` };
    await this.pledges.createAgain(tx, { id: pledgeId, ...wish, ...whose, bodyHash }, why);
    const createdAt = this.clock.now();
    const dueOn = dueIn(period, gift.day);
    const charge = { monthlyGiftId, period, dueOn, pledgeId, state: 'CHARGING', createdAt } as const;
    await this.gifts.insertCharge(tx, charge);
    await this.changes.charge(tx, gift, { ...charge, tries: 0, retryOn: null, failure: null });
  }

  /** Months that are never charged afterwards; the giver is told once. */
  private async skip(tx: Tx, gift: MonthlyGift, periods: Period[], because: 'STANDSTILL' | 'CAMPAIGN_PAUSED') {
    const last = periods.at(-1);
    if (last === undefined) return;
    for (const period of periods) {
      const dueOn = dueIn(period, gift.day);
      const createdAt = this.clock.now();
      const month = {
        monthlyGiftId: gift.id,
        period,
        dueOn,
        state: 'SKIPPED',
        failure: because.toLowerCase(),
      } as const;
      await this.gifts.insertCharge(tx, { ...month, createdAt });
    }
    const note = periods.join(' ');
    await this.changes.move(tx, gift, {}, { actor: SYSTEM, reason: 'month_left_out', note });
    await this.mails.tell(tx, gift, `left_out_${last}`, { kind: 'LEFT_OUT', period: note, because });
  }

  private async tellAhead(tx: Tx, gift: MonthlyGift, today: CivilDate): Promise<void> {
    const { nextChargeOn: on, cardExpYear, cardExpMonth } = gift;
    if (on !== null && isReminderDue(on, today) && gift.remindedFor !== on) {
      await this.gifts.update(tx, gift.id, { remindedFor: on });
      // Nobody is reminded of a charge that will not be made.
      const isCharged = (await this.campaignOf(gift)).endsAt > startOfDay(on);
      if (isCharged) await this.mails.tell(tx, gift, `reminder_${on}`, { kind: 'REMINDER', on });
    }
    const month = cardExpYear !== null && cardExpMonth !== null ? expiringIn(cardExpYear, cardExpMonth, today) : null;
    if (month === null || gift.expiryTold === month) return;
    await this.gifts.update(tx, gift.id, { expiryTold: month });
    await this.mails.tell(tx, gift, `expiry_${month}_${gift.cardLast4}`, { kind: 'CARD_EXPIRES', month });
  }

  /** Charges whose work was parked while the provider was away for long. */
  private async askAgain(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - FORGOTTEN_MS);
    const forgotten = await this.payments.forgottenCharges(before, SWEEP_LIMIT);
    if (forgotten.length === 0) return;
    await this.database.transaction((tx) => this.outbox.rouse(tx, 'monthly-gifts-charge', forgotten));
  }

  private async isOpen(gift: MonthlyGift): Promise<boolean> {
    return acceptsGifts(await this.campaignOf(gift), this.clock.now());
  }

  private async campaignOf({ campaignId }: MonthlyGift): Promise<Campaign> {
    const campaign = await this.campaigns.find(campaignId);
    invariant(campaign, 'a monthly gift names a campaign that exists');
    return campaign;
  }
}

/** It takes no gifts any more, now or ever; a paused one may go on. */
function isOver({ state, endsAt }: Campaign, now: Date): boolean {
  return !['LIVE', 'PAUSED'].includes(state) || endsAt <= now;
}
