import type { StaffTeamParts } from './staff-teams.queries.js';

/** A team's state in the colours states have everywhere. */
export const PILL_OF_STATE: Record<StaffTeamParts['state'], string> = {
  IN_REVIEW: 'IN_REVIEW',
  PUBLIC: 'LIVE',
  REJECTED: 'REJECTED',
  CLOSED: 'ENDED',
  TAKEN_DOWN: 'TAKEN_DOWN',
};

/** Whether something of it is to be looked at before it is public. */
export function waits({ state, waiting }: StaffTeamParts): boolean {
  return state === 'IN_REVIEW' || waiting !== null;
}
