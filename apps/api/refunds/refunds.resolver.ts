import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DisputesRepository } from '#disputes';
import { FieldRejectedError, isId, type Fen } from '#kernel';
import type { RefundState } from '#platform';
import { RefundsRepository, RefundsService, type Refund } from '#refunds';
import { OVERSEERS, STAFF, VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { FenScalarType } from '../graphql/scalars.js';
import { checkedReason, signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import { PledgeDoor } from '../pledges/pledge-door.js';
import { ProposeRefundInput, RequestRefundInput } from './refund.input.js';
import { RefundConnection, RefundCountsModel, RefundFilter, RefundModel } from './refund.model.js';
import { ChangeRefundResult, PreviewRefundResult } from './refund.results.js';

const STATES: Record<RefundFilter, readonly RefundState[]> = {
  [RefundFilter.WAITING]: ['REQUESTED', 'PROPOSED'],
  [RefundFilter.UNDER_WAY]: ['APPROVED', 'SENT'],
  [RefundFilter.TROUBLE]: ['FAILED'],
  [RefundFilter.DONE]: ['SUCCEEDED', 'REJECTED', 'CANCELLED'],
};

/** What givers and staff do with refunds. Who may do it is declared; the rules are the service's. */
@Resolver()
export class RefundsResolver {
  constructor(
    @Inject(RefundsService) private readonly service: RefundsService,
    @Inject(RefundsRepository) private readonly refundRows: RefundsRepository,
    @Inject(DisputesRepository) private readonly disputes: DisputesRepository,
    @Inject(PledgeDoor) private readonly door: PledgeDoor,
  ) {}

  @Mutation(() => ChangeRefundResult as () => unknown, {
    description:
      'The giver (their cookie, or the token of a signed link): ask for money back. Two people of staff decide; asked again, it is the same request.',
  })
  @VisibleTo('PUBLIC')
  requestRefund(
    @Args('input', { type: () => RequestRefundInput }) input: RequestRefundInput,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      await this.door.openOwn(input.pledgeId, input.accessToken, context);
      const { amount = null, reasonCode, words = null } = input;
      return this.service.request(input.pledgeId, { amount, reasonCode, words });
    });
  }

  @Mutation(() => ChangeRefundResult as () => unknown, {
    description: 'The giver: take a request back before anybody has put it forward.',
  })
  @VisibleTo('PUBLIC')
  cancelRefundRequest(
    @Args('pledgeId', { type: () => ID }) pledgeId: string,
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', { type: () => String, nullable: true }) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      await this.door.openOwn(pledgeId, accessToken, context);
      return this.service.cancel(pledgeId, id);
    });
  }

  @Query(() => RefundConnection, { description: 'Staff and auditors: refunds, newest first.' })
  @VisibleTo(OVERSEERS)
  async refunds(
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Args('filter', { type: () => RefundFilter, nullable: true }) filter: RefundFilter | null | undefined,
  ): Promise<Connection<Refund>> {
    const size = checkedFirst(first);
    const [behind = null] = after ? decodeCursor(after, 1) : [];
    const rows = await this.refundRows.page(filter ? STATES[filter] : null, behind, size + 1);
    return toConnection(rows, size, after, ({ id }) => encodeCursor(id));
  }

  @Query(() => RefundModel, { nullable: true, description: 'Staff and auditors: one by its id.' })
  @VisibleTo(OVERSEERS)
  refund(@Args('id', { type: () => ID }) id: string): Promise<Refund | null> {
    return this.refundRows.find(id);
  }

  @Query(() => RefundCountsModel, { description: 'Staff and auditors: how many wait where.' })
  @VisibleTo(OVERSEERS)
  async refundCounts(): Promise<RefundCountsModel> {
    const [counts, openDisputes] = [await this.refundRows.counts(), await this.disputes.countOpen()];
    const of = (state: RefundState): number => counts.get(state) ?? 0;
    return { requested: of('REQUESTED'), proposed: of('PROPOSED'), failed: of('FAILED'), openDisputes };
  }

  @Mutation(() => PreviewRefundResult as () => unknown, {
    description: 'Staff and auditors: what a refund would take from each city. Posts nothing and keeps nothing.',
  })
  @VisibleTo(OVERSEERS)
  previewRefund(
    @Args('pledgeId', { type: () => ID }) pledgeId: string,
    @Args('id', { type: () => ID, description: 'Of the refund; it decides where the odd fen goes.' }) id: string,
    @Args('amount', { type: () => FenScalarType }) amount: Fen,
    @Context() { t }: GraphContext,
  ) {
    return answering(t, async () => {
      if (!isId('refund', id)) throw new FieldRejectedError('id', 'id_malformed');
      if (amount <= 0n) throw new FieldRejectedError('amount', 'reallocation_amount_missing');
      return this.service.preview(pledgeId, id, amount);
    });
  }

  @Mutation(() => ChangeRefundResult as () => unknown, {
    description: 'Maker: put a refund forward, of a giver’s request or anew.',
  })
  @VisibleTo('STAFF_MAKER')
  proposeRefund(
    @Args('input', { type: () => ProposeRefundInput }) input: ProposeRefundInput,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => this.service.propose(signedIn(context), { ...input }));
  }

  @Mutation(() => ChangeRefundResult as () => unknown, {
    description: 'Checker: agree to exactly this amount, as a second person; it is sent.',
  })
  @VisibleTo('STAFF_CHECKER')
  approveRefund(
    @Args('id', { type: () => ID }) id: string,
    @Args('amount', { type: () => FenScalarType, description: 'As it was seen.' }) amount: Fen,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => this.service.approve(signedIn(context), id, amount, checkedReason(reason)));
  }

  @Mutation(() => ChangeRefundResult as () => unknown, {
    description: 'Staff: refuse a request or a proposal, or take one’s own back. The giver is told the answer.',
  })
  @VisibleTo(STAFF)
  rejectRefund(
    @Args('id', { type: () => ID }) id: string,
    @Args('answer', { type: () => String }) answer: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () =>
      this.service.reject(signedIn(context), id, checkedReason(answer, 'answer')),
    );
  }
}
