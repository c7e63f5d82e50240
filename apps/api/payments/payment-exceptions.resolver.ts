import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { invariant } from '#kernel';
import { HeldPaymentReturns, PaymentExceptionsRepository, type PaymentException } from '#payments';
import { PaymentExceptionState } from '#platform';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { checkedReason, signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import {
  PaymentExceptionConnection,
  PaymentExceptionModel,
  ReturnHeldPaymentResult,
} from './payment-exception.model.js';

/** What foundation staff see of payments that arrived otherwise than expected. */
@Resolver(() => PaymentExceptionModel)
export class PaymentExceptionsResolver {
  constructor(
    @Inject(PaymentExceptionsRepository) private readonly exceptions: PaymentExceptionsRepository,
    @Inject(HeldPaymentReturns) private readonly returns: HeldPaymentReturns,
  ) {}

  @Query(() => PaymentExceptionConnection, {
    description: 'Staff and auditors: payments that arrived otherwise than expected, newest first.',
  })
  @VisibleTo(OVERSEERS)
  async paymentExceptions(
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Args('state', { type: () => PaymentExceptionState, nullable: true })
    state: PaymentExceptionState | null | undefined,
  ): Promise<Connection<PaymentException>> {
    const size = checkedFirst(first);
    const [behind = null] = after ? decodeCursor(after, 1) : [];
    const rows = await this.exceptions.page(state ?? null, behind, size + 1);
    return toConnection(rows, size, after, ({ id }) => encodeCursor(id));
  }

  @Mutation(() => ReturnHeldPaymentResult as () => unknown, {
    description: 'Checker: agree that a held payment goes back by the way it came. The policy proposes it.',
  })
  @VisibleTo('STAFF_CHECKER')
  returnHeldPayment(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => this.returns.approve(signedIn(context), id, checkedReason(reason)));
  }

  @ResolveField(() => CampaignModel, { description: 'What it was meant for.' })
  @VisibleTo(OVERSEERS)
  async campaign(@Parent() { campaignId }: PaymentException, @Context() { loaders }: GraphContext) {
    const campaign = await loaders.campaign.load(campaignId);
    invariant(campaign, 'a payment is made for a campaign that exists');
    return campaign;
  }

  @ResolveField(() => ID, { description: 'The pledge it was made for.' })
  @VisibleTo(OVERSEERS)
  pledgeNumber(@Parent() { pledgeId }: PaymentException): string {
    return pledgeId;
  }

  @ResolveField(() => String, { description: 'The sentence of the written policy that applies.' })
  @VisibleTo(OVERSEERS)
  policy(@Parent() { kind }: PaymentException, @Context() { t }: GraphContext): string {
    return t(`payment_policy_${kind}`);
  }
}
