import { Inject } from '@nestjs/common';
import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { TeamState } from '#platform';
import { TeamReviewService, TeamsRepository, type Team } from '#teams';
import { OVERSEERS, STAFF, VisibleTo } from '../graphql/access.js';
import { checkedFirst, decodeCursor, encodeCursor, toConnection, type Connection } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { checkedReason, signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import { TeamConnection } from './team.model.js';
import { ReviewTeamResult } from './team.results.js';

/** What staff do about teams: look at what they say, and take down what must not stand. */
@Resolver()
export class StaffTeamsResolver {
  constructor(
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(TeamReviewService) private readonly review: TeamReviewService,
  ) {}

  @Query(() => TeamConnection, { description: 'Staff: teams in every state, newest first.' })
  @VisibleTo(OVERSEERS)
  async staffTeams(
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Args('state', { type: () => TeamState, nullable: true }) state: TeamState | null | undefined,
    @Args('waiting', { type: () => Boolean, defaultValue: false, description: 'Only those that wait to be checked.' })
    waiting: boolean,
  ): Promise<Connection<Team>> {
    const size = checkedFirst(first);
    const rows = await this.teams.pageForStaff({
      states: state ? [state] : null,
      waiting,
      after: after ? (decodeCursor(after, 1)[0] ?? null) : null,
      limit: size + 1,
    });
    return toConnection(rows, size, after, ({ id }) => encodeCursor(id));
  }

  @Mutation(() => ReviewTeamResult as () => unknown, {
    description: 'Staff: what waits becomes public, or goes back to the team’s leaders with a reason.',
  })
  @VisibleTo(STAFF)
  reviewTeam(
    @Args('id', { type: () => ID }) id: string,
    @Args('approve', { type: () => Boolean, description: 'False sends it back.' }) approve: boolean,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, () => {
      const why = checkedReason(reason);
      const staff = signedIn(context);
      return approve ? this.review.approve(staff, id, why) : this.review.reject(staff, id, why);
    });
  }

  @Mutation(() => ReviewTeamResult as () => unknown, {
    description: 'Staff: take a team out of sight and close its squads; its page says why.',
  })
  @VisibleTo(STAFF)
  takeDownTeam(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, () => this.review.takeDown(signedIn(context), id, checkedReason(reason)));
  }
}
