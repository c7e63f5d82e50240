import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository, PUBLIC_STATES } from '#campaigns';
import type { NamedTopic, NewsTopic } from '#news';

/** What news can be about, by its title and page; news itself never hears what a campaign is. */
@Injectable()
export class NewsTopics {
  constructor(@Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository) {}

  /** A topic the public can see; null for any other. */
  async find({ kind, id }: NewsTopic): Promise<NamedTopic | null> {
    if (kind !== 'CAMPAIGN') return null;
    const campaign = await this.campaigns.find(id);
    if (!campaign || !PUBLIC_STATES.includes(campaign.state)) return null;
    return { kind, id, title: campaign.title, path: `/c/${campaign.slug}` };
  }
}
