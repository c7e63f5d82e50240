import type { TeamState } from '#platform';
import { TeamStateError } from './teams.errors.js';

export type TeamStep = 'approve' | 'reject' | 'edit' | 'close' | 'takeDown';

/** Where each step leads; a step that is missing cannot be taken. */
const STEPS: Record<TeamState, Partial<Record<TeamStep, TeamState>>> = {
  IN_REVIEW: { approve: 'PUBLIC', reject: 'REJECTED', edit: 'IN_REVIEW', close: 'CLOSED', takeDown: 'TAKEN_DOWN' },
  PUBLIC: { approve: 'PUBLIC', reject: 'PUBLIC', edit: 'PUBLIC', close: 'CLOSED', takeDown: 'TAKEN_DOWN' },
  REJECTED: { edit: 'IN_REVIEW', close: 'CLOSED' },
  // Its totals stay, and so does its page: what was given in its name is not forgotten.
  CLOSED: { takeDown: 'TAKEN_DOWN' },
  // Taken down by mistake, it comes back with a reason of its own.
  TAKEN_DOWN: { approve: 'PUBLIC' },
};

/** @throws TeamStateError when the step cannot be taken from this state */
export function stateAfter(state: TeamState, step: TeamStep): TeamState {
  const to = STEPS[state][step];
  if (!to) throw new TeamStateError(state);
  return to;
}

/** States in which a team has a page. One that was taken down has a page that says why, and nothing else. */
export const SHOWN_STATES: readonly TeamState[] = ['PUBLIC', 'CLOSED', 'TAKEN_DOWN'];
