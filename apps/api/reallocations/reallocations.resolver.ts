import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { AllocationRepository } from '#allocation';
import { CampaignsRepository } from '#campaigns';
import { RequestError } from '#kernel';
import { ReallocationsRepository, ReallocationsService, type Reallocation } from '#reallocations';
import { AllocationRuleModel, toRuleModel } from '../allocation/rule.model.js';
import { OVERSEERS, STAFF, VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { checkedReason, signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import { ReallocationInput, toWish } from './reallocation.input.js';
import { ReallocationConnection, ReallocationModel } from './reallocation.model.js';
import { ChangeReallocationResult, PreviewReallocationResult } from './reallocation.results.js';

/** What foundation staff do with re-allocations. Who may do it is declared; the rules are the service's. */
@Resolver()
export class ReallocationsResolver {
  constructor(
    @Inject(ReallocationsService) private readonly service: ReallocationsService,
    @Inject(ReallocationsRepository) private readonly documents: ReallocationsRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
  ) {}

  @Query(() => ReallocationConnection, { description: 'Staff and auditors: re-allocations, newest first.' })
  @VisibleTo(OVERSEERS)
  async reallocations(
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<Connection<Reallocation>> {
    const size = checkedFirst(first);
    const [behind = null] = after ? decodeCursor(after, 1) : [];
    const rows = await this.documents.page(behind, size + 1);
    return toConnection(rows, size, after, ({ id }) => encodeCursor(id));
  }

  @Query(() => ReallocationModel, { nullable: true, description: 'Staff and auditors: one by its id.' })
  @VisibleTo(OVERSEERS)
  reallocation(@Args('id', { type: () => ID }) id: string): Promise<Reallocation | null> {
    return this.documents.find(id);
  }

  @Query(() => [AllocationRuleModel], {
    description: 'Staff and auditors: the approved rules that gifts of a campaign can go by, latest first.',
  })
  @VisibleTo(OVERSEERS)
  async rulesForReallocation(
    @Args('campaignId', { type: () => ID }) campaignId: string,
    @Context() { t }: GraphContext,
  ): Promise<AllocationRuleModel[]> {
    const campaign = await this.campaigns.find(campaignId);
    if (!campaign) throw new RequestError('NOT_FOUND', 'campaign_not_found');
    const rules = await this.rules.approvedRules(campaign.programId);
    return rules.sort((a, b) => b.version - a.version).map((rule) => toRuleModel(rule, t));
  }

  @Mutation(() => PreviewReallocationResult as () => unknown, {
    description: 'Maker: what a re-allocation would do, city by city. Posts nothing and keeps nothing.',
  })
  @VisibleTo('STAFF_MAKER')
  previewReallocation(
    @Args('input', { type: () => ReallocationInput }) input: ReallocationInput,
    @Context() { t }: GraphContext,
  ) {
    return answering(t, async () => this.service.preview(toWish(input)));
  }

  @Mutation(() => ChangeReallocationResult as () => unknown, { description: 'Maker: propose what was previewed.' })
  @VisibleTo('STAFF_MAKER')
  proposeReallocation(
    @Args('id', { type: () => ID }) id: string,
    @Args('input', { type: () => ReallocationInput }) input: ReallocationInput,
    @Args('hash', { type: () => String }) hash: string,
    @Args('note', { type: () => String }) note: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const said = { note: checkedReason(note, 'note'), reason: checkedReason(reason) };
      return this.service.propose(signedIn(context), toWish(input), { id, hash, ...said });
    });
  }

  @Mutation(() => ChangeReallocationResult as () => unknown, {
    description: 'Checker: agree to what was seen, as a second person; it is posted.',
  })
  @VisibleTo('STAFF_CHECKER')
  approveReallocation(
    @Args('id', { type: () => ID }) id: string,
    @Args('hash', { type: () => String }) hash: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => this.service.approve(signedIn(context), id, hash, checkedReason(reason)));
  }

  @Mutation(() => ChangeReallocationResult as () => unknown, {
    description: 'Staff: refuse what was proposed, or take it back.',
  })
  @VisibleTo(STAFF)
  rejectReallocation(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => this.service.reject(signedIn(context), id, checkedReason(reason)));
  }

  @Mutation(() => ChangeReallocationResult as () => unknown, {
    description: 'Staff: try again to post what waits, e.g. because a city held too little.',
  })
  @VisibleTo(STAFF)
  continueReallocation(@Args('id', { type: () => ID }) id: string, @Context() { t }: GraphContext) {
    return answering(t, () => this.service.goOn(id));
  }
}
