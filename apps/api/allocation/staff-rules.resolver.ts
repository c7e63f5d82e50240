import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Resolver } from '@nestjs/graphql';
import {
  AllocationRepository,
  RuleDraftsService,
  RuleRejectedError,
  RulesService,
  SimulationRepository,
  type AllocationRule,
} from '#allocation';
import type { Viewer } from '#identity';
import { FieldRejectedError, invariant, RequestError, type CivilDate } from '#kernel';
import { IndicatorKind } from '#platform';
import { STAFF, VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { CivilDateScalarType } from '../graphql/scalars.js';
import { answering, viewOf } from '../graphql/user-errors.js';
import { AllocationRuleInput, CityFigureInput, SimulationInput, toRuleDraft, toSimulationWish } from './rule.input.js';
import { toRuleModel } from './rule.model.js';
import {
  ChangeAllocationRuleResult,
  RecordCityFiguresResult,
  SaveAllocationRuleResult,
  SimulateAllocationRuleResult,
} from './rule.results.js';
import { toSimulationModel } from './simulation.model.js';

const MAX_REASON = 500;

/** What foundation staff do with allocation rules. Who may do it is declared; the rules are the service's. */
@Resolver()
export class StaffRulesResolver {
  constructor(
    @Inject(RulesService) private readonly service: RulesService,
    @Inject(RuleDraftsService) private readonly drafts: RuleDraftsService,
    @Inject(AllocationRepository) private readonly rules: AllocationRepository,
    @Inject(SimulationRepository) private readonly simulations: SimulationRepository,
  ) {}

  @Mutation(() => SaveAllocationRuleResult as () => unknown, { description: 'Maker: draft a rule.' })
  @VisibleTo('STAFF_MAKER')
  draftAllocationRule(
    @Args('input', { type: () => AllocationRuleInput }) input: AllocationRuleInput,
    @Context() context: GraphContext,
  ) {
    return this.save(context, () => this.service.draft(signedIn(context), toRuleDraft(input)));
  }

  @Mutation(() => SaveAllocationRuleResult as () => unknown, {
    description: 'Maker: write a draft anew; what was simulated has to be simulated again.',
  })
  @VisibleTo('STAFF_MAKER')
  editAllocationRule(
    @Args('id', { type: () => ID }) id: string,
    @Args('input', { type: () => AllocationRuleInput }) input: AllocationRuleInput,
    @Context() context: GraphContext,
  ) {
    return this.save(context, () => this.service.edit(signedIn(context), id, toRuleDraft(input)));
  }

  @Mutation(() => SimulateAllocationRuleResult as () => unknown, {
    description: 'Staff: run a draft over past gifts. The worker computes it; nothing is posted.',
  })
  @VisibleTo(STAFF)
  simulateAllocationRule(
    @Args('id', { type: () => ID }) id: string,
    @Args('input', { type: () => SimulationInput }) input: SimulationInput,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const simulationId = await this.service.simulate(signedIn(context), id, toSimulationWish(input));
      const simulation = await this.simulations.find(simulationId);
      invariant(simulation, 'a simulation asked for is kept');
      return toSimulationModel(simulation, simulation.ruleDigest, await context.loaders.federations());
    });
  }

  @Mutation(() => ChangeAllocationRuleResult as () => unknown, {
    description: 'Checker: approve exactly what was simulated, as a second person.',
  })
  @VisibleTo('STAFF_CHECKER')
  approveAllocationRule(
    @Args('id', { type: () => ID }) id: string,
    @Args('simulationHash', { type: () => String }) simulationHash: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return this.save(context, () => this.service.approve(signedIn(context), id, simulationHash, checkedReason(reason)));
  }

  @Mutation(() => ChangeAllocationRuleResult as () => unknown, {
    description: 'Staff: take back a draft, or an approved rule that is not in force yet.',
  })
  @VisibleTo(STAFF)
  withdrawAllocationRule(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return this.save(context, () => this.service.withdraw(signedIn(context), id, checkedReason(reason)));
  }

  @Mutation(() => RecordCityFiguresResult as () => unknown, {
    description: 'Maker: record figures about cities; rules drafted before keep what they copied.',
  })
  @VisibleTo('STAFF_MAKER')
  recordCityFigures(
    @Args('kind', { type: () => IndicatorKind }) kind: IndicatorKind,
    @Args('asOf', { type: () => CivilDateScalarType }) asOf: CivilDate,
    @Args('source', { type: () => String }) source: string,
    @Args('figures', { type: () => [CityFigureInput] }) figures: CityFigureInput[],
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      await this.drafts.recordFigures(signedIn(context), { kind, asOf, source, figures });
      const known = await this.rules.indicators(kind);
      const federations = await context.loaders.federations();
      return {
        figures: federations.flatMap(({ id, region }) => {
          const figure = known.find(({ orgUnitId }) => orgUnitId === id);
          return figure ? [{ ...figure, region, value: Number.parseInt(figure.value.toString(), 10) }] : [];
        }),
      };
    });
  }

  private save({ t }: GraphContext, work: () => Promise<AllocationRule>): Promise<object> {
    return answering(t, async () => {
      try {
        return toRuleModel(await work(), t);
      } catch (error) {
        if (!(error instanceof RuleRejectedError)) throw error;
        const faults = error.faults.map((fault) => ({ ...fault, message: t(fault.code, fault.params) }));
        return { ...viewOf(error, t), faults };
      }
    });
  }
}

function signedIn({ viewer }: GraphContext): Viewer {
  if (!viewer) throw new RequestError('UNAUTHENTICATED', 'sign_in_first');
  return viewer;
}

function checkedReason(reason: string): string {
  const text = reason.trim();
  if (text === '') throw new FieldRejectedError('reason', 'field_required');
  if (text.length > MAX_REASON) throw new FieldRejectedError('reason', 'field_too_long', { max: MAX_REASON });
  return text;
}
