import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Campaign } from '#campaigns';
import { oversees } from '#identity';
import { formatYuan, invariant } from '#kernel';
import { MonthlyGiftLinks, MonthlyGiftsRepository, MonthlyGiftsService, type MonthlyGift } from '#monthly-gifts';
import { PledgeLinks, PledgesRepository, type Pledge } from '#pledges';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import type { Translate } from '../messages/messages.js';
import { designationOf } from '../pledges/designation.js';
import { failureMessage } from '../pledges/failure-message.js';
import { DesignationModel, PledgeModel } from '../pledges/pledge.model.js';
import {
  KeptCardModel,
  MonthlyChargeModel,
  MonthlyGiftModel,
  MonthlyGivenModel,
  MonthlyTransitionModel,
} from './monthly-gift.model.js';

/** Why a month was left out without a try. */
const LEFT_OUT = new Set(['standstill', 'campaign_paused', 'stopped']);

/** What a monthly gift shows beside its own columns. */
@Resolver(() => MonthlyGiftModel)
export class MonthlyGiftFieldsResolver {
  constructor(
    @Inject(MonthlyGiftsRepository) private readonly gifts: MonthlyGiftsRepository,
    @Inject(MonthlyGiftsService) private readonly service: MonthlyGiftsService,
    @Inject(MonthlyGiftLinks) private readonly links: MonthlyGiftLinks,
  ) {}

  @ResolveField(() => CampaignModel, { description: 'What it is given to.' })
  @VisibleTo('GIVER')
  async campaign(@Parent() { campaignId }: MonthlyGift, @Context() { loaders }: GraphContext): Promise<Campaign> {
    const campaign = await loaders.campaign.load(campaignId);
    invariant(campaign, 'a monthly gift names a campaign that exists');
    return campaign;
  }

  @ResolveField(() => DesignationModel, { description: 'Whom it is meant for.' })
  @VisibleTo('GIVER')
  designation(@Parent() gift: MonthlyGift, @Context() context: GraphContext): Promise<DesignationModel> {
    return designationOf(gift, context);
  }

  @ResolveField(() => KeptCardModel, { nullable: true, description: 'The card that is charged.' })
  @VisibleTo('GIVER')
  card(@Parent() gift: MonthlyGift): KeptCardModel | null {
    const { id: pledgeId, cardBrand: brand, cardLast4: last4, cardExpMonth: expMonth, cardExpYear: expYear } = gift;
    if (brand === null || last4 === null || expMonth === null || expYear === null) return null;
    return { pledgeId, brand, last4, expMonth, expYear };
  }

  @ResolveField(() => Boolean, { description: 'Its giver stopped it today and may still take that back.' })
  @VisibleTo('GIVER')
  canUndoStop(@Parent() gift: MonthlyGift): boolean {
    return this.service.canUndo(gift);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Signed link to where its giver changes it, a path on this site; never given to staff.',
  })
  @VisibleTo('GIVER')
  manageUrl(@Parent() gift: MonthlyGift, @Context() { viewer }: GraphContext): string | null {
    return oversees(viewer) ? null : this.links.path(gift);
  }

  @ResolveField(() => [MonthlyChargeModel], { description: 'Its months, newest first.' })
  @VisibleTo('GIVER')
  async charges(@Parent() { id }: MonthlyGift, @Context() { t, openedPledges }: GraphContext) {
    const charges = await this.gifts.charges(id);
    return charges.map(({ pledgeId: giftId, period, dueOn, state, tries, retryOn, failure }): MonthlyChargeModel => {
      // Whoever may see the promise may see the gifts it became.
      if (giftId !== null && openedPledges.has(id)) openedPledges.add(giftId);
      const why = failure === null ? null : { pledgeId: id, code: failure, message: causeInWords(failure, t) };
      return { pledgeId: id, giftId, period, dueOn, state, tries, retryOn, failure: why };
    });
  }

  @ResolveField(() => MonthlyGivenModel, { description: 'What it has brought so far.' })
  @VisibleTo('GIVER')
  async given(@Parent() { id }: MonthlyGift): Promise<MonthlyGivenModel> {
    return { pledgeId: id, ...(await this.gifts.given(id)) };
  }

  @ResolveField(() => [MonthlyTransitionModel], { description: 'Staff only: every change, oldest first.' })
  @VisibleTo(OVERSEERS)
  async history(@Parent() { id }: MonthlyGift, @Context() { t, loaders }: GraphContext) {
    const transitions = await this.gifts.transitions(id);
    return Promise.all(
      transitions.map(async ({ actor, reason, note, ...rest }): Promise<MonthlyTransitionModel> => ({
        ...rest,
        actor: await actorInWords(actor, t, loaders),
        reason: t(`monthly_reason_${reason}`),
        note: note === null ? null : noteInWords(reason, note, t),
      })),
    );
  }
}

/** The gift a month became. */
@Resolver(() => MonthlyChargeModel)
export class MonthlyChargeResolver {
  constructor(
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(PledgeLinks) private readonly links: PledgeLinks,
  ) {}

  @ResolveField(() => PledgeModel, { nullable: true, description: 'The gift it became, with its own receipt.' })
  @VisibleTo('GIVER')
  pledge(@Parent() { giftId }: MonthlyChargeModel): Promise<Pledge | null> | null {
    return giftId === null ? null : this.pledges.find(giftId);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Signed link to the page of the gift it became; never given to staff.',
  })
  @VisibleTo('GIVER')
  async giftUrl(@Parent() { giftId }: MonthlyChargeModel, @Context() { viewer }: GraphContext): Promise<string | null> {
    const pledge = giftId === null || oversees(viewer) ? null : await this.pledges.find(giftId);
    return pledge && this.links.page(pledge);
  }
}

/** Grafts the promise onto the gifts it became; pledges never hear of monthly gifts. */
@Resolver(() => PledgeModel)
export class PledgeMonthlyGiftResolver {
  constructor(@Inject(MonthlyGiftsRepository) private readonly gifts: MonthlyGiftsRepository) {}

  @ResolveField(() => MonthlyGiftModel, { nullable: true, description: 'The monthly gift it is a month of.' })
  @VisibleTo('GIVER')
  async monthlyGift(@Parent() { id }: Pledge, @Context() { openedPledges }: GraphContext): Promise<MonthlyGift | null> {
    const gift = await this.gifts.findByPledge(id);
    if (gift && openedPledges.has(id)) openedPledges.add(gift.id);
    return gift;
  }
}

function causeInWords(code: string, t: Translate): string {
  return LEFT_OUT.has(code) ? t(`monthly_left_out_${code}`) : failureMessage(code, t);
}

async function actorInWords(actor: string, t: Translate, loaders: GraphContext['loaders']): Promise<string> {
  if (actor.startsWith('giver:')) return t('monthly_actor_giver');
  if (actor.startsWith('system:')) return t('actor_system');
  return (await loaders.personName.load(actor)) ?? t('actor_unknown');
}

function noteInWords(reason: string, note: string, t: Translate): string {
  if (reason === 'amount_changed') return `¥${formatYuan(BigInt(note))}`;
  if (reason === 'charge_failed') return causeInWords(note, t);
  return note;
}
