import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { defenceOf, DisputesRepository, DisputesService, UNDECIDED, type Dispute } from '#disputes';
import { invariant } from '#kernel';
import { PledgesRepository, type Pledge } from '#pledges';
import { actorName } from '../graphql/actor-name.js';
import { OVERSEERS, STAFF, VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import { reasonInWords } from '../messages/reason.js';
import { PledgeModel } from '../pledges/pledge.model.js';
import {
  AnswerDisputeResult,
  DefendDisputeInput,
  DisputeConnection,
  DisputeEvidenceModel,
  DisputeModel,
  DisputeStepModel,
} from './dispute.model.js';

/** The bank's reasons that have a sentence of their own. */
const KNOWN_REASONS = [
  'fraudulent',
  'duplicate',
  'product_not_received',
  'unrecognized',
  'credit_not_processed',
  'subscription_canceled',
  'general',
];

/** What staff do with disputes. Who may do it is declared; the rules are the service's. */
@Resolver(() => DisputeModel)
export class DisputesResolver {
  constructor(
    @Inject(DisputesService) private readonly service: DisputesService,
    @Inject(DisputesRepository) private readonly repository: DisputesRepository,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
  ) {}

  @Query(() => DisputeConnection, { description: 'Staff and auditors: disputes, newest first.' })
  @VisibleTo(OVERSEERS)
  async disputes(
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Args('undecided', { type: () => Boolean, defaultValue: false }) undecided: boolean,
  ): Promise<Connection<Dispute>> {
    const size = checkedFirst(first);
    const [behind = null] = after ? decodeCursor(after, 1) : [];
    const rows = await this.repository.page(undecided ? UNDECIDED : null, behind, size + 1);
    return toConnection(rows, size, after, ({ id }) => encodeCursor(id));
  }

  @Query(() => DisputeModel, { nullable: true, description: 'Staff and auditors: one by its id.' })
  @VisibleTo(OVERSEERS)
  dispute(@Args('id', { type: () => ID }) id: string): Promise<Dispute | null> {
    return this.repository.find(id);
  }

  @Mutation(() => AnswerDisputeResult as () => unknown, {
    description: 'Staff: hand in what speaks against it. It can be handed in once.',
  })
  @VisibleTo(STAFF)
  defendDispute(
    @Args('id', { type: () => ID }) id: string,
    @Args('input', { type: () => DefendDisputeInput }) { statement, ...input }: DefendDisputeInput,
    @Context() context: GraphContext,
  ) {
    const { serviceDate = null, documentation = null } = input;
    return answering(context.t, async () =>
      this.service.defend(signedIn(context), id, { statement, serviceDate, documentation }),
    );
  }

  @Mutation(() => AnswerDisputeResult as () => unknown, {
    description: 'Staff: let the giver’s bank have the money. It cannot be taken back.',
  })
  @VisibleTo(STAFF)
  acceptDispute(@Args('id', { type: () => ID }) id: string, @Context() context: GraphContext) {
    return answering(context.t, async () => this.service.accept(signedIn(context), id));
  }

  @ResolveField(() => PledgeModel, { description: 'The gift.' })
  @VisibleTo(OVERSEERS)
  async pledge(@Parent() { pledgeId }: Dispute): Promise<Pledge> {
    const pledge = await this.pledges.find(pledgeId);
    invariant(pledge, 'a dispute is of a pledge that exists');
    return pledge;
  }

  @ResolveField(() => String, { description: 'What the bank says, in words.' })
  @VisibleTo(OVERSEERS)
  reasonText(@Parent() { reason }: Dispute, @Context() { t }: GraphContext): string {
    return KNOWN_REASONS.includes(reason) ? t(`dispute_reason_${reason}`) : t('dispute_reason_other', { code: reason });
  }

  @ResolveField(() => DisputeEvidenceModel, { nullable: true, description: 'What was said against it.' })
  @VisibleTo(OVERSEERS)
  evidence(@Parent() dispute: Dispute): DisputeEvidenceModel | null {
    return dispute.evidence === null ? null : defenceOf(dispute);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Why the provider did not take our answer, if it did not.',
  })
  @VisibleTo(OVERSEERS)
  failureText(@Parent() { answerFailure }: Dispute, @Context() { t }: GraphContext): string | null {
    return answerFailure === null ? null : t('dispute_failure', { code: answerFailure });
  }

  @ResolveField(() => String, { nullable: true, description: 'Who answered.' })
  @VisibleTo(OVERSEERS)
  async answeredBy(@Parent() { answeredBy }: Dispute, @Context() context: GraphContext): Promise<string | null> {
    return answeredBy === null ? null : actorName(answeredBy, context);
  }

  @ResolveField(() => [DisputeStepModel], { description: 'Every step, oldest first.' })
  @VisibleTo(OVERSEERS)
  async history(@Parent() { id }: Dispute, @Context() context: GraphContext): Promise<DisputeStepModel[]> {
    const steps = await this.repository.transitions(id);
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

/** Grafts disputes onto the pledge; pledges never hear of them. */
@Resolver(() => PledgeModel)
export class PledgeDisputesResolver {
  constructor(@Inject(DisputesRepository) private readonly repository: DisputesRepository) {}

  @ResolveField(() => [DisputeModel], { description: 'What the giver’s bank said about it, oldest first.' })
  @VisibleTo('GIVER')
  disputes(@Parent() { id }: Pledge): Promise<Dispute[]> {
    return this.repository.ofPledge(id);
  }
}
