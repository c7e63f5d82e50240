import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '#campaigns';
import type { Viewer } from '#identity';
import { Clock, invariant, RequestError } from '#kernel';
import { Database, isUniqueViolation, Signals, type Tx } from '#platform';
import { TeamLeadersRepository } from './team-leaders.repository.js';
import { TeamMails } from './team-mails.service.js';
import type { TeamNews } from './team.letters.js';
import { stateAfter, type TeamStep } from './team.states.js';
import type { Team } from './team.types.js';
import { TeamNameTakenError, TeamStateError } from './teams.errors.js';
import { TeamsRepository, type TeamChange } from './teams.repository.js';

/** What staff do about teams; their leaders are told, with the reason. */
@Injectable()
export class TeamReviewService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(TeamLeadersRepository) private readonly leaders: TeamLeadersRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(TeamMails) private readonly mails: TeamMails,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** What waits becomes public; a team taken down comes back. @throws TeamStateError, TeamNameTakenError */
  async approve(staff: Viewer, id: string, reason: string): Promise<Team> {
    return this.step(staff, id, 'approve', reason, (team) => {
      if (team.state === 'PUBLIC' && team.pending === null) throw new TeamStateError(team.state);
      return { change: { ...team.pending, pending: null, pendingSince: null }, news: { kind: 'APPROVED' } };
    });
  }

  /** What waits does not become public; what is public stays. @throws TeamStateError */
  async reject(staff: Viewer, id: string, reason: string): Promise<Team> {
    return this.step(staff, id, 'reject', reason, (team) => {
      if (team.state === 'PUBLIC' && team.pending === null) throw new TeamStateError(team.state);
      return { change: { pending: null, pendingSince: null }, news: { kind: 'REJECTED', reason } };
    });
  }

  /** Takes a team out of the public's sight, and closes its squads; its page says why. @throws TeamStateError */
  async takeDown(staff: Viewer, id: string, reason: string): Promise<Team> {
    return this.step(
      staff,
      id,
      'takeDown',
      reason,
      () => ({ change: { pending: null, pendingSince: null }, news: { kind: 'TAKEN_DOWN', reason } }),
      async (tx, team) => {
        for (const squad of await this.teams.lockSquads(tx, team.id)) {
          await this.teams.update(tx, squad.id, { state: 'CLOSED', pending: null, pendingSince: null });
          await this.record(tx, squad, 'CLOSED', staff.id, 'team_closed');
        }
      },
    );
  }

  private async step(
    staff: Viewer,
    id: string,
    step: TeamStep,
    reason: string,
    decide: (team: Team) => { change: TeamChange; news: TeamNews },
    follow?: (tx: Tx, team: Team) => Promise<void>,
  ): Promise<Team> {
    try {
      return await this.database.transaction(async (tx) => {
        const team = await this.locked(tx, id);
        const to = stateAfter(team.state, step);
        const { change, news } = decide(team);
        await this.teams.update(tx, id, { ...change, state: to });
        const number = await this.record(tx, team, to, staff.id, reason);
        await follow?.(tx, team);
        await this.tell(tx, team, `step_${number}`, news);
        return this.locked(tx, id);
      });
    } catch (error) {
      // While it was away, or its new name waited, another team took the name.
      if (isUniqueViolation(error)) throw new TeamNameTakenError();
      throw error;
    }
  }

  private async tell(tx: Tx, team: Team, once: string, news: TeamNews): Promise<void> {
    const campaign = await this.campaigns.find(team.campaignId);
    invariant(campaign, 'a team names a campaign that exists');
    for (const leader of await this.leaders.ofTeam(team.id, tx)) {
      await this.mails.tell(tx, leader, team, campaign, once, news);
    }
  }

  private async record(tx: Tx, team: Team, to: Team['state'], actor: string, reason: string): Promise<bigint> {
    const step = { from: team.state, to, actor, reason, at: this.clock.now() };
    const number = await this.teams.recordTransition(tx, team.id, step);
    await this.signals.send(tx, [{ kind: 'campaign', id: team.campaignId }]);
    return number;
  }

  private async locked(tx: Tx, id: string): Promise<Team> {
    const team = await this.teams.lock(tx, id);
    if (!team) throw new RequestError('NOT_FOUND', 'team_not_found');
    return team;
  }
}
