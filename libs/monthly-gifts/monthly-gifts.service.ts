import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { addDays, chinaDay, Clock, FieldRejectedError, isId, RequestError, type CivilDate, type Fen } from '#kernel';
import { CheckoutService, type CheckoutResult } from '#payments';
import { Database, isUniqueViolation, type MonthlyGiftState, type Tx } from '#platform';
import { AmountOutOfRangeError, bodyHashOf, MAX_PLEDGE, MIN_PLEDGE, type Pledge } from '#pledges';
import { MonthlyGiftChanges } from './monthly-gift-changes.js';
import { cardColumns, goesOn, type Act, type MonthlyDraft } from './monthly-gift.types.js';
import { MonthlyGiftBusyError, MonthlyGiftStateError } from './monthly-gifts.errors.js';
import { MonthlyGiftsRepository, type MonthlyGift } from './monthly-gifts.repository.js';
import { dueIn, FIRST_DAY, LAST_DAY, nextChargeOn, pausedUntil, periodOf, type Period } from './schedule.js';

export interface StartedMonthlyGift extends CheckoutResult {
  gift: MonthlyGift;
}

/** Whoever acts on a monthly gift: its giver (`giver:…`) or a person of the foundation. */
type Actor = string;

const MOST_MONTHS = 6;
const MAX_NOTE = 500;
const STARTED: readonly MonthlyGiftState[] = ['ACTIVE', 'PAST_DUE', 'PAUSED'];

