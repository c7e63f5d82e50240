import { Inject, Injectable } from '@nestjs/common';
import { Database, type Prisma, type ReallocationItemState, type ReallocationState, type Tx } from '#platform';
import { plainJson, type NewItem, type ReallocationPlan, type ReallocationWish } from './reallocation.types.js';

/** 再分配 as kept. */
export type Reallocation = Prisma.ReallocationGetPayload<object>;

export interface ReallocationTransition {
  from: ReallocationState | null;
  to: ReallocationState;
  actor: string;
  reason: string;
  at: Date;
}

/** How many gifts of a document stand where. */
export type Progress = Record<ReallocationItemState, number>;

export interface NewReallocation {
  id: string;
  wish: ReallocationWish;
  orgUnitId: string | null;
  plan: ReallocationPlan;
  note: string;
  reason: string;
  proposedBy: string;
  proposedAt: Date;
}

@Injectable()
export class ReallocationsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async find(id: string): Promise<Reallocation | null> {
    return this.database.reader.reallocation.findUnique({ where: { id } });
  }

  /** Newest first, behind the document `after`; ids sort by the time they were made. */
  async page(after: string | null, limit: number): Promise<Reallocation[]> {
    return this.database.reader.reallocation.findMany({
      where: after === null ? {} : { id: { lt: after } },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  /** Locks the document for the rest of the transaction, then reads it. */
  async lock(tx: Tx, id: string): Promise<Reallocation | null> {
    await tx.$queryRaw`SELECT 1 FROM reallocation WHERE id = ${id} FOR UPDATE`;
    return tx.reallocation.findUnique({ where: { id } });
  }

  async insert(tx: Tx, { id, wish, orgUnitId, plan, ...said }: NewReallocation): Promise<void> {
    const { ruleId, amount, hash } = plan.preview;
    const source = wish.kind === 'FUND_RETURN' ? wish.source : null;
    await tx.reallocation.create({
      data: {
        ...said,
        id,
        kind: wish.kind,
        state: 'PROPOSED',
        campaignId: wish.campaignId,
        ruleId,
        amount,
        hash,
        orgUnitId,
        source,
        selection: plainJson(wish),
        preview: plainJson(plan.preview),
      },
    });
    await this.insertItems(tx, id, plan.items);
  }

  /** Writes what would happen now in place of what would have happened when it was proposed. */
  async renew(tx: Tx, id: string, { preview, items }: ReallocationPlan): Promise<void> {
    const { ruleId, amount, hash } = preview;
    await tx.reallocation.update({ where: { id }, data: { ruleId, amount, hash, preview: plainJson(preview) } });
    await tx.reallocationItem.deleteMany({ where: { reallocationId: id } });
    await this.insertItems(tx, id, items);
  }

  async decide(
    tx: Tx,
    id: string,
    decision: { state: 'APPROVED'; approvedBy: string; approvedAt: Date } | { state: 'REJECTED' },
  ): Promise<void> {
    await tx.reallocation.update({ where: { id }, data: decision });
  }

  async setPosted(tx: Tx, id: string, postedAt: Date): Promise<void> {
    await tx.reallocation.update({ where: { id }, data: { postedAt, failure: null } });
  }

  /** Says why posting waits; null when it gets on. */
  async setFailure(id: string, failure: string | null): Promise<void> {
    await this.database.reader.reallocation.updateMany({ where: { id, postedAt: null }, data: { failure } });
  }

  async recordTransition(tx: Tx, reallocationId: string, transition: ReallocationTransition): Promise<void> {
    await tx.reallocationTransition.create({ data: { reallocationId, ...transition } });
  }

  /** Every step, oldest first. */
  async transitions(reallocationId: string): Promise<ReallocationTransition[]> {
    return this.database.reader.reallocationTransition.findMany({
      where: { reallocationId },
      select: { from: true, to: true, actor: true, reason: true, at: true },
      orderBy: { id: 'asc' },
    });
  }

  /** Its gifts and the routes they are to take. */
  async items(reallocationId: string): Promise<{ giftId: string; routeId: number }[]> {
    return this.database.reader.reallocationItem.findMany({
      where: { reallocationId },
      select: { giftId: true, routeId: true },
    });
  }

  /** The gifts that are still to be posted, in their order. */
  async waiting(tx: Tx, reallocationId: string, limit: number): Promise<NewItem[]> {
    return tx.reallocationItem.findMany({
      where: { reallocationId, state: 'WAITING' },
      select: { giftId: true, place: true, routeId: true, placementId: true },
      orderBy: { place: 'asc' },
      take: limit,
    });
  }

  async mark(tx: Tx, reallocationId: string, giftIds: readonly string[], state: 'POSTED' | 'SKIPPED'): Promise<void> {
    if (giftIds.length === 0) return;
    await tx.reallocationItem.updateMany({
      where: { reallocationId, giftId: { in: [...giftIds] } },
      data: { state },
    });
  }

  async progress(reallocationId: string): Promise<Progress> {
    const rows = await this.database.reader.reallocationItem.groupBy({
      by: ['state'],
      where: { reallocationId },
      _count: true,
    });
    const count = (state: ReallocationItemState): number => rows.find((row) => row.state === state)?._count ?? 0;
    return { WAITING: count('WAITING'), POSTED: count('POSTED'), SKIPPED: count('SKIPPED') };
  }

  private async insertItems(tx: Tx, id: string, items: readonly NewItem[]): Promise<void> {
    if (items.length === 0) return;
    await tx.$executeRaw`
      INSERT INTO reallocation_item (reallocation_id, gift_id, place, route_id, placement_id)
      SELECT ${id}, item.gift_id, item.place, item.route_id, item.placement_id
      FROM unnest(${items.map(({ giftId }) => giftId)}::text[], ${items.map(({ place }) => place)}::int[],
                  ${items.map(({ routeId }) => routeId)}::int[],
                  ${items.map(({ placementId }) => placementId)}::text[]) AS item (gift_id, place, route_id, placement_id)`;
  }
}
