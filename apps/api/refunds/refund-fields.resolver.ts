import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { invariant, type Fen } from '#kernel';
import { PledgesRepository, type Pledge } from '#pledges';
import { COOLING_OFF, RefundsRepository, RefundsService, type Refund } from '#refunds';
import { actorName } from '../graphql/actor-name.js';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { FenScalarType } from '../graphql/scalars.js';
import { reasonInWords } from '../messages/reason.js';
import { OrgUnitModel } from '../organizations/region.model.js';
import { PledgeModel } from '../pledges/pledge.model.js';
import { CityReturnModel, RefundableModel, RefundModel, RefundStepModel } from './refund.model.js';

/** Failures with a sentence of their own. */
const KNOWN_FAILURES = [
  'charge_disputed',
  'charge_already_refunded',
  'insufficient_funds',
  'lost_or_stolen_card',
  'expired_or_canceled_card',
  'declined',
  'canceled',
  'cancelled',
];

/** What a refund is about, who did what, and what comes next. */
@Resolver(() => RefundModel)
export class RefundFieldsResolver {
  constructor(
    @Inject(RefundsRepository) private readonly refunds: RefundsRepository,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
  ) {}

  @ResolveField(() => PledgeModel, { description: 'The gift.' })
  @VisibleTo(OVERSEERS)
  async pledge(@Parent() { pledgeId }: Refund): Promise<Pledge> {
    const pledge = await this.pledges.find(pledgeId);
    invariant(pledge, 'a refund is of a pledge that exists');
    return pledge;
  }

  @ResolveField(() => String, { description: 'What happens next, in words for the giver.' })
  @VisibleTo('GIVER')
  next(@Parent() { state, approvedBy }: Refund, @Context() { t }: GraphContext): string {
    return t(state === 'APPROVED' && approvedBy === COOLING_OFF ? 'refund_next_granted' : `refund_next_${state}`);
  }

  @ResolveField(() => String, { description: 'Why, in words.' })
  @VisibleTo('GIVER')
  reasonText(@Parent() { reasonCode }: Refund, @Context() { t }: GraphContext): string {
    return t(`refund_reason_${reasonCode}`);
  }

  @ResolveField(() => String, { nullable: true, description: 'Staff: why it failed, if it did, and what to do.' })
  @VisibleTo(OVERSEERS)
  failureText(@Parent() { failure, state }: Refund, @Context() { t }: GraphContext): string | null {
    if (failure === null) return null;
    const code = KNOWN_FAILURES.includes(failure) ? failure : 'other';
    const why = t(`refund_failure_${code}`, { code: failure });
    return state === 'FAILED' ? `${why} ${t('refund_staff_next_FAILED')}` : why;
  }

  @ResolveField(() => String, { nullable: true, description: 'Who proposed it.' })
  @VisibleTo(OVERSEERS)
  async proposedBy(@Parent() refund: Refund, @Context() context: GraphContext): Promise<string | null> {
    return refund.proposedBy === null ? null : actorName(refund.proposedBy, context);
  }

  @ResolveField(() => String, { nullable: true, description: 'Who agreed.' })
  @VisibleTo(OVERSEERS)
  async approvedBy(@Parent() refund: Refund, @Context() context: GraphContext): Promise<string | null> {
    return refund.approvedBy === null ? null : actorName(refund.approvedBy, context);
  }

  @ResolveField(() => Boolean, { description: 'Whether the person who looks proposed it, so another has to agree.' })
  @VisibleTo(OVERSEERS)
  isOwn(@Parent() { proposedBy }: Refund, @Context() { viewer }: GraphContext): boolean {
    return viewer !== null && proposedBy === viewer.id;
  }

  @ResolveField(() => String, { nullable: true, description: 'Its posting in the books; null before the money left.' })
  @VisibleTo(OVERSEERS)
  postingId(@Parent() { id, withdrawnMovementId }: Refund): string | null {
    return withdrawnMovementId === null ? null : `refund:${id}`;
  }

  @ResolveField(() => [RefundStepModel], { description: 'Every step, oldest first.' })
  @VisibleTo(OVERSEERS)
  async history(@Parent() { id }: Refund, @Context() context: GraphContext): Promise<RefundStepModel[]> {
    const steps = await this.refunds.transitions(id);
    return Promise.all(
      steps.map(async ({ to, actor, reason, at }) => ({
        to,
        at,
        actor: await actorName(actor, context),
        reason: reasonInWords(reason, context.t),
      })),
    );
  }
}

@Resolver(() => CityReturnModel)
export class CityReturnResolver {
  @ResolveField(() => OrgUnitModel, { description: 'The federation.' })
  @VisibleTo(OVERSEERS)
  async orgUnit(@Parent() { orgUnitId }: CityReturnModel, @Context() { loaders }: GraphContext): Promise<OrgUnitModel> {
    const found = (await loaders.federations()).find(({ id }) => id === orgUnitId);
    invariant(found, 'a fund belongs to a federation that exists');
    return found;
  }
}

/** Grafts refunds onto the pledge; pledges never hear of them. */
@Resolver(() => PledgeModel)
export class PledgeRefundsResolver {
  constructor(
    @Inject(RefundsRepository) private readonly repository: RefundsRepository,
    @Inject(RefundsService) private readonly service: RefundsService,
  ) {}

  @ResolveField(() => FenScalarType, { description: 'What of it has gone back to the giver.' })
  @VisibleTo('GIVER')
  returned(@Parent() { returned }: Pledge): Fen {
    return returned;
  }

  @ResolveField(() => [RefundModel], { description: 'Its refunds and requests, oldest first.' })
  @VisibleTo('GIVER')
  refunds(@Parent() { id }: Pledge): Promise<Refund[]> {
    return this.repository.ofPledge(id);
  }

  @ResolveField(() => RefundableModel, {
    nullable: true,
    description: 'How much can go back now; null before the gift is in the books.',
  })
  @VisibleTo('GIVER')
  async refundable(
    @Parent() { id, state, paidAt }: Pledge,
    @Context() { t }: GraphContext,
  ): Promise<RefundableModel | null> {
    if (paidAt === null) return null;
    const found = await this.service.refundable(id);
    if (!found) return null;
    const { returned, reserved, left, until, coolingOffUntil } = found;
    return {
      pledgeId: id,
      returned,
      reserved,
      left,
      until,
      coolingOffUntil,
      obstacle: state === 'DISPUTED' ? t('refund_disputed') : null,
    };
  }
}
