import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CampaignsRepository, type Campaign } from '#campaigns';
import { oversees } from '#identity';
import { invariant } from '#kernel';
import { OrganizationsRepository } from '#organizations';
import { addressOf, srcsetOf } from '#pictures';
import { TeamsRepository, type Team } from '#teams';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import { actorName } from '../graphql/actor-name.js';
import { checkedFirst } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { reasonInWords } from '../messages/reason.js';
import { OrgUnitModel, RegionModel } from '../organizations/region.model.js';
import { LEADERS, TeamConcernModel, TeamModel, TeamStepModel, TeamWordsModel } from './team.model.js';

/** What a team shows. One that was taken down shows that it was, and why; its words and picture are gone. */
@Resolver(() => TeamModel)
export class TeamFieldsResolver {
  constructor(
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
  ) {}

  @ResolveField(() => String, { description: 'Its name.' })
  @VisibleTo('PUBLIC')
  name(@Parent() team: Team, @Context() context: GraphContext): string {
    return shows(team, context) ? team.name : context.t('team_taken_down_name');
  }

  @ResolveField(() => String, { description: 'Its own words; may be empty.' })
  @VisibleTo('PUBLIC')
  slogan(@Parent() team: Team, @Context() context: GraphContext): string {
    return shows(team, context) ? team.slogan : '';
  }

  @ResolveField(() => String, { nullable: true, description: 'Address of its picture; null when it has none.' })
  @VisibleTo('PUBLIC')
  pictureUrl(@Parent() team: Team, @Context() context: GraphContext): string | null {
    return team.pictureKey && shows(team, context) ? addressOf(team.pictureKey) : null;
  }

  @ResolveField(() => String, { nullable: true, description: 'The same picture in several widths, as HTML’s srcset.' })
  @VisibleTo('PUBLIC')
  pictureSrcset(@Parent() team: Team, @Context() context: GraphContext): string | null {
    return team.pictureKey && shows(team, context) ? srcsetOf(team.pictureKey) : null;
  }

  @ResolveField(() => CampaignModel, { description: 'The campaign it raises for.' })
  @VisibleTo('PUBLIC')
  async campaign(@Parent() { campaignId }: Team, @Context() { loaders }: GraphContext): Promise<Campaign> {
    const campaign = await loaders.campaign.load(campaignId);
    invariant(campaign, 'a team names a campaign that exists');
    return campaign;
  }

  @ResolveField(() => TeamModel, { nullable: true, description: 'The team it is a squad of; null for a team.' })
  @VisibleTo('PUBLIC')
  parent(@Parent() { parentId }: Team): Promise<Team | null> | null {
    return parentId === null ? null : this.teams.find(parentId);
  }

  @ResolveField(() => [TeamModel], { description: 'Its public squads, most gifts first.' })
  @VisibleTo('PUBLIC')
  squads(
    @Parent() { id, campaignId, parentId }: Team,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
  ): Promise<Team[]> | Team[] {
    if (parentId !== null) return [];
    const limit = checkedFirst(first);
    const shown = { states: ['PUBLIC', 'CLOSED'], search: null, order: 'GIFTS', after: null } as const;
    return this.teams.page({ campaignId, parentId: id, limit, ...shown });
  }

  @ResolveField(() => RegionModel, { nullable: true, description: 'Its city; null when it has none.' })
  @VisibleTo('PUBLIC')
  async region(@Parent() { regionCode }: Team, @Context() { loaders }: GraphContext): Promise<RegionModel | null> {
    if (regionCode === null) return null;
    return (await loaders.federations()).find(({ region }) => region.code === regionCode)?.region ?? null;
  }

  @ResolveField(() => OrgUnitModel, { nullable: true, description: 'The organisation that leads it; null for people.' })
  @VisibleTo('PUBLIC')
  orgUnit(@Parent() { orgUnitId }: Team): Promise<OrgUnitModel | null> | null {
    return orgUnitId === null ? null : this.organizations.find(orgUnitId);
  }

  @ResolveField(() => String, { nullable: true, description: 'Why it is over; null while it is not.' })
  @VisibleTo('PUBLIC')
  async overBecause(@Parent() { id, state }: Team, @Context() { t }: GraphContext): Promise<string | null> {
    if (state !== 'CLOSED' && state !== 'TAKEN_DOWN') return null;
    const last = await this.teams.lastTransition(id);
    return last && reasonInWords(last.reason, t);
  }

  @ResolveField(() => TeamWordsModel, {
    nullable: true,
    description: 'Leaders and staff: what waits to be checked; null when nothing does.',
  })
  @VisibleTo(LEADERS)
  waiting(@Parent() { id, pending, pendingSince }: Team): TeamWordsModel | null {
    if (pending === null) return null;
    const { name = null, slogan = null, pictureKey = null } = pending;
    return { teamId: id, name, slogan, pictureUrl: pictureKey && addressOf(pictureKey), since: pendingSince };
  }

  @ResolveField(() => [TeamStepModel], { description: 'Leaders and staff: every step, oldest first.' })
  @VisibleTo(LEADERS)
  async history(@Parent() { id }: Team, @Context() context: GraphContext): Promise<TeamStepModel[]> {
    const steps = await this.teams.transitions(id);
    return Promise.all(
      steps.map(async ({ to, actor, reason, at }) => ({
        teamId: id,
        to,
        at,
        // Leaders see that it was staff, staff see who.
        actor: actor.startsWith('tld_')
          ? context.t('actor_team_leader')
          : oversees(context.viewer)
            ? await actorName(actor, context)
            : context.t('actor_staff'),
        reason: reasonInWords(reason, context.t),
      })),
    );
  }

  @ResolveField(() => [TeamConcernModel], { description: 'Staff only: concerns reported about it, newest first.' })
  @VisibleTo(OVERSEERS)
  concerns(@Parent() { id }: Team): Promise<TeamConcernModel[]> {
    return this.campaigns.concernsAbout([id]);
  }
}

function shows({ id, state }: Team, { viewer, openedTeams }: GraphContext): boolean {
  return state !== 'TAKEN_DOWN' || openedTeams.has(id) || oversees(viewer);
}
