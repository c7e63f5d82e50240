import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import {
  AllocationRepository,
  RuleDraftsService,
  SimulationRepository,
  type AllocationRule,
  type SolvedRule,
} from '#allocation';
import { GraphQLISODateTime } from '@nestjs/graphql';
import type { Campaign } from '#campaigns';
import { oversees } from '#identity';
import type { Federation } from '#organizations';
import { IndicatorKind } from '#platform';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { reasonInWords } from '../messages/reason.js';
import { AllocationRuleInput, toRuleDraft } from './rule.input.js';
import {
  AllocationRuleConnection,
  AllocationRuleModel,
  AllocationRuleTransitionModel,
  AllocationShareModel,
  toRuleModel,
} from './rule.model.js';
import { AllocationPreviewModel, CityFigureModel } from './rule.results.js';
import { AllocationSimulationModel, toSimulationModel } from './simulation.model.js';

const MILLION = 1_000_000n;

/** Rules as anyone may read them, and what staff see besides: drafts, history, simulations. */
@Resolver(() => AllocationRuleModel)
export class RulesResolver {
  constructor(
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
    @Inject(SimulationRepository) private readonly simulations: SimulationRepository,
    @Inject(RuleDraftsService) private readonly drafts: RuleDraftsService,
  ) {}

  @Query(() => AllocationRuleModel, {
    nullable: true,
    description: 'A rule by id. For the public, null unless it was approved; staff and auditors see drafts too.',
  })
  @VisibleTo('PUBLIC')
  async allocationRule(
    @Args('id', { type: () => ID }) id: string,
    @Context() { viewer, t }: GraphContext,
  ): Promise<AllocationRuleModel | null> {
    const rule = await this.rules.find(id);
    return rule && (rule.approvedAt || oversees(viewer)) ? toRuleModel(rule, t) : null;
  }

  @Query(() => AllocationRuleConnection, { description: 'Staff: rules in every state, latest version first.' })
  @VisibleTo(OVERSEERS)
  async allocationRules(
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Context() { t }: GraphContext,
  ): Promise<Connection<AllocationRuleModel>> {
    const size = checkedFirst(first);
    const [behind] = after ? decodeCursor(after, 1) : [];
    const rows = await this.rules.page(behind === undefined ? null : Number.parseInt(behind, 10), size + 1);
    const page = toConnection(rows, size, after, ({ version }) => encodeCursor(`${version}`));
    return { ...page, edges: page.edges.map(({ cursor, node }) => ({ cursor, node: toRuleModel(node, t) })) };
  }

  @Query(() => AllocationPreviewModel, { description: 'Staff: what a draft comes to, without keeping it.' })
  @VisibleTo(OVERSEERS)
  async previewAllocationRule(
    @Args('input', { type: () => AllocationRuleInput }) input: AllocationRuleInput,
    @Context() { loaders, t }: GraphContext,
  ): Promise<AllocationPreviewModel> {
    const { rule, faults } = await this.drafts.check(toRuleDraft(input));
    return {
      shares: rule ? sharesOf(rule.cities, await loaders.federations()) : [],
      faults: faults.map((fault) => ({ ...fault, message: t(fault.code, fault.params) })),
    };
  }

  @Query(() => [CityFigureModel], { description: 'Staff: the latest figures about cities, by code.' })
  @VisibleTo(OVERSEERS)
  async cityFigures(
    @Args('kind', { type: () => IndicatorKind }) kind: IndicatorKind,
    @Context() { loaders }: GraphContext,
  ): Promise<CityFigureModel[]> {
    const figures = await this.rules.indicators(kind);
    return (await loaders.federations()).flatMap(({ id, region }) => {
      const figure = figures.find(({ orgUnitId }) => orgUnitId === id);
      return figure ? [{ region, kind, value: wholeOf(figure.value), asOf: figure.asOf, source: figure.source }] : [];
    });
  }

  @ResolveField(() => [AllocationShareModel], { description: 'How it divides the pool, by code of the city.' })
  @VisibleTo('PUBLIC')
  async shares(
    @Parent() { rule }: AllocationRuleModel,
    @Context() { loaders }: GraphContext,
  ): Promise<AllocationShareModel[]> {
    return sharesOf(rule.weights, await loaders.federations());
  }

  @ResolveField(() => CampaignModel, {
    nullable: true,
    description: 'Staff: the campaign it is for, if it is for one.',
  })
  @VisibleTo(OVERSEERS)
  campaign(@Parent() { rule }: AllocationRuleModel, @Context() { loaders }: GraphContext): Promise<Campaign | null> {
    return rule.campaignId === null ? Promise.resolve(null) : loaders.campaign.load(rule.campaignId);
  }

  @ResolveField(() => GraphQLISODateTime, {
    nullable: true,
    description: 'Staff: when the next approved rule of the same scope takes over; null while none does.',
  })
  @VisibleTo(OVERSEERS)
  effectiveUntil(@Parent() { id }: AllocationRuleModel, @Context() { loaders }: GraphContext): Promise<Date | null> {
    return loaders.ruleEnd.load(id);
  }

  @ResolveField(() => [AllocationRuleTransitionModel], { description: 'Staff: every change, oldest first.' })
  @VisibleTo(OVERSEERS)
  async history(
    @Parent() { id }: AllocationRuleModel,
    @Context() { loaders, t }: GraphContext,
  ): Promise<AllocationRuleTransitionModel[]> {
    const transitions = await this.rules.transitions(id);
    return Promise.all(
      transitions.map(async (transition) => ({
        ...transition,
        reason: reasonInWords(transition.reason, t),
        actor: (await loaders.personName.load(transition.actor)) ?? t('actor_unknown'),
      })),
    );
  }

  @ResolveField(() => AllocationSimulationModel, {
    nullable: true,
    description: 'Staff: the simulation asked for last, with its result once it is done.',
  })
  @VisibleTo(OVERSEERS)
  async simulation(
    @Parent() { id, digest }: AllocationRuleModel,
    @Context() { loaders }: GraphContext,
  ): Promise<AllocationSimulationModel | null> {
    const simulation = await this.simulations.latest(id);
    return simulation && toSimulationModel(simulation, digest, await loaders.federations());
  }
}

function sharesOf(
  cities: AllocationRule['weights'] | SolvedRule['cities'],
  federations: readonly Federation[],
): AllocationShareModel[] {
  const total = cities.reduce((sum, { weight }) => sum + weight, 0n);
  return cities.flatMap(({ orgUnitId, basis, floorBp, capBp, weight, asOf, source }) => {
    const region = federations.find(({ id }) => id === orgUnitId)?.region;
    if (!region) return [];
    const millionths = total === 0n ? 0n : (weight * MILLION) / total;
    const share = `${millionths / 10_000n}.${(millionths % 10_000n).toString().padStart(4, '0')}`;
    return [{ region, basis: wholeOf(basis), floorBp, capBp, weight: wholeOf(weight), share, asOf, source }];
  });
}

/** Weights and figures are at most 10^8, far inside what a number holds exactly. */
function wholeOf(weight: bigint): number {
  return Number.parseInt(weight.toString(), 10);
}
