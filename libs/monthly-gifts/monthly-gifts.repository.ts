import { Inject, Injectable } from '@nestjs/common';
import type { CivilDate } from '#kernel';
import { Database, type MonthlyGiftState, Prisma, type Tx } from '#platform';
import type { Period } from './schedule.js';

/** 月捐 as kept. */
export type MonthlyGift = Prisma.MonthlyGiftGetPayload<object>;
/** A month of it. */
export type MonthlyCharge = Prisma.MonthlyGiftChargeGetPayload<object>;
export type CardUpdate = Prisma.CardUpdateGetPayload<object>;

export type MonthlyGiftChange = Prisma.MonthlyGiftUncheckedUpdateInput;
export type MonthlyChargeChange = Prisma.MonthlyGiftChargeUncheckedUpdateInput;

export interface MonthlyTransition {
  from: MonthlyGiftState | null;
  to: MonthlyGiftState;
  actor: string;
  reason: string;
  note: string | null;
  at: Date;
}

export interface MonthlyCount {
  state: MonthlyGiftState;
  count: number;
  /** What they give a month together, in fen. */
  amount: bigint;
}

/** In place of the hash of a browser; no browser has it. */
const NOBODY = 'erased';

@Injectable()
export class MonthlyGiftsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async find(id: string): Promise<MonthlyGift | null> {
    return this.database.reader.monthlyGift.findUnique({ where: { id } });
  }

  /** Locks it for the rest of the transaction, then reads it. */
  async lock(tx: Tx, id: string): Promise<MonthlyGift | null> {
    await tx.$queryRaw`SELECT 1 FROM monthly_gift WHERE id = ${id} FOR UPDATE`;
    return tx.monthlyGift.findUnique({ where: { id } });
  }

  /** The one a pledge is a month of. */
  async findByPledge(pledgeId: string): Promise<MonthlyGift | null> {
    const charge = await this.database.reader.monthlyGiftCharge.findUnique({
      where: { pledgeId },
      include: { monthlyGift: true },
    });
    return charge?.monthlyGift ?? null;
  }

  async insert(tx: Tx, gift: Prisma.MonthlyGiftUncheckedCreateInput): Promise<void> {
    await tx.monthlyGift.create({ data: gift });
  }

  async update(tx: Tx, id: string, change: MonthlyGiftChange): Promise<MonthlyGift> {
    return tx.monthlyGift.update({ where: { id }, data: change });
  }

  async recordTransition(tx: Tx, monthlyGiftId: string, transition: MonthlyTransition): Promise<void> {
    await tx.monthlyGiftTransition.create({ data: { monthlyGiftId, ...transition } });
  }

  /** Every step, oldest first. */
  async transitions(monthlyGiftId: string): Promise<MonthlyTransition[]> {
    return this.database.reader.monthlyGiftTransition.findMany({
      where: { monthlyGiftId },
      select: { from: true, to: true, actor: true, reason: true, note: true, at: true },
      orderBy: { id: 'asc' },
    });
  }

  /** Newest month first. */
  async charges(monthlyGiftId: string): Promise<MonthlyCharge[]> {
    return this.database.reader.monthlyGiftCharge.findMany({ where: { monthlyGiftId }, orderBy: { period: 'desc' } });
  }

  /** As `charges`, within a transaction that holds the gift's lock. */
  async chargesOf(tx: Tx, monthlyGiftId: string): Promise<MonthlyCharge[]> {
    return tx.monthlyGiftCharge.findMany({ where: { monthlyGiftId }, orderBy: { period: 'desc' } });
  }

  async chargeOfPledge(tx: Tx, pledgeId: string): Promise<MonthlyCharge | null> {
    return tx.monthlyGiftCharge.findUnique({ where: { pledgeId } });
  }

  async insertCharge(tx: Tx, charge: Prisma.MonthlyGiftChargeUncheckedCreateInput): Promise<void> {
    await tx.monthlyGiftCharge.create({ data: charge });
  }

  async updateCharge(
    tx: Tx,
    { monthlyGiftId, period }: Pick<MonthlyCharge, 'monthlyGiftId' | 'period'>,
    change: MonthlyChargeChange,
  ): Promise<void> {
    await tx.monthlyGiftCharge.update({ where: { monthlyGiftId_period: { monthlyGiftId, period } }, data: change });
  }

  /**
   * Gifts that want something done today: a charge, a retry, the end of a pause or of a giver's time, a letter, a card
   * to be forgotten. Each is looked at again under its lock.
   * @param remindUpTo charges up to this day are told of beforehand
   * @param expiryUpTo cards whose last month is this one or before are told of
   */
  async due(
    today: CivilDate,
    { remindUpTo, expiryUpTo }: { remindUpTo: CivilDate; expiryUpTo: Period },
    limit: number,
  ): Promise<string[]> {
    const rows = await this.database.reader.$queryRaw<{ id: string }[]>`
      SELECT id FROM monthly_gift gift
      WHERE state IN ('ACTIVE', 'PAST_DUE') AND (
              next_charge_on <= ${today}
              OR next_charge_on <= ${remindUpTo} AND reminded_for IS DISTINCT FROM next_charge_on
              OR to_char(make_date(card_exp_year, card_exp_month, 1), 'YYYY-MM') <= ${expiryUpTo}
                 AND expiry_told IS DISTINCT FROM to_char(make_date(card_exp_year, card_exp_month, 1), 'YYYY-MM'))
         OR state = 'PAUSED' AND paused_until <= ${remindUpTo}
         OR state = 'ENDED' AND card_id IS NOT NULL
            AND (ended_at AT TIME ZONE 'Asia/Shanghai')::date::text < ${today}
         OR id IN (SELECT monthly_gift_id FROM monthly_gift_charge
                   WHERE state IN ('RETRYING', 'WAITING_FOR_GIVER') AND retry_on <= ${today})
      ORDER BY next_charge_on NULLS LAST, id LIMIT ${limit}`;
    return rows.map(({ id }) => id);
  }

  /** What has been paid of it so far, in fen. */
  async given(id: string): Promise<{ amount: bigint; gifts: number }> {
    const [row] = await this.database.reader.$queryRaw<{ amount: bigint; gifts: number }[]>`
      SELECT coalesce(sum(pledge.amount), 0)::bigint AS amount, count(*)::int AS gifts
      FROM monthly_gift_charge charge JOIN pledge ON pledge.id = charge.pledge_id
      WHERE charge.monthly_gift_id = ${id} AND charge.state = 'PAID'`;
    return row ?? { amount: 0n, gifts: 0 };
  }

  async counts(): Promise<MonthlyCount[]> {
    const rows = await this.database.reader.monthlyGift.groupBy({
      by: ['state'],
      _count: true,
      _sum: { amount: true },
    });
    return rows.map(({ state, _count, _sum }) => ({ state, count: _count, amount: _sum.amount ?? 0n }));
  }

  /** For staff: newest first; ids sort by the time they were made. */
  async page(query: {
    state: MonthlyGiftState | null;
    campaignId: string | null;
    after: string | null;
    limit: number;
  }): Promise<MonthlyGift[]> {
    const { state, campaignId, after, limit } = query;
    return this.database.reader.monthlyGift.findMany({
      where: {
        ...(state ? { state } : {}),
        ...(campaignId ? { campaignId } : {}),
        ...(after ? { id: { lt: after } } : {}),
      },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  async insertCardUpdate(tx: Tx, update: Pick<CardUpdate, 'id' | 'monthlyGiftId' | 'createdAt'>): Promise<void> {
    await tx.cardUpdate.create({ data: update });
  }

  /** How many pages for a new card were opened for a gift since a moment. */
  async countCardUpdates(monthlyGiftId: string, since: Date): Promise<number> {
    return this.database.reader.cardUpdate.count({ where: { monthlyGiftId, createdAt: { gte: since } } });
  }

  async setCardUpdateSession(id: string, sessionId: string): Promise<void> {
    await this.database.reader.cardUpdate.update({ where: { id }, data: { sessionId } });
  }

  async findCardUpdate(id: string): Promise<CardUpdate | null> {
    return this.database.reader.cardUpdate.findUnique({ where: { id } });
  }

  async isCardInUse(cardId: string): Promise<boolean> {
    const using = { cardId, state: { not: 'ENDED' } } satisfies Prisma.MonthlyGiftWhereInput;
    return (await this.database.reader.monthlyGift.count({ where: using })) > 0;
  }

  /** Of an ended gift nothing that could be charged is kept; brand and last digits stay, for its history. */
  async clearCard(cardId: string): Promise<void> {
    const data = { cardId: null, customerId: null };
    await this.database.reader.monthlyGift.updateMany({ where: { cardId, state: 'ENDED' }, data });
  }

  /** Marks a page as used; false when it was before. */
  async finishCardUpdate(tx: Tx, id: string, doneAt: Date): Promise<boolean> {
    return (await tx.cardUpdate.updateMany({ where: { id, doneAt: null }, data: { doneAt } })).count === 1;
  }

  /** A giver's own, newest first: those of a browser, or those sealed under these persons. */
  async ofGiver(whose: { actorHash: string } | { subjectIds: readonly string[] }): Promise<MonthlyGift[]> {
    const where = 'actorHash' in whose ? whose : { subjectId: { in: [...whose.subjectIds] } };
    return this.database.reader.monthlyGift.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  }

  /** Takes the public name away, and the browser they were made in. */
  async withdrawNames(tx: Tx, subjectIds: readonly string[]): Promise<void> {
    const where = { subjectId: { in: [...subjectIds] } };
    await tx.monthlyGift.updateMany({ where, data: { displayName: null, actorHash: NOBODY } });
  }
}
