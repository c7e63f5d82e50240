import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { invariant, type Fen } from '#kernel';
import { MonthlyGiftCards, MonthlyGiftsService, type MonthlyGift } from '#monthly-gifts';
import { PaymentLimits } from '#payments';
import { annotateTrace, Logger } from '#platform';
import { PledgesRepository } from '#pledges';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { FenScalarType } from '../graphql/scalars.js';
import { answering } from '../graphql/user-errors.js';
import { StartMonthlyGiftInput, toMonthlyDraft } from './monthly-gift.input.js';
import { MonthlyGiftModel } from './monthly-gift.model.js';
import { ChangeMonthlyGiftResult, OpenMonthlyGiftPageResult, StartMonthlyGiftResult } from './monthly-gift.results.js';
import { OwnMonthlyGift } from './own-monthly-gift.js';

/** Not a decorator of its own: an argument every verb of a giver takes. */
const TOKEN = { type: () => String, nullable: true, description: 'Of the signed link, where the cookie is not there.' };

/** What givers do with their monthly gifts, by their cookie or a signed link. */
@Resolver(() => MonthlyGiftModel)
export class MonthlyGiftsResolver {
  constructor(
    @Inject(MonthlyGiftsService) private readonly service: MonthlyGiftsService,
    @Inject(MonthlyGiftCards) private readonly cards: MonthlyGiftCards,
    @Inject(OwnMonthlyGift) private readonly own: OwnMonthlyGift,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(PaymentLimits) private readonly limits: PaymentLimits,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  @Query(() => MonthlyGiftModel, {
    nullable: true,
    description:
      "The visitor's own monthly gift (their cookie, or the token of a signed link), or any for staff. Foreign and missing look alike: null.",
  })
  @VisibleTo('PUBLIC')
  monthlyGift(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', TOKEN) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ): Promise<MonthlyGift | null> {
    return this.own.seen(id, accessToken, context);
  }

  @Mutation(() => StartMonthlyGiftResult as () => unknown, {
    description:
      'Promise a gift every month and open the payment of the first one, whose card is kept. The same id and body give the same answer.',
  })
  @VisibleTo('PUBLIC')
  startMonthlyGift(
    @Args('input', { type: () => StartMonthlyGiftInput }) input: StartMonthlyGiftInput,
    @Context() context: GraphContext,
  ) {
    const { t, openedPledges, visitorHash, address } = context;
    annotateTrace({ pledgeId: input.first.id });
    return answering(t, async () => {
      invariant(visitorHash, 'a monthly gift is promised by a visitor');
      const { id, campaignId } = input.first;
      if (!(await this.pledges.find(id))) await this.limits.countPage(address, campaignId);
      const { gift, pledge } = await this.service.start(toMonthlyDraft(input, context), visitorHash);
      openedPledges.add(pledge.id).add(gift.id);
      this.logger.info({ pledgeId: pledge.id, monthlyGift: gift.id }, 'monthly gift kept');
      return { monthlyGift: gift, pledge };
    });
  }

  @Mutation(() => ChangeMonthlyGiftResult as () => unknown, {
    description: 'Its giver: another amount from the next charge on.',
  })
  @VisibleTo('PUBLIC')
  changeMonthlyAmount(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', TOKEN) accessToken: string | null | undefined,
    @Args('amount', { type: () => FenScalarType }) amount: Fen,
    @Context() context: GraphContext,
  ) {
    return this.change(id, accessToken, context, (giver) => this.service.changeAmount(id, giver, amount));
  }

  @Mutation(() => ChangeMonthlyGiftResult as () => unknown, {
    description:
      'Its giver: another day of the month, 1 to 28. A month that has its gift is not charged again; a day that is over this month waits for the next.',
  })
  @VisibleTo('PUBLIC')
  changeMonthlyDay(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', TOKEN) accessToken: string | null | undefined,
    @Args('day', { type: () => Int }) day: number,
    @Context() context: GraphContext,
  ) {
    return this.change(id, accessToken, context, (giver) => this.service.changeDay(id, giver, day));
  }

  @Mutation(() => ChangeMonthlyGiftResult as () => unknown, {
    description: 'Its giver: leave out the next months. Nothing is charged afterwards for them.',
  })
  @VisibleTo('PUBLIC')
  pauseMonthlyGift(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', TOKEN) accessToken: string | null | undefined,
    @Args('months', { type: () => Int, nullable: true, description: '1 to 6; left out, until it is resumed.' })
    months: number | null | undefined,
    @Context() context: GraphContext,
  ) {
    return this.change(id, accessToken, context, (giver) => this.service.pause(id, giver, months ?? null));
  }

  @Mutation(() => ChangeMonthlyGiftResult as () => unknown, { description: 'Its giver: go on after a pause.' })
  @VisibleTo('PUBLIC')
  resumeMonthlyGift(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', TOKEN) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ) {
    return this.change(id, accessToken, context, (giver) => this.service.resume(id, giver));
  }

  @Mutation(() => ChangeMonthlyGiftResult as () => unknown, { description: 'Its giver: stop it for good.' })
  @VisibleTo('PUBLIC')
  stopMonthlyGift(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', TOKEN) accessToken: string | null | undefined,
    @Args('why', { type: () => String, nullable: true, description: 'In the giver’s words; may be left out.' })
    why: string | null | undefined,
    @Context() context: GraphContext,
  ) {
    return this.change(id, accessToken, context, (giver) => this.service.stop(id, giver, why ?? null));
  }

  @Mutation(() => ChangeMonthlyGiftResult as () => unknown, {
    description: 'Its giver: take a stop back, on the day it was made.',
  })
  @VisibleTo('PUBLIC')
  undoStopMonthlyGift(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', TOKEN) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ) {
    return this.change(id, accessToken, context, (giver) => this.service.undoStop(id, giver));
  }

  @Mutation(() => OpenMonthlyGiftPageResult as () => unknown, {
    description: 'Its giver: open a page of the provider’s on which the card is replaced.',
  })
  @VisibleTo('PUBLIC')
  openMonthlyCardUpdate(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', TOKEN) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const gift = await this.own.owned(id, accessToken, context);
      return { url: await this.cards.openUpdate(gift) };
    });
  }

  @Mutation(() => ChangeMonthlyGiftResult as () => unknown, {
    description: 'Its giver, back from the page of a new card: take it in now instead of waiting for the notification.',
  })
  @VisibleTo('PUBLIC')
  confirmMonthlyCard(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', TOKEN) accessToken: string | null | undefined,
    @Args('cardUpdateId', { type: () => ID }) cardUpdateId: string,
    @Context() context: GraphContext,
  ) {
    return this.change(id, accessToken, context, async () => {
      await this.cards.confirm(cardUpdateId, id);
      return this.cards.found(id);
    });
  }

  @Mutation(() => OpenMonthlyGiftPageResult as () => unknown, {
    description: 'Its giver: pay a month whose card could not be charged on a page; the card used there is kept.',
  })
  @VisibleTo('PUBLIC')
  payMonthlyGift(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', TOKEN) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const gift = await this.own.owned(id, accessToken, context);
      return { url: (await this.cards.payOnPage(gift)).checkoutUrl };
    });
  }

  private change(
    id: string,
    accessToken: string | null | undefined,
    context: GraphContext,
    work: (giver: string) => Promise<MonthlyGift>,
  ) {
    return answering(context.t, async () => {
      const gift = await this.own.owned(id, accessToken, context);
      const changed = await work(`giver:${gift.actorHash.slice(0, 8)}`);
      this.logger.info({ monthlyGift: id, state: changed.state }, 'monthly gift changed by its giver');
      return changed;
    });
  }
}
