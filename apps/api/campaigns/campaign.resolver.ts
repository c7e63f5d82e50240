import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AllocationRepository, ruleInForce } from '#allocation';
import { CampaignsRepository, daysLeft, PUBLIC_STATES, publishGateFaults, type Campaign } from '#campaigns';
import { oversees } from '#identity';
import { Clock, type Fen } from '#kernel';
import { LedgerReader } from '#ledger';
import { addressOf, srcsetOf } from '#pictures';
import { MAX_PLEDGE, MIN_PLEDGE } from '#pledges';
import { AllocationRuleModel, toRuleModel } from '../allocation/rule.model.js';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import type { Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { FenScalarType } from '../graphql/scalars.js';
import {
  CampaignCityModel,
  CampaignConnection,
  CampaignModel,
  CampaignProgressModel,
  CampaignTransitionModel,
  CharityModel,
  FundraisingPlanModel,
  PublishGateFaultModel,
} from './campaign.model.js';
import { reasonInWords } from '../messages/reason.js';
import { campaignPage } from './campaign.page.js';
import { CampaignFilter, checkedFilter } from './campaign-filter.input.js';
import { CARTOGRAM } from './cartogram.js';

const UNDER_WAY: readonly Campaign['state'][] = ['LIVE', 'PAUSED'];
const OVER: readonly Campaign['state'][] = ['ENDED', 'SETTLED'];

@Resolver(() => CampaignModel)
export class CampaignResolver {
  constructor(
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Query(() => CampaignModel, {
    nullable: true,
    description: 'A public campaign by its slug; staff also find drafts. Null when there is none.',
  })
  @VisibleTo('PUBLIC')
  async campaign(
    @Args('slug', { type: () => String }) slug: string,
    @Context() { viewer }: GraphContext,
  ): Promise<Campaign | null> {
    const campaign = await this.campaigns.findBySlug(slug);
    return campaign && (PUBLIC_STATES.includes(campaign.state) || oversees(viewer)) ? campaign : null;
  }

  @Query(() => CampaignConnection, {
    name: 'campaigns',
    description: 'Public campaigns: those under way first, newest first. Narrowed by words, state or city.',
  })
  @VisibleTo('PUBLIC')
  async campaignsOnShow(
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Args('filter', { type: () => CampaignFilter, nullable: true }) filter: CampaignFilter | null | undefined,
  ): Promise<Connection<Campaign>> {
    const { states, ...search } = checkedFilter(filter ?? {});
    const groups = [UNDER_WAY, OVER].map((group) => group.filter((state) => states?.includes(state) ?? true));
    return campaignPage(this.campaigns, groups, first, after, search);
  }

  @ResolveField(() => String, { nullable: true, description: 'Address of the cover picture; null when it has none.' })
  @VisibleTo('PUBLIC')
  coverUrl(@Parent() { coverKey }: Campaign): string | null {
    return coverKey && addressOf(coverKey);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'The cover in several widths, as HTML’s srcset; null when there is only one.',
  })
  @VisibleTo('PUBLIC')
  coverSrcset(@Parent() { coverKey }: Campaign): string | null {
    return coverKey && srcsetOf(coverKey);
  }

  @ResolveField(() => Int, {
    description: "Whole days of China's calendar until the end; 0 on the last day and after.",
  })
  @VisibleTo('PUBLIC')
  daysLeft(@Parent() { endsAt }: Campaign): number {
    return daysLeft(endsAt, this.clock.now());
  }

  @ResolveField(() => CharityModel, { description: 'The charity in whose name it raises.' })
  @VisibleTo('PUBLIC')
  charity(@Parent() { charity }: Campaign): CharityModel {
    return charity;
  }

  @ResolveField(() => FundraisingPlanModel, { description: 'The plan it is filed under.' })
  @VisibleTo('PUBLIC')
  plan(@Parent() campaign: Campaign): FundraisingPlanModel {
    return { ...campaign, bankAccount: campaign.charity.bankAccount };
  }

  @ResolveField(() => FenScalarType, { description: 'Smallest gift online.' })
  @VisibleTo('PUBLIC')
  minPledge(): Fen {
    return MIN_PLEDGE;
  }

  @ResolveField(() => FenScalarType, { description: 'Largest gift online.' })
  @VisibleTo('PUBLIC')
  maxPledge(): Fen {
    return MAX_PLEDGE;
  }

  @ResolveField(() => CampaignProgressModel, { description: 'What has been raised, from the books.' })
  @VisibleTo('PUBLIC')
  async progress(@Parent() { id }: Campaign, @Context() { loaders }: GraphContext): Promise<CampaignProgressModel> {
    const totals = await loaders.totals.load(id);
    return {
      raised: totals?.raised ?? 0n,
      gifts: totals?.gifts ?? 0,
      asOfPosition: (totals?.asOfPosition ?? 0n).toString(),
      asOf: totals?.asOf ?? this.clock.now(),
    };
  }

  @ResolveField(() => [CampaignCityModel], { description: 'The cities it raises for, each with its total and tile.' })
  @VisibleTo('PUBLIC')
  async cities(
    @Parent() { id, regionCodes }: Campaign,
    @Context() { loaders }: GraphContext,
  ): Promise<CampaignCityModel[]> {
    const totals = new Map((await this.books.cityTotals(id)).map((total) => [total.orgUnitId, total]));
    const federations = await loaders.federations();
    return federations
      .filter(({ region }) => regionCodes.includes(region.code))
      .map((orgUnit) => {
        const { direct, pool, gifts } = totals.get(orgUnit.id) ?? { direct: 0n, pool: 0n, gifts: 0 };
        const [row, column] = CARTOGRAM[orgUnit.region.code] ?? [0, 0];
        return { region: orgUnit.region, orgUnit, raised: direct + pool, direct, pool, gifts, row, column };
      });
  }

  @ResolveField(() => AllocationRuleModel, { nullable: true, description: 'The rule in force now.' })
  @VisibleTo('PUBLIC')
  async rule(
    @Parent() { id, programId }: Campaign,
    @Context() { t }: GraphContext,
  ): Promise<AllocationRuleModel | null> {
    const now = this.clock.now();
    const rule = ruleInForce(await this.rules.approvedRules(programId), id, now);
    return rule ? toRuleModel(rule, t) : null;
  }

  @ResolveField(() => [CampaignTransitionModel], { description: 'Staff only: every change of state, oldest first.' })
  @VisibleTo(OVERSEERS)
  async history(
    @Parent() { id }: Campaign,
    @Context() { loaders, t }: GraphContext,
  ): Promise<CampaignTransitionModel[]> {
    const transitions = await this.campaigns.transitions(id);
    return Promise.all(
      transitions.map(async (transition) => ({
        ...transition,
        reason: reasonInWords(transition.reason, t),
        actor: transition.actor.startsWith('system:')
          ? t('actor_system')
          : ((await loaders.personName.load(transition.actor)) ?? t('actor_unknown')),
      })),
    );
  }

  @ResolveField(() => [PublishGateFaultModel], {
    description: 'Staff only: what still keeps it from going live; empty when it may.',
  })
  @VisibleTo(OVERSEERS)
  publishGate(@Parent() campaign: Campaign, @Context() { t }: GraphContext): PublishGateFaultModel[] {
    return publishGateFaults(campaign, this.clock.now()).map(({ code, params }) => ({
      code,
      message: t(code, params),
    }));
  }
}
