import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DifferenceKind, DifferenceState } from '#platform';
import {
  BankRepository,
  canAct,
  DifferencesRepository,
  DifferencesService,
  YOUNG_MS,
  type BankLine,
  type Difference,
} from '#reconciliation';
import { OVERSEERS, STAFF, VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { checkedReason, signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import { reasonInWords } from '../messages/reason.js';
import { BankLineModel } from './bank.model.js';
import { DifferenceConnection, DifferenceModel, DifferenceStepModel } from './difference.model.js';
import { personName } from './person-name.js';
import { ChangeDifferenceResult } from './reconciliation.results.js';

/** Differences, and what people do about them. */
@Resolver(() => DifferenceModel)
export class DifferencesResolver {
  constructor(
    @Inject(DifferencesRepository) private readonly differences: DifferencesRepository,
    @Inject(DifferencesService) private readonly service: DifferencesService,
    @Inject(BankRepository) private readonly bank: BankRepository,
  ) {}

  @Query(() => DifferenceConnection, {
    description: 'Staff and auditors: what two sides do not agree on, newest first.',
    name: 'differences',
  })
  @VisibleTo(OVERSEERS)
  async list(
    @Args('states', { type: () => [DifferenceState], defaultValue: ['OPEN', 'WRITE_OFF_PROPOSED'] })
    states: DifferenceState[],
    @Args('kinds', { type: () => [DifferenceKind], nullable: true }) kinds: DifferenceKind[] | null | undefined,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<Connection<Difference>> {
    const size = checkedFirst(first);
    const [behind = null] = after ? decodeCursor(after, 1) : [];
    const rows = await this.differences.page({ states, kinds: kinds ?? null }, behind, size + 1);
    return toConnection(rows, size, after, ({ id }) => encodeCursor(id));
  }

  @Mutation(() => ChangeDifferenceResult as () => unknown, {
    description:
      'Staff: do what is proposed, where a button can. It goes the ordinary way and posts nothing by itself.',
  })
  @VisibleTo(STAFF)
  actOnDifference(@Args('id', { type: () => ID }) id: string, @Context() context: GraphContext) {
    return answering(context.t, () => this.service.act(signedIn(context), id));
  }

  @Mutation(() => ChangeDifferenceResult as () => unknown, {
    description: 'Staff: say why it is as it is. Where money is concerned, a second person has to agree.',
  })
  @VisibleTo(STAFF)
  explainDifference(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => this.service.explain(signedIn(context), id, checkedReason(reason)));
  }

  @Mutation(() => ChangeDifferenceResult as () => unknown, {
    description: 'Checker: agree to an explanation, as a second person.',
  })
  @VisibleTo('STAFF_CHECKER')
  agreeToWriteOff(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => this.service.agree(signedIn(context), id, checkedReason(reason)));
  }

  @Mutation(() => ChangeDifferenceResult as () => unknown, {
    description: 'Staff: refuse an explanation, or take it back; the difference is open again.',
  })
  @VisibleTo(STAFF)
  reopenDifference(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => this.service.reopen(signedIn(context), id, checkedReason(reason)));
  }

  @ResolveField(() => String, { description: 'What is proposed to do, in words.' })
  @VisibleTo(OVERSEERS)
  proposal(@Parent() { kind, action }: Difference, @Context() { t }: GraphContext): string {
    return t(`difference_proposal_${action}`, { kindName: t(`difference_${kind}`) });
  }

  @ResolveField(() => Boolean, { description: 'Whether a button can do what is proposed.' })
  @VisibleTo(OVERSEERS)
  actionable(@Parent() difference: Difference): boolean {
    return canAct(difference);
  }

  @ResolveField(() => Boolean, { description: 'So young that its news may still be on its way.' })
  @VisibleTo(OVERSEERS)
  young(@Parent() { occurredAt, state }: Difference): boolean {
    return state === 'OPEN' && Date.now() - occurredAt.getTime() < YOUNG_MS;
  }

  @ResolveField(() => BankLineModel, { nullable: true, description: 'The line of the bank it is about.' })
  @VisibleTo(OVERSEERS)
  async bankLine(@Parent() { bankLineId }: Difference): Promise<BankLine | null> {
    return bankLineId === null ? null : ((await this.bank.lines([bankLineId]))[0] ?? null);
  }

  @ResolveField(() => String, { nullable: true, description: 'Who explained it.' })
  @VisibleTo(OVERSEERS)
  async explainedBy(@Parent() { explainedBy }: Difference, @Context() context: GraphContext): Promise<string | null> {
    return explainedBy === null ? null : personName(explainedBy, context);
  }

  @ResolveField(() => String, { nullable: true, description: 'Who agreed, where two are needed.' })
  @VisibleTo(OVERSEERS)
  async agreedBy(@Parent() { agreedBy }: Difference, @Context() context: GraphContext): Promise<string | null> {
    return agreedBy === null ? null : personName(agreedBy, context);
  }

  @ResolveField(() => [DifferenceStepModel], { description: 'Every step, oldest first.' })
  @VisibleTo(OVERSEERS)
  async history(@Parent() { id }: Difference, @Context() context: GraphContext): Promise<DifferenceStepModel[]> {
    const steps = await this.differences.steps(id);
    return Promise.all(
      steps.map(async ({ to, actor, reason, at }) => ({
        to,
        at,
        actor: await personName(actor, context),
        reason: reasonInWords(reason, context.t),
      })),
    );
  }
}
