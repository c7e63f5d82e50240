import { UserError } from '#kernel';
import type { RuleState } from '#platform';
import type { RuleFault } from './rule.types.js';

/** A draft breaks rules; it is not kept, and every fault is named. */
export class RuleRejectedError extends UserError {
  readonly typeName = 'AllocationRuleRejectedError';

  constructor(readonly faults: readonly RuleFault[]) {
    super('rule_rejected', { count: faults.length });
  }
}

/** The step cannot be taken from the state the rule is in. */
export class RuleStateError extends UserError {
  readonly typeName = 'AllocationRuleStateError';

  constructor(
    readonly state: RuleState,
    step: string,
  ) {
    super('rule_state_forbids_step', { state, step });
  }
}

/** What is to be approved is not what was simulated last. */
export class SimulationOutdatedError extends UserError {
  readonly typeName = 'SimulationOutdatedError';

  constructor() {
    super('simulation_outdated');
  }
}

/** A rule that reached back would change past postings silently. */
export class RuleStartError extends UserError {
  readonly typeName = 'AllocationRuleStartError';

  constructor(
    code: 'rule_starts_in_the_past' | 'rule_start_taken' | 'rule_already_in_force',
    readonly effectiveFrom: Date,
  ) {
    super(code);
  }
}
