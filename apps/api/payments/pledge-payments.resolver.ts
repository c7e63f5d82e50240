import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { PaymentExceptionsRepository, PaymentLimits, PaymentsRepository, PaymentTriesService } from '#payments';
import { annotateTrace, PaymentMethod } from '#platform';
import type { Pledge } from '#pledges';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { answering } from '../graphql/user-errors.js';
import { PledgeDoor } from '../pledges/pledge-door.js';
import { PledgeModel } from '../pledges/pledge.model.js';
import { HeldPaymentModel } from './payment-exception.model.js';
import { CancelPledgeResult, PayPledgeResult } from './pledge-payments.results.js';

/** What a giver does with a pledge that is not paid, and how one that is was paid. */
@Resolver(() => PledgeModel)
export class PledgePaymentsResolver {
  constructor(
    @Inject(PledgeDoor) private readonly door: PledgeDoor,
    @Inject(PaymentLimits) private readonly limits: PaymentLimits,
    @Inject(PaymentTriesService) private readonly tries: PaymentTriesService,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(PaymentExceptionsRepository) private readonly exceptions: PaymentExceptionsRepository,
  ) {}

  @Mutation(() => PayPledgeResult as () => unknown, {
    description:
      'Go on paying a pledge that is kept: on its open page, or on a new one, also days later. It stays the same pledge.',
  })
  @VisibleTo('PUBLIC')
  payPledge(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', { type: () => String, nullable: true }) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      annotateTrace({ pledgeId: id });
      const pledge = await this.door.openOwn(id, accessToken, context);
      await this.limits.countPage(context.address, pledge.campaignId);
      return (await this.tries.payAgain(pledge)).pledge;
    });
  }

  @Mutation(() => CancelPledgeResult as () => unknown, {
    description: 'Give up a pledge before it is paid; its payment page is closed first.',
  })
  @VisibleTo('PUBLIC')
  cancelPledge(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', { type: () => String, nullable: true }) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      annotateTrace({ pledgeId: id });
      return this.tries.cancel(await this.door.openOwn(id, accessToken, context));
    });
  }

  @ResolveField(() => PaymentMethod, { nullable: true, description: 'How it was paid; null until it is.' })
  @VisibleTo('GIVER')
  async paymentMethod(@Parent() { id }: Pledge): Promise<PaymentMethod | null> {
    return (await this.payments.latestAttempt(id))?.method ?? null;
  }

  @ResolveField(() => [HeldPaymentModel], {
    description: 'Money of the giver’s that does not count as this gift, e.g. a second payment.',
  })
  @VisibleTo('GIVER')
  async heldPayments(@Parent() { id }: Pledge, @Context() { t }: GraphContext): Promise<HeldPaymentModel[]> {
    const held = await this.exceptions.heldOf(id);
    return held.map(({ pledgeId, amount, state, kind }) => {
      const going = state === 'RETURNED' ? 'returned' : 'held';
      return { pledgeId, amount, state, message: t(`held_payment_${going}_${kind}`, { amount }) };
    });
  }
}
