import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ConcernsService } from '#campaigns';
import { DonorAccounts, oversees } from '#identity';
import { invariant, RequestError } from '#kernel';
import {
  SHOWN_STATES,
  TeamLeadersService,
  TeamLimits,
  TeamLinks,
  TeamsRepository,
  TeamsService,
  type Team,
} from '#teams';
import { VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { answering } from '../graphql/user-errors.js';
import { OpenTeamInput, ReportTeamInput, toTeamDraft } from './team.input.js';
import { TeamConnection, TeamModel, TeamOrder, TeamReview } from './team.model.js';
import { AcceptCoCaptainResult, OpenTeamResult, ReportTeamResult } from './team.results.js';

const MAX_SEARCH = 40;
const REVIEWS = { all: TeamReview.ALL, pictures: TeamReview.PICTURES, none: TeamReview.NONE } as const;

/** Teams as everybody finds them, opens them and speaks up about them. */
@Resolver()
export class TeamsResolver {
  constructor(
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(TeamsService) private readonly service: TeamsService,
    @Inject(TeamLeadersService) private readonly leading: TeamLeadersService,
    @Inject(TeamLimits) private readonly limits: TeamLimits,
    @Inject(TeamLinks) private readonly links: TeamLinks,
    @Inject(ConcernsService) private readonly concerns: ConcernsService,
    @Inject(DonorAccounts) private readonly accounts: DonorAccounts,
  ) {}

  @Query(() => TeamModel, { nullable: true, description: 'A team that is or was public; null when there is none.' })
  @VisibleTo('PUBLIC')
  async team(@Args('id', { type: () => ID }) id: string, @Context() { viewer }: GraphContext): Promise<Team | null> {
    const team = await this.teams.find(id);
    return team && (SHOWN_STATES.includes(team.state) || oversees(viewer)) ? team : null;
  }

  @Query(() => TeamConnection, {
    description: 'Public teams of a campaign. With a search, squads are found as well; without one, teams only.',
  })
  @VisibleTo('PUBLIC')
  async findTeams(
    @Args('campaignId', { type: () => ID }) campaignId: string,
    @Args('search', { type: () => String, nullable: true }) search: string | null | undefined,
    @Args('order', { type: () => TeamOrder, defaultValue: TeamOrder.GIFTS }) order: TeamOrder,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
  ): Promise<Connection<Team>> {
    const size = checkedFirst(first);
    const part = search?.trim().slice(0, MAX_SEARCH) || null;
    const rows = await this.teams.page({
      campaignId,
      states: ['PUBLIC'],
      ...(part === null ? { parentId: null } : {}),
      search: part,
      order,
      after: after ? (decodeCursor(after, 1)[0] ?? null) : null,
      limit: size + 1,
    });
    return toConnection(rows, size, after, ({ id }) => encodeCursor(id));
  }

  @Query(() => TeamReview, { description: 'What staff look at before it is public here.' })
  @VisibleTo('PUBLIC')
  teamReview(): TeamReview {
    return REVIEWS[this.service.reviewPolicy];
  }

  @Mutation(() => OpenTeamResult as () => unknown, {
    description: 'Open a team, or a squad of one, under a campaign that takes gifts. Anybody may.',
  })
  @VisibleTo('PUBLIC')
  openTeam(@Args('input', { type: () => OpenTeamInput }) input: OpenTeamInput, @Context() context: GraphContext) {
    return answering(context.t, async () => {
      await this.limits.count('opened', context.address);
      const person = { nickname: input.nickname, email: input.email ?? null };
      const { team, leader } = await this.service.open(toTeamDraft(input), await this.personOf(person, context));
      context.openedTeams.add(team.id);
      return { teamId: team.id, team, deskUrl: this.links.desk(leader, context.locale) };
    });
  }

  @Mutation(() => AcceptCoCaptainResult as () => unknown, {
    description: 'Accept an invitation to lead a team along.',
  })
  @VisibleTo('PUBLIC')
  acceptCoCaptain(
    @Args('teamId', { type: () => ID }) teamId: string,
    @Args('invitation', { type: () => String }) invitation: string,
    @Args('nickname', { type: () => String }) nickname: string,
    @Args('email', { type: () => String, nullable: true }) email: string | null | undefined,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      await this.limits.count('opened', context.address);
      const person = { nickname, email: email ?? null };
      const leader = await this.leading.accept(teamId, invitation, await this.personOf(person, context));
      const team = await this.teams.find(teamId);
      invariant(team, 'who leads a team leads one that exists');
      context.openedTeams.add(teamId);
      return { teamId, team, deskUrl: this.links.desk(leader, context.locale) };
    });
  }

  @Mutation(() => ReportTeamResult as () => unknown, {
    description: 'Report a concern about a team; answered within five working days.',
  })
  @VisibleTo('PUBLIC')
  reportTeam(
    @Args('input', { type: () => ReportTeamInput }) { teamId, message, contact }: ReportTeamInput,
    @Context() { t, address }: GraphContext,
  ) {
    return answering(t, async () => {
      const team = await this.teams.find(teamId);
      if (!team || !SHOWN_STATES.includes(team.state)) throw new RequestError('NOT_FOUND', 'team_not_found');
      await this.limits.count('reports', address);
      return this.concerns.report(team.campaignId, message, contact ?? null, team.id);
    });
  }

  /** Whoever acts; of a donor who is signed in, the address of their account where they left none. */
  private async personOf(person: { nickname: string; email: string | null }, context: GraphContext) {
    const { viewer, visitorHash, locale } = context;
    invariant(visitorHash, 'a team is opened by a visitor');
    const asked = { ...person, viewer, actorHash: visitorHash, locale };
    if (viewer?.role !== 'DONOR' || asked.email?.trim()) return asked;
    const why = { actor: `donor:${viewer.id}`, reason: 'leads a team' };
    return { ...asked, email: await this.accounts.emailOf(await this.accounts.open(viewer.id, null), why) };
  }
}
