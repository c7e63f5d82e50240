import { ObjectType } from '@nestjs/graphql';
import { TeamState } from '#platform';
import { InvalidStateErrorModel } from '../campaigns/campaign.results.js';
import { ConcernReportModel } from '../campaigns/concerns.resolver.js';
import { Shown } from '../graphql/access.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';
import { OpenedTeamModel, TeamDeskModel, TeamInvitationModel, TeamModel } from './team.model.js';

@ObjectType('TeamNameTakenError', {
  implements: () => [UserErrorModel],
  description: 'Another team of the campaign has this name.',
})
export class TeamNameTakenErrorModel extends UserErrorModel {}

@ObjectType('TeamStateError', {
  implements: () => [UserErrorModel],
  description: 'The step cannot be taken from the state the team is in.',
})
export class TeamStateErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => TeamState, 'The state it is in.')
  state!: TeamState;
}

@ObjectType('InvitationSpentError', {
  implements: () => [UserErrorModel],
  description: 'The invitation was used, has lapsed, or was never given.',
})
export class InvitationSpentErrorModel extends UserErrorModel {}

export const OpenTeamResult = resultUnion('OpenTeamResult', 'OpenedTeam', 'The team as opened, or why it was not.', [
  OpenedTeamModel,
  FieldRejectedErrorModel,
  TeamNameTakenErrorModel,
  InvalidStateErrorModel,
]);

export const EditTeamResult = resultUnion('EditTeamResult', 'TeamDesk', 'The team as kept, or why it was not.', [
  TeamDeskModel,
  FieldRejectedErrorModel,
  TeamNameTakenErrorModel,
  TeamStateErrorModel,
]);

export const ChangeTeamDeskResult = resultUnion(
  'ChangeTeamDeskResult',
  'TeamDesk',
  'The team after the step, or why it was not taken.',
  [TeamDeskModel, FieldRejectedErrorModel, TeamStateErrorModel],
);

export const InviteCoCaptainResult = resultUnion(
  'InviteCoCaptainResult',
  'TeamInvitation',
  'The invitation, or why there is none.',
  [TeamInvitationModel, TeamStateErrorModel],
);

export const AcceptCoCaptainResult = resultUnion(
  'AcceptCoCaptainResult',
  'OpenedTeam',
  'The team with the new leader’s own link, or why not.',
  [OpenedTeamModel, FieldRejectedErrorModel, InvitationSpentErrorModel, TeamStateErrorModel],
);

export const ReportTeamResult = resultUnion(
  'ReportTeamResult',
  'ConcernReport',
  'The report as taken in, or why not.',
  [ConcernReportModel, FieldRejectedErrorModel],
);

export const ReviewTeamResult = resultUnion('ReviewTeamResult', 'Team', 'The team after the step, or why not.', [
  TeamModel,
  FieldRejectedErrorModel,
  TeamNameTakenErrorModel,
  TeamStateErrorModel,
]);
