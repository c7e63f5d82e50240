import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '#campaigns';
import { Clock, IdSource, invariant, RequestError } from '#kernel';
import { Database } from '#platform';
import { TeamLeadersRepository } from './team-leaders.repository.js';
import { TeamLinks } from './team-links.js';
import { TeamMails } from './team-mails.service.js';
import type { Team, TeamInvitation, TeamLeader } from './team.types.js';
import { InvitationSpentError, TeamStateError } from './teams.errors.js';
import { TeamsRepository } from './teams.repository.js';
import { TeamsService, type TeamPerson } from './teams.service.js';

const INVITATION_DAYS = 7;
const DAY_MS = 86_400_000;
/** A team is led by few; a link that makes leaders must not make a crowd. */
const MOST_LEADERS = 8;

/** Who leads a team: the captain invites co-captains, and may hand the team over to one of them. */
@Injectable()
export class TeamLeadersService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(TeamLeadersRepository) private readonly leaders: TeamLeadersRepository,
    @Inject(TeamsService) private readonly service: TeamsService,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(TeamLinks) private readonly links: TeamLinks,
    @Inject(TeamMails) private readonly mails: TeamMails,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /** Who holds this token, as leader of this team; null when nobody does, or they have left. */
  async holder(teamId: string, token: string): Promise<TeamLeader | null> {
    const id = this.links.idIn(token);
    const leader = id === null ? null : await this.leaders.find(id);
    return leader?.teamId === teamId ? leader : null;
  }

  /** An invitation for one person, good for a week. @throws TeamStateError, RequestError captain_only */
  async invite(captain: TeamLeader): Promise<TeamInvitation> {
    assertCaptain(captain);
    const now = this.clock.now();
    const invitation: TeamInvitation = {
      id: this.ids.next('teamInvitation'),
      teamId: captain.teamId,
      invitedBy: captain.id,
      createdAt: now,
      expiresAt: new Date(now.getTime() + INVITATION_DAYS * DAY_MS),
      acceptedBy: null,
    };
    await this.database.transaction(async (tx) => {
      assertGoesOn(await this.teams.lock(tx, captain.teamId));
      await this.leaders.insertInvitation(tx, invitation);
    });
    return invitation;
  }

  /**
   * Makes whoever holds the invitation a co-captain; sent again by the same visitor it is the same one.
   * @throws InvitationSpentError, TeamStateError, FieldRejectedError
   */
  async accept(teamId: string, token: string, by: TeamPerson): Promise<TeamLeader> {
    const id = this.links.idIn(token);
    if (id === null) throw new InvitationSpentError();
    return this.database.transaction(async (tx) => {
      const team = await this.teams.lock(tx, teamId);
      assertGoesOn(team);
      const invitation = await this.leaders.lockInvitation(tx, id);
      if (!invitation || invitation.teamId !== teamId) throw new InvitationSpentError();
      const leading = await this.leaders.ofTeam(teamId, tx);
      if (invitation.acceptedBy !== null) {
        const same = leading.find((each) => each.id === invitation.acceptedBy && each.actorHash === by.actorHash);
        if (same) return same;
        throw new InvitationSpentError();
      }
      if (invitation.expiresAt <= this.clock.now() || leading.length >= MOST_LEADERS) throw new InvitationSpentError();
      const leader = await this.service.leaderOf(tx, teamId, 'CO_CAPTAIN', by);
      await this.leaders.accept(tx, id, leader.id);
      const campaign = await this.campaigns.find(team.campaignId);
      invariant(campaign, 'a team names a campaign that exists');
      await this.mails.tell(tx, leader, team, campaign, 'joined', { kind: 'JOINED' });
      return leader;
    });
  }

  /** Makes a co-captain the captain; who was stays as co-captain. @throws RequestError captain_only, TeamStateError */
  async handOver(captain: TeamLeader, leaderId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const team = await this.teams.lock(tx, captain.teamId);
      assertGoesOn(team);
      const leading = await this.leaders.ofTeam(captain.teamId, tx);
      const now = leading.find(({ id }) => id === captain.id);
      if (!now) throw new RequestError('NOT_FOUND', 'team_not_found');
      assertCaptain(now);
      const next = leading.find(({ id }) => id === leaderId);
      if (!next) throw new RequestError('NOT_FOUND', 'team_leader_not_found');
      if (next.id === now.id) return;
      // One captain at a time: the old one steps down before the new one steps up.
      await this.leaders.setRole(tx, now.id, 'CO_CAPTAIN');
      await this.leaders.setRole(tx, next.id, 'CAPTAIN');
      const step = { from: team.state, to: team.state, actor: now.id, reason: 'handed_over', at: this.clock.now() };
      const number = await this.teams.recordTransition(tx, team.id, step);
      const campaign = await this.campaigns.find(team.campaignId);
      invariant(campaign, 'a team names a campaign that exists');
      await this.mails.tell(tx, next, team, campaign, `step_${number}`, { kind: 'HANDED_OVER' });
    });
  }
}

/** @throws RequestError captain_only */
export function assertCaptain({ role }: TeamLeader): void {
  if (role !== 'CAPTAIN') throw new RequestError('FORBIDDEN', 'captain_only');
}

function assertGoesOn(team: Team | null): asserts team is Team {
  if (!team) throw new RequestError('NOT_FOUND', 'team_not_found');
  if (team.state === 'CLOSED' || team.state === 'TAKEN_DOWN') throw new TeamStateError(team.state);
}
