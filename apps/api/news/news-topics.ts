import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository, PUBLIC_STATES } from '#campaigns';
import { TeamsRepository } from '#teams';
import type { NamedTopic, NewsTopic } from '#news';

/** What news can be about, by its title and page; news itself never hears what a campaign is. */
@Injectable()
export class NewsTopics {
  constructor(
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
  ) {}

  /** A topic the public can see; null for any other. */
  async find({ kind, id }: NewsTopic): Promise<NamedTopic | null> {
    const team = kind === 'TEAM' ? await this.teams.find(id) : null;
    const campaign = await this.campaigns.find(kind === 'TEAM' ? (team?.campaignId ?? '') : id);
    if (!campaign || !PUBLIC_STATES.includes(campaign.state)) return null;
    if (kind === 'CAMPAIGN') return { kind, id, title: campaign.title, path: `/c/${campaign.slug}` };
    if (team?.state !== 'PUBLIC' && team?.state !== 'CLOSED') return null;
    return { kind, id, title: team.name, path: `/c/${campaign.slug}/teams/${id}` };
  }
}
