import { Inject } from '@nestjs/common';
import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import { SHOWN_STATES, TeamsRepository, type Team } from '#teams';
import { VisibleTo } from '../graphql/access.js';
import { LiveSource } from '../live/live-source.js';
import { TeamModel } from './team.model.js';

/** A team's page, told instead of asked for. */
@Resolver()
export class TeamProgressResolver {
  constructor(@Inject(TeamsRepository) private readonly teams: TeamsRepository) {}

  @Subscription(() => TeamModel, {
    nullable: true,
    description:
      'A team, at once and again whenever the books of its campaign or a team of it changes, at most every half second. Null when there is none.',
    resolve(this: TeamProgressResolver, _: unknown, { id }: { id: string }) {
      return this.find(id);
    },
  })
  @VisibleTo('PUBLIC')
  async teamProgress(@Args('id', { type: () => ID }) id: string): Promise<LiveSource> {
    const team = await this.find(id);
    return LiveSource.shared(team ? [{ kind: 'campaign', id: team.campaignId }] : []);
  }

  private async find(id: string): Promise<Team | null> {
    const team = await this.teams.find(id);
    return team && SHOWN_STATES.includes(team.state) ? team : null;
  }
}
