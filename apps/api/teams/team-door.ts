import { Inject, Injectable } from '@nestjs/common';
import { RequestError } from '#kernel';
import { TeamLeadersRepository, TeamLeadersService, type TeamLeader } from '#teams';
import type { GraphContext } from '../graphql/context.js';

/** Who may look after a team: whoever leads it, signed in or by the signed link of their own. Staff may not in their place. */
@Injectable()
export class TeamDoor {
  constructor(
    @Inject(TeamLeadersRepository) private readonly leaders: TeamLeadersRepository,
    @Inject(TeamLeadersService) private readonly service: TeamLeadersService,
  ) {}

  /** The leader who asks, with the team opened for the rest of the request; null for a stranger as for no team. */
  async open(
    teamId: string,
    accessToken: string | null | undefined,
    context: GraphContext,
  ): Promise<TeamLeader | null> {
    const { viewer, openedTeams } = context;
    const leader =
      (accessToken ? await this.service.holder(teamId, accessToken) : null) ??
      (viewer ? await this.leaders.ofUser(teamId, viewer.id) : null);
    if (leader) openedTeams.add(teamId);
    return leader;
  }

  /** @throws RequestError team_not_found, for a stranger as for a team that is not there */
  async openOwn(teamId: string, accessToken: string | null | undefined, context: GraphContext): Promise<TeamLeader> {
    const leader = await this.open(teamId, accessToken, context);
    if (!leader) throw new RequestError('NOT_FOUND', 'team_not_found');
    return leader;
  }
}
