import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CampaignsRepository, CampaignsService, PublishGateClosedError, type Campaign } from '#campaigns';
import { CampaignState } from '#platform';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import type { Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { checkedReason, signedIn } from '../graphql/staff.js';
import { answering, viewOf } from '../graphql/user-errors.js';
import { CampaignInput, toCampaignDraft } from './campaign.input.js';
import { CampaignConnection, CampaignModel } from './campaign.model.js';
import { campaignPage } from './campaign.page.js';
import { ChangeCampaignResult, SaveCampaignResult } from './campaign.results.js';

const ALL_STATES = Object.values(CampaignState);

/** What foundation staff do with campaigns. Who may do it is declared; the rules are the service's. */
@Resolver()
export class StaffCampaignsResolver {
  constructor(
    @Inject(CampaignsService) private readonly service: CampaignsService,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
  ) {}

  @Query(() => CampaignConnection, { description: 'Staff: campaigns in every state, newest first.' })
  @VisibleTo(OVERSEERS)
  staffCampaigns(
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Args('state', { type: () => CampaignState, nullable: true }) state: CampaignState | null | undefined,
  ): Promise<Connection<Campaign>> {
    return campaignPage(this.campaigns, [state ? [state] : ALL_STATES], first, after);
  }

  @Query(() => CampaignModel, { nullable: true, description: 'Staff: a campaign by id. Null when there is none.' })
  @VisibleTo(OVERSEERS)
  staffCampaign(@Args('id', { type: () => ID }) id: string): Promise<Campaign | null> {
    return this.campaigns.find(id);
  }

  @Mutation(() => SaveCampaignResult as () => unknown, { description: 'Maker: start a campaign as a draft.' })
  @VisibleTo('STAFF_MAKER')
  createCampaign(@Args('input', { type: () => CampaignInput }) input: CampaignInput, @Context() context: GraphContext) {
    return answering(context.t, () => this.service.create(signedIn(context), toCampaignDraft(input)));
  }

  @Mutation(() => SaveCampaignResult as () => unknown, { description: 'Maker: edit a draft or what was sent back.' })
  @VisibleTo('STAFF_MAKER')
  updateCampaign(
    @Args('id', { type: () => ID }) id: string,
    @Args('input', { type: () => CampaignInput }) input: CampaignInput,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, () => this.service.update(signedIn(context), id, toCampaignDraft(input)));
  }

  @Mutation(() => ChangeCampaignResult as () => unknown, { description: 'Maker: send a draft to the checker.' })
  @VisibleTo('STAFF_MAKER')
  submitCampaign(@Args('id', { type: () => ID }) id: string, @Context() context: GraphContext) {
    return this.change(context, () => this.service.submit(signedIn(context), id));
  }

  @Mutation(() => ChangeCampaignResult as () => unknown, { description: 'Checker: approve, as a second person.' })
  @VisibleTo('STAFF_CHECKER')
  approveCampaign(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return this.change(context, () => this.service.approve(signedIn(context), id, checkedReason(reason)));
  }

  @Mutation(() => ChangeCampaignResult as () => unknown, { description: 'Checker: send back to the maker.' })
  @VisibleTo('STAFF_CHECKER')
  rejectCampaign(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return this.change(context, () => this.service.reject(signedIn(context), id, checkedReason(reason)));
  }

  @Mutation(() => ChangeCampaignResult as () => unknown, { description: 'Maker: go live, through the publish gate.' })
  @VisibleTo('STAFF_MAKER')
  publishCampaign(@Args('id', { type: () => ID }) id: string, @Context() context: GraphContext) {
    return this.change(context, () => this.service.publish(signedIn(context), id));
  }

  @Mutation(() => ChangeCampaignResult as () => unknown, { description: 'Staff: stop taking gifts for now.' })
  @VisibleTo(['STAFF_MAKER', 'STAFF_CHECKER'])
  pauseCampaign(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return this.change(context, () => this.service.pause(signedIn(context), id, checkedReason(reason)));
  }

  @Mutation(() => ChangeCampaignResult as () => unknown, {
    description: 'Staff: take gifts again, through the publish gate.',
  })
  @VisibleTo(['STAFF_MAKER', 'STAFF_CHECKER'])
  resumeCampaign(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return this.change(context, () => this.service.resume(signedIn(context), id, checkedReason(reason)));
  }

  private change({ t }: GraphContext, work: () => Promise<Campaign>): Promise<object> {
    return answering(t, async () => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof PublishGateClosedError)) throw error;
        const faults = error.faults.map(({ code, params }) => ({ code, message: t(code, params) }));
        return { ...viewOf(error, t), faults };
      }
    });
  }
}
