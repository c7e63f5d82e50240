import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CampaignsRepository, type Campaign } from '#campaigns';
import { invariant } from '#kernel';
import { CheckoutService, PaymentLimits, SettlementService } from '#payments';
import { annotateTrace, Logger, PledgeState } from '#platform';
import { PledgesRepository, type Pledge } from '#pledges';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import {
  checkedFirst,
  cursorDate,
  decodeCursor,
  encodeCursor,
  toConnection,
  type Connection,
} from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { answering } from '../graphql/user-errors.js';
import { reasonInWords } from '../messages/reason.js';
import { designationOf } from './designation.js';
import { failureMessage } from './failure-message.js';
import { PledgeDoor } from './pledge-door.js';
import { CreatePledgeInput, toPledgeDraft } from './pledge.input.js';
import {
  DesignationModel,
  PledgeConnection,
  PledgeFailureModel,
  PledgeModel,
  PledgeTransitionModel,
} from './pledge.model.js';
import { CreatePledgeResult } from './pledge.results.js';

/** States in which news of the payment may still be missing. */
const UNSETTLED: readonly PledgeState[] = ['AWAITING_PAYMENT', 'PROCESSING', 'FAILED'];

@Resolver(() => PledgeModel)
export class PledgeResolver {
  constructor(
    @Inject(CheckoutService) private readonly checkout: CheckoutService,
    @Inject(PaymentLimits) private readonly limits: PaymentLimits,
    @Inject(SettlementService) private readonly settlement: SettlementService,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(PledgeDoor) private readonly door: PledgeDoor,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  @Mutation(() => CreatePledgeResult as () => unknown, {
    description:
      'Make a pledge and open its payment. The same id and body give the same answer; the same id with another body is a CONFLICT.',
  })
  @VisibleTo('PUBLIC')
  createPledge(
    @Args('input', { type: () => CreatePledgeInput }) input: CreatePledgeInput,
    @Context() context: GraphContext,
  ) {
    const { t, openedPledges, visitorHash, address } = context;
    annotateTrace({ pledgeId: input.id });
    return answering(t, async () => {
      invariant(visitorHash, 'a pledge is made by a visitor');
      if (!(await this.pledges.find(input.id))) await this.limits.countPage(address, input.campaignId);
      const { pledge } = await this.checkout.begin(toPledgeDraft(input, context), visitorHash);
      openedPledges.add(pledge.id);
      this.logger.info({ pledgeId: pledge.id, state: pledge.state }, 'pledge kept');
      return pledge;
    });
  }

  @Query(() => PledgeModel, {
    nullable: true,
    description:
      "The visitor's own pledge (their cookie, or the token of a signed link). Foreign and missing look alike: null.",
  })
  @VisibleTo('PUBLIC')
  async pledge(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', { type: () => String, nullable: true }) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ): Promise<Pledge | null> {
    annotateTrace({ pledgeId: id });
    const pledge = await this.door.open(id, accessToken ?? null, context);
    // The giver is looking: should the provider's notification be lost, this asks for it.
    if (pledge && UNSETTLED.includes(pledge.state)) await this.settlement.watch(id);
    return pledge;
  }

  @Query(() => PledgeConnection, { name: 'pledges', description: 'Staff: pledges, newest first.' })
  @VisibleTo(OVERSEERS)
  async pledgesForStaff(
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Args('state', { type: () => PledgeState, nullable: true }) state: PledgeState | null | undefined,
    @Args('campaignId', { type: () => ID, nullable: true }) campaignId: string | null | undefined,
  ): Promise<Connection<Pledge>> {
    const size = checkedFirst(first);
    const [time, lastId] = after ? decodeCursor(after, 2) : [];
    const behind = time && lastId ? { createdAt: cursorDate(time), id: lastId } : null;
    const rows = await this.pledges.page({
      state: state ?? null,
      campaignId: campaignId ?? null,
      after: behind,
      limit: size + 1,
    });
    return toConnection(rows, size, after, ({ createdAt, id }) => encodeCursor(createdAt.toISOString(), id));
  }

  @ResolveField(() => CampaignModel, { description: 'What it was given to.' })
  @VisibleTo('GIVER')
  async campaign(@Parent() { campaignId }: Pledge, @Context() { loaders }: GraphContext): Promise<Campaign> {
    const campaign = await loaders.campaign.load(campaignId);
    invariant(campaign, 'a pledge names a campaign that exists');
    return campaign;
  }

  @ResolveField(() => DesignationModel, { description: 'Whom it is meant for.' })
  @VisibleTo('GIVER')
  designation(@Parent() pledge: Pledge, @Context() context: GraphContext): Promise<DesignationModel> {
    return designationOf(pledge, context);
  }

  @ResolveField(() => PledgeFailureModel, { nullable: true, description: 'Why the last try to pay failed, if it did.' })
  @VisibleTo('GIVER')
  failure(@Parent() { id, failure }: Pledge, @Context() { t }: GraphContext): PledgeFailureModel | null {
    return failure === null ? null : { pledgeId: id, code: failure, message: failureMessage(failure, t) };
  }

  @ResolveField(() => String, { nullable: true, description: 'Where to pay; null once nothing is left to pay.' })
  @VisibleTo('GIVER')
  checkoutUrl(@Parent() { id, state }: Pledge): Promise<string | null> | null {
    return UNSETTLED.includes(state) ? this.checkout.checkoutUrlOf(id) : null;
  }

  @ResolveField(() => [PledgeTransitionModel], { description: 'Staff only: every change of state, oldest first.' })
  @VisibleTo(OVERSEERS)
  async history(@Parent() { id }: Pledge, @Context() { t }: GraphContext): Promise<PledgeTransitionModel[]> {
    const transitions = await this.pledges.transitions(id);
    return transitions.map(({ reason, to, ...rest }) => ({
      ...rest,
      to,
      reason: to === 'FAILED' ? failureMessage(reason, t) : reasonInWords(reason, t),
    }));
  }
}
