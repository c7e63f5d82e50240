export { allocationChecks } from './allocation.checks.js';
export {
  RuleRejectedError,
  RuleStartError,
  RuleStateError,
  SimulationOutdatedError,
} from './allocation.errors.js';
export { AllocationModule } from './allocation.module.js';
export { AllocationRepository, type AllocationRule } from './allocation.repository.js';
export { AllocationService, type Donation, type Routing } from './allocation.service.js';
export { percent } from './rule-check.js';
export { RuleDraftsService, type FigureSheet } from './rule-drafts.service.js';
export type { Indicator, RuleDraft, RuleFault, SolvedRule } from './rule.types.js';
export { RulesService, type SimulationWish } from './rules.service.js';
export { SimulationRepository, type AllocationSimulation } from './simulation.repository.js';
export { SimulationService } from './simulation.service.js';
export { resultFromJson, type CityShare, type SimulationResult } from './simulation.types.js';
