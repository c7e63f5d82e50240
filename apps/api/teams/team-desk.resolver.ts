import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { invariant } from '#kernel';
import {
  assertCaptain,
  TeamLeadersRepository,
  TeamLeadersService,
  TeamLinks,
  TeamsRepository,
  TeamsService,
  type TeamLeader,
} from '#teams';
import { VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { checkedReason } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import { TeamDoor } from './team-door.js';
import { EditTeamInput, toTeamEdit } from './team.input.js';
import { TeamDeskModel } from './team.model.js';
import { ChangeTeamDeskResult, EditTeamResult, InviteCoCaptainResult } from './team.results.js';

/** What leaders do for their team. They see totals, never who gave or how much. */
@Resolver()
export class TeamDeskResolver {
  constructor(
    @Inject(TeamDoor) private readonly door: TeamDoor,
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(TeamsService) private readonly service: TeamsService,
    @Inject(TeamLeadersRepository) private readonly leaders: TeamLeadersRepository,
    @Inject(TeamLeadersService) private readonly leading: TeamLeadersService,
    @Inject(TeamLinks) private readonly links: TeamLinks,
  ) {}

  @Query(() => TeamDeskModel, {
    nullable: true,
    description:
      'The team one leads (signed in, or by the token of a signed link). Foreign and missing look alike: null.',
  })
  @VisibleTo('PUBLIC')
  async teamDesk(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', { type: () => String, nullable: true }) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ): Promise<TeamDeskModel | null> {
    const leader = await this.door.open(id, accessToken, context);
    return leader && this.deskOf(leader);
  }

  @Mutation(() => EditTeamResult as () => unknown, {
    description: 'Leader: change what the team says and hopes for. What is checked first waits beside what is public.',
  })
  @VisibleTo('PUBLIC')
  editTeam(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', { type: () => String, nullable: true }) accessToken: string | null | undefined,
    @Args('input', { type: () => EditTeamInput }) input: EditTeamInput,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const leader = await this.door.openOwn(id, accessToken, context);
      const team = await this.teams.find(id);
      invariant(team, 'who leads a team leads one that exists');
      await this.service.edit(leader, toTeamEdit(input, team.pending?.pictureKey ?? team.pictureKey));
      return this.deskOf(leader);
    });
  }

  @Mutation(() => InviteCoCaptainResult as () => unknown, {
    description: 'Captain: a link that makes one person a co-captain, good for a week.',
  })
  @VisibleTo('PUBLIC')
  inviteCoCaptain(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', { type: () => String, nullable: true }) accessToken: string | null | undefined,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const leader = await this.door.openOwn(id, accessToken, context);
      const invitation = await this.leading.invite(leader);
      const { teamId, expiresAt } = invitation;
      return { teamId, expiresAt, url: this.links.invitation(invitation, context.locale) };
    });
  }

  @Mutation(() => ChangeTeamDeskResult as () => unknown, {
    description: 'Captain: make a co-captain the captain; one becomes co-captain oneself.',
  })
  @VisibleTo('PUBLIC')
  handOverTeam(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', { type: () => String, nullable: true }) accessToken: string | null | undefined,
    @Args('leaderId', { type: () => ID }) leaderId: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const leader = await this.door.openOwn(id, accessToken, context);
      await this.leading.handOver(leader, leaderId);
      return this.deskOf(leader);
    });
  }

  @Mutation(() => ChangeTeamDeskResult as () => unknown, {
    description: 'Captain: end the team and its squads. Its page and totals stay.',
  })
  @VisibleTo('PUBLIC')
  closeTeam(
    @Args('id', { type: () => ID }) id: string,
    @Args('accessToken', { type: () => String, nullable: true }) accessToken: string | null | undefined,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const leader = await this.door.openOwn(id, accessToken, context);
      assertCaptain(leader);
      await this.service.close(leader, checkedReason(reason));
      return this.deskOf(leader);
    });
  }

  private async deskOf({ id, teamId }: TeamLeader): Promise<TeamDeskModel> {
    const [team, leaders] = await Promise.all([this.teams.find(teamId), this.leaders.ofTeam(teamId)]);
    const you = leaders.find((leader) => leader.id === id);
    invariant(team && you, 'who leads a team leads one that exists');
    return {
      teamId,
      // Its name and words are fields of their own: who may see them is decided there.
      team,
      role: you.role,
      leaders: leaders.map(({ id: leaderId, nickname, role }) => ({
        teamId,
        id: leaderId,
        nickname,
        role,
        isYou: leaderId === id,
      })),
    };
  }
}
