import { GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import { IndicatorKind, RuleState } from '#platform';
import { SamePersonErrorModel } from '../campaigns/campaign.results.js';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';
import { RegionModel } from '../organizations/region.model.js';
import { AllocationRuleModel, AllocationShareModel } from './rule.model.js';
import { AllocationSimulationModel } from './simulation.model.js';

@ObjectType('AllocationRuleFault', { description: 'One thing that keeps a rule from being kept.' })
export class AllocationRuleFaultModel {
  @Shown('PUBLIC', () => String, 'Stable name, e.g. floors_above_whole.')
  code!: string;

  @Shown('PUBLIC', () => String, "What is wrong and what to do, in the visitor's language.")
  message!: string;

  @Shown('PUBLIC', () => String, 'Name of the field in the input.')
  field!: string;

  @Shown('PUBLIC', () => ID, 'The city it is about.', { nullable: true })
  regionCode!: string | null;
}

@ObjectType('AllocationRuleRejectedError', {
  implements: () => [UserErrorModel],
  description: 'The rule cannot route money as it is; every fault is named.',
})
export class AllocationRuleRejectedErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => [AllocationRuleFaultModel], 'Everything that is wrong, all at once.')
  faults!: AllocationRuleFaultModel[];
}

@ObjectType('AllocationRuleStateError', {
  implements: () => [UserErrorModel],
  description: 'The step cannot be taken from the state the rule is in.',
})
export class AllocationRuleStateErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => RuleState, 'The state it is in.')
  state!: RuleState;
}

@ObjectType('AllocationRuleStartError', {
  implements: () => [UserErrorModel],
  description: 'A rule takes effect in the future, alone, and is not taken back afterwards.',
})
export class AllocationRuleStartErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => GraphQLISODateTime, 'When the rule takes effect.')
  effectiveFrom!: Date;
}

@ObjectType('SimulationOutdatedError', {
  implements: () => [UserErrorModel],
  description: 'What is to be approved is not what was simulated last.',
})
export class SimulationOutdatedErrorModel extends UserErrorModel {}

@ObjectType('AllocationPreview', { description: 'What a draft comes to; nothing is kept.' })
export class AllocationPreviewModel {
  @Shown(OVERSEERS, () => [AllocationShareModel], 'The shares, by city; empty when the draft has faults.')
  shares!: AllocationShareModel[];

  @Shown(OVERSEERS, () => [AllocationRuleFaultModel], 'Everything that is wrong with it.')
  faults!: AllocationRuleFaultModel[];
}

@ObjectType('CityFigure', { description: 'The latest figure about a city that rules may share the pool by.' })
export class CityFigureModel {
  @Shown(OVERSEERS, () => RegionModel, 'The city.')
  region!: RegionModel;

  @Shown(OVERSEERS, () => IndicatorKind, 'What it counts.')
  kind!: IndicatorKind;

  @Shown(OVERSEERS, () => Int, 'The figure.')
  value!: number;

  @Shown(OVERSEERS, () => String, 'Day it is of.')
  asOf!: string;

  @Shown(OVERSEERS, () => String, 'Where it comes from.')
  source!: string;
}

@ObjectType('CityFigures', { description: 'Figures about cities, as they are now.' })
export class CityFiguresModel {
  @Shown(OVERSEERS, () => [CityFigureModel], 'By code of the city; cities without a figure are absent.')
  figures!: CityFigureModel[];
}

export const SaveAllocationRuleResult = resultUnion(
  'SaveAllocationRuleResult',
  'AllocationRule',
  'The rule as kept, or why it was not.',
  [AllocationRuleModel, FieldRejectedErrorModel, AllocationRuleRejectedErrorModel, AllocationRuleStateErrorModel],
);

export const SimulateAllocationRuleResult = resultUnion(
  'SimulateAllocationRuleResult',
  'AllocationSimulation',
  'The simulation asked for, or why there is none.',
  [AllocationSimulationModel, FieldRejectedErrorModel, AllocationRuleStateErrorModel],
);

export const ChangeAllocationRuleResult = resultUnion(
  'ChangeAllocationRuleResult',
  'AllocationRule',
  'The rule in its new state, or why it stays in the old one.',
  [
    AllocationRuleModel,
    FieldRejectedErrorModel,
    AllocationRuleStateErrorModel,
    AllocationRuleStartErrorModel,
    SimulationOutdatedErrorModel,
    SamePersonErrorModel,
  ],
);

export const RecordCityFiguresResult = resultUnion(
  'RecordCityFiguresResult',
  'CityFigures',
  'The figures as they are now, or why they were not kept.',
  [CityFiguresModel, FieldRejectedErrorModel],
);
