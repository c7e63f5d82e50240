import type { RuleState } from '#platform';
import { RuleStateError } from './allocation.errors.js';

/**
 * What can be done with a rule, and from which states. An edit makes a draft again; a simulation that is done leads to
 * SIMULATED; an approved rule may be withdrawn as long as it is not in force.
 */
const STEPS = {
  edit: ['DRAFT', 'SIMULATED'],
  simulate: ['DRAFT', 'SIMULATED'],
  approve: ['SIMULATED'],
  withdraw: ['DRAFT', 'SIMULATED', 'APPROVED'],
} as const satisfies Record<string, readonly RuleState[]>;

export type RuleStep = keyof typeof STEPS;

/** @throws RuleStateError when the rule is in no state from which the step can be taken */
export function assertStep(state: RuleState, step: RuleStep): void {
  if (!(STEPS[step] as readonly RuleState[]).includes(state)) throw new RuleStateError(state, step);
}
