import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { MonthlyGiftsRepository, MonthlyGiftsService, type MonthlyCount, type MonthlyGift } from '#monthly-gifts';
import { MonthlyGiftState } from '#platform';
import { OVERSEERS, STAFF, VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { checkedReason, signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import { MonthlyGiftConnection, MonthlyGiftCountModel } from './monthly-gift.model.js';
import { ChangeMonthlyGiftResult } from './monthly-gift.results.js';

/** What foundation staff see of monthly gifts, and the one thing they do with them. */
@Resolver()
export class StaffMonthlyGiftsResolver {
  constructor(
    @Inject(MonthlyGiftsService) private readonly service: MonthlyGiftsService,
    @Inject(MonthlyGiftsRepository) private readonly gifts: MonthlyGiftsRepository,
  ) {}

  @Query(() => MonthlyGiftConnection, { description: 'Staff and auditors: monthly gifts, newest first.' })
  @VisibleTo(OVERSEERS)
  async monthlyGifts(
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Args('state', { type: () => MonthlyGiftState, nullable: true }) state: MonthlyGiftState | null | undefined,
    @Args('campaignId', { type: () => ID, nullable: true }) campaignId: string | null | undefined,
  ): Promise<Connection<MonthlyGift>> {
    const size = checkedFirst(first);
    const [behind = null] = after ? decodeCursor(after, 1) : [];
    const wanted = { state: state ?? null, campaignId: campaignId ?? null };
    const rows = await this.gifts.page({ ...wanted, after: behind, limit: size + 1 });
    return toConnection(rows, size, after, ({ id }) => encodeCursor(id));
  }

  @Query(() => [MonthlyGiftCountModel], { description: 'Staff and auditors: how many monthly gifts stand where.' })
  @VisibleTo(OVERSEERS)
  monthlyGiftCounts(): Promise<MonthlyCount[]> {
    return this.gifts.counts();
  }

  @Mutation(() => ChangeMonthlyGiftResult as () => unknown, {
    description: 'Staff: stop a monthly gift; its giver is told the reason.',
  })
  @VisibleTo(STAFF)
  cancelMonthlyGift(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => this.service.cancel(id, signedIn(context).id, checkedReason(reason)));
  }
}
