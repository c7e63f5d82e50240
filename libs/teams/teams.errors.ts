import { UserError } from '#kernel';
import type { TeamState } from '#platform';

/** Another team of the campaign has this name already. */
export class TeamNameTakenError extends UserError {
  readonly typeName = 'TeamNameTakenError';

  constructor() {
    super('team_name_taken');
  }
}

/** The step cannot be taken from the state the team is in. */
export class TeamStateError extends UserError {
  readonly typeName = 'TeamStateError';

  constructor(readonly state: TeamState) {
    super('team_state_forbids_step', { state: `TEAM_${state}` });
  }
}

/** The invitation was used, has lapsed, or was never given. */
export class InvitationSpentError extends UserError {
  readonly typeName = 'InvitationSpentError';

  constructor() {
    super('team_invitation_spent');
  }
}