/** Verbs of a monthly gift's life, taken by people. Who may act at all is decided at the edge. */
@Injectable()
export class MonthlyGiftsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MonthlyGiftsRepository) private readonly gifts: MonthlyGiftsRepository,
    @Inject(MonthlyGiftChanges) private readonly changes: MonthlyGiftChanges,
    @Inject(CheckoutService) private readonly checkout: CheckoutService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Keeps the promise with its first gift and opens the page on which that is paid and the card kept. The same draft
   * from the same visitor goes on where it stopped.
   * @throws the errors of CheckoutService.begin; RequestError monthly_gift_id_taken (CONFLICT)
   */
  async start(draft: MonthlyDraft, actorHash: string): Promise<StartedMonthlyGift> {
    if (!isId('monthlyGift', draft.id)) throw new FieldRejectedError('id', 'id_malformed');
    assertDay(draft.day);
    // Whoever is charged again is told before; without an address that promise could not be kept.
    if (!draft.first.email?.trim()) throw new FieldRejectedError('email', 'monthly_email_required');
    const bodyHash = monthlyBodyHash(draft);
    const taken = new RequestError('CONFLICT', 'monthly_gift_id_taken');
    const known = await this.gifts.find(draft.id);
    if (known && (known.actorHash !== actorHash || known.bodyHash !== bodyHash)) throw taken;
    const opened = await this.checkout
      .begin(draft.first, actorHash, {
        saveCard: true,
        alongside: (tx, pledge) => this.keep(tx, draft, pledge, bodyHash),
      })
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? taken : error;
      });
    const gift = await this.gifts.findByPledge(opened.pledge.id);
    if (gift?.id !== draft.id) throw taken;
    return { ...opened, gift };
  }

  /** @throws AmountOutOfRangeError, MonthlyGiftStateError */
  changeAmount(id: string, actor: Actor, amount: Fen): Promise<MonthlyGift> {
    if (amount < MIN_PLEDGE || amount > MAX_PLEDGE) throw new AmountOutOfRangeError(MIN_PLEDGE, MAX_PLEDGE);
    return this.step(id, async (tx, gift) => {
      assertState(gift, STARTED);
      if (gift.amount === amount) return gift;
      return this.changes.move(tx, gift, { amount }, { actor, reason: 'amount_changed', note: String(amount) });
    });
  }

  /**
   * From now on on another day of the month; a month that has its gift is not charged again, and a day that is over
   * this month waits for the next.
   * @throws FieldRejectedError, MonthlyGiftStateError
   */
  changeDay(id: string, actor: Actor, day: number): Promise<MonthlyGift> {
    assertDay(day);
    return this.step(id, async (tx, gift) => {
      assertState(gift, STARTED);
      if (gift.day === day) return gift;
      const last = await this.lastPeriod(tx, id);
      const moved = goesOn(gift)
        ? { nextChargeOn: nextChargeOn(day, this.tomorrow(), last) }
        : { pausedUntil: gift.pausedUntil && this.pauseWithDay(gift.pausedUntil, day, last) };
      return this.changes.move(tx, gift, { day, ...moved }, { actor, reason: 'day_changed', note: String(day) });
    });
  }

  /**
   * Leaves out the next charges. @param months 1 to 6, or null until it is resumed
   * @throws FieldRejectedError, MonthlyGiftStateError, MonthlyGiftBusyError
   */
  pause(id: string, actor: Actor, months: number | null): Promise<MonthlyGift> {
    if (months !== null && !(Number.isInteger(months) && months >= 1 && months <= MOST_MONTHS)) {
      throw new FieldRejectedError('months', 'monthly_pause_out_of_range', { max: MOST_MONTHS });
    }
    return this.step(id, async (tx, gift) => {
      assertState(gift, ['ACTIVE', 'PAST_DUE']);
      for (const charge of await this.gifts.chargesOf(tx, id)) {
        if (charge.state === 'CHARGING') throw new MonthlyGiftBusyError();
        if (charge.retryOn !== null) await this.changes.close(tx, charge);
      }
      const until = months === null ? null : pausedUntil(gift.day, gift.nextChargeOn ?? this.today(), months);
      const change = { state: 'PAUSED', nextChargeOn: null, pausedUntil: until } as const;
      return this.changes.move(tx, gift, change, { actor, reason: 'paused', note: until });
    });
  }

  /** Goes on with the next month whose day is to come. @throws MonthlyGiftStateError */
  resume(id: string, actor: Actor): Promise<MonthlyGift> {
    return this.step(id, async (tx, gift) => {
      assertState(gift, ['PAUSED']);
      return this.goOn(tx, gift, this.tomorrow(), { actor, reason: 'resumed' });
    });
  }

  /** The giver stops it; once stopped it stays so. @param why the giver's own words, if any */
  stop(id: string, actor: Actor, why: string | null): Promise<MonthlyGift> {
    return this.step(id, async (tx, gift) => {
      if (gift.state === 'ENDED') return gift;
      const note = why?.trim().slice(0, MAX_NOTE) || null;
      return this.changes.end(tx, gift, 'DONOR', { actor, reason: 'stopped', note });
    });
  }

  /** Takes a stop back on the day it was made. @throws MonthlyGiftStateError */
  undoStop(id: string, actor: Actor): Promise<MonthlyGift> {
    return this.step(id, async (tx, gift) => {
      if (!this.canUndo(gift)) throw new MonthlyGiftStateError(gift.state);
      return this.goOn(tx, gift, this.today(), { actor, reason: 'stop_undone' });
    });
  }

  /** Whether the giver stopped it today and may still take that back. */
  canUndo({ state, endReason, endedAt, cardId }: MonthlyGift): boolean {
    return (
      state === 'ENDED' &&
      endReason === 'DONOR' &&
      cardId !== null &&
      endedAt !== null &&
      chinaDay(endedAt) === this.today()
    );
  }

  /** The foundation stops it. @param reason told to the giver @throws MonthlyGiftStateError */
  cancel(id: string, actor: Actor, reason: string): Promise<MonthlyGift> {
    return this.step(id, async (tx, gift) => {
      if (gift.state === 'ENDED') throw new MonthlyGiftStateError(gift.state);
      return this.changes.end(tx, gift, 'STAFF', { actor, reason: 'cancelled_by_staff', note: reason });
    });
  }

  private async goOn(tx: Tx, gift: MonthlyGift, notBefore: CivilDate, act: Omit<Act, 'at'>): Promise<MonthlyGift> {
    const next = nextChargeOn(gift.day, notBefore, await this.lastPeriod(tx, gift.id));
    const change = { state: 'ACTIVE', nextChargeOn: next, pausedUntil: null, endReason: null, endedAt: null } as const;
    return this.changes.move(tx, gift, change, { ...act, note: next });
  }

  private async keep(tx: Tx, { id, day }: MonthlyDraft, pledge: Pledge, bodyHash: string): Promise<void> {
    const { campaignId, teamId, designation, regionCode, amount, locale, displayName, actorHash, createdAt } = pledge;
    const { subjectId, email, payerName, creditCode } = pledge;
    if (subjectId === null || email === null) throw new FieldRejectedError('email', 'monthly_email_required');
    const wish = { campaignId, teamId, designation, regionCode, amount, locale, displayName, actorHash };
    const state = 'PENDING_FIRST';
    await this.gifts.insert(tx, {
      id,
      day,
      ...wish,
      bodyHash,
      subjectId,
      email,
      payerName,
      creditCode,
      state,
      createdAt,
      ...cardColumns(null),
    });
    const dueOn = chinaDay(createdAt);
    const month = { monthlyGiftId: id, period: periodOf(dueOn), dueOn, pledgeId: pledge.id, createdAt };
    await this.gifts.insertCharge(tx, { ...month, state: 'FIRST' });
    const actor = `giver:${actorHash.slice(0, 8)}`;
    const transition = { from: null, to: state, actor, reason: 'created', note: null, at: createdAt } as const;
    await this.gifts.recordTransition(tx, id, transition);
  }

  private step(id: string, work: (tx: Tx, gift: MonthlyGift) => Promise<MonthlyGift>): Promise<MonthlyGift> {
    return this.database.transaction(async (tx) => {
      const gift = await this.gifts.lock(tx, id);
      if (!gift) throw new RequestError('NOT_FOUND', 'monthly_gift_not_found');
      return work(tx, gift);
    });
  }

  private async lastPeriod(tx: Tx, id: string): Promise<Period | null> {
    return (await this.gifts.chargesOf(tx, id))[0]?.period ?? null;
  }

  private pauseWithDay(until: CivilDate, day: number, last: Period | null): CivilDate {
    const wished = dueIn(periodOf(until), day);
    return wished > this.today() ? wished : nextChargeOn(day, this.tomorrow(), last);
  }

  private today(): CivilDate {
    return chinaDay(this.clock.now());
  }

  private tomorrow(): CivilDate {
    return addDays(this.today(), 1);
  }
}

function assertDay(day: number): void {
  if (Number.isInteger(day) && day >= FIRST_DAY && day <= LAST_DAY) return;
  throw new FieldRejectedError('day', 'monthly_day_out_of_range', { min: FIRST_DAY, max: LAST_DAY });
}

function assertState({ state }: MonthlyGift, allowed: readonly MonthlyGiftState[]): void {
  if (!allowed.includes(state)) throw new MonthlyGiftStateError(state);
}

function monthlyBodyHash({ id, day, first }: MonthlyDraft): string {
  return createHash('sha256')
    .update(`${id} ${day} ${bodyHashOf(first)}`)
    .digest('base64url');
}
