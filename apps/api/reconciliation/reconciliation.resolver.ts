import { Inject } from '@nestjs/common';
import { Args, Context, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ReconciliationRunsRepository, ReconciliationService, type ReconciliationRun } from '#reconciliation';
import { OVERSEERS, STAFF, VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { signedIn } from '../graphql/staff.js';
import { ReconciliationModel, ReconciliationRunConnection, ReconciliationRunModel } from './reconciliation.model.js';
import { ReconciliationOverview } from './reconciliation.overview.js';

/** How the three sides stand, and runs. */
@Resolver(() => ReconciliationRunModel)
export class ReconciliationResolver {
  constructor(
    @Inject(ReconciliationOverview) private readonly overview: ReconciliationOverview,
    @Inject(ReconciliationService) private readonly service: ReconciliationService,
    @Inject(ReconciliationRunsRepository) private readonly runs: ReconciliationRunsRepository,
  ) {}

  @Query(() => ReconciliationModel, { description: 'Staff and auditors: how provider, books and bank stand.' })
  @VisibleTo(OVERSEERS)
  reconciliation(@Context() { t }: GraphContext): Promise<ReconciliationModel> {
    return this.overview.read(t);
  }

  @Query(() => ReconciliationRunConnection, { description: 'Staff and auditors: comparisons, newest first.' })
  @VisibleTo(OVERSEERS)
  async reconciliationRuns(
    @Args('first', { type: () => Int, defaultValue: 10 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<Connection<ReconciliationRun>> {
    const size = checkedFirst(first);
    const [behind = null] = after ? decodeCursor(after, 1) : [];
    const rows = await this.runs.page(behind, size + 1);
    return toConnection(rows, size, after, ({ id }) => encodeCursor(id));
  }

  @Mutation(() => ReconciliationModel, {
    description: 'Staff: compare now. Answers at once; `running` tells how far it has come.',
  })
  @VisibleTo(STAFF)
  async runReconciliation(@Context() context: GraphContext): Promise<ReconciliationModel> {
    await this.service.request(signedIn(context).id);
    return this.overview.read(context.t);
  }

  @ResolveField(() => String, { nullable: true, description: 'Who asked for it; null for the one of the night.' })
  @VisibleTo(OVERSEERS)
  async askedBy(
    @Parent() { askedBy }: ReconciliationRun,
    @Context() { loaders }: GraphContext,
  ): Promise<string | null> {
    return askedBy === null ? null : loaders.personName.load(askedBy);
  }
}
