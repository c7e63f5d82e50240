import { Inject } from '@nestjs/common';
import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Campaign } from '#campaigns';
import type { Pledge } from '#pledges';
import { TeamsRepository, type Team } from '#teams';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { VisibleTo } from '../graphql/access.js';
import { PledgeModel } from '../pledges/pledge.model.js';
import { TeamCountsModel, TeamModel, TeamOrder } from './team.model.js';

const MOST_LISTED = 200;

/** Grafts teams onto the campaign; campaigns never hear of teams. */
@Resolver(() => CampaignModel)
export class CampaignTeamsResolver {
  constructor(@Inject(TeamsRepository) private readonly teams: TeamsRepository) {}

  @ResolveField(() => [TeamModel], {
    name: 'teams',
    description: 'Its public teams, by number of gifts unless asked otherwise.',
  })
  @VisibleTo('PUBLIC')
  teamsOf(
    @Parent() { id }: Campaign,
    @Args('order', { type: () => TeamOrder, defaultValue: TeamOrder.GIFTS }) order: TeamOrder,
    @Args('first', { type: () => Int, defaultValue: MOST_LISTED }) first: number,
  ): Promise<Team[]> {
    const limit = Math.max(0, Math.min(first, MOST_LISTED));
    const listed = { states: ['PUBLIC'], parentId: null, search: null, after: null } as const;
    return this.teams.page({ campaignId: id, order, limit, ...listed });
  }

  @ResolveField(() => TeamCountsModel, { description: 'How many teams and squads take part.' })
  @VisibleTo('PUBLIC')
  teamCounts(@Parent() { id }: Campaign): Promise<TeamCountsModel> {
    return this.teams.counts(id);
  }
}

/** Grafts the team onto the gift that was made in its name. */
@Resolver(() => PledgeModel)
export class PledgeTeamResolver {
  constructor(@Inject(TeamsRepository) private readonly teams: TeamsRepository) {}

  @ResolveField(() => TeamModel, { nullable: true, description: 'The team whose page it was given on.' })
  @VisibleTo('GIVER')
  team(@Parent() { teamId }: Pledge): Promise<Team | null> | null {
    return teamId === null ? null : this.teams.find(teamId);
  }
}
