import { Inject } from '@nestjs/common';
import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { CampaignsRepository, PUBLIC_STATES, type Campaign } from '#campaigns';
import { VisibleTo } from '../graphql/access.js';
import { LiveSource } from '../live/live-source.js';
import { CampaignModel } from './campaign.model.js';

/** A campaign as it moves. */
@Resolver()
export class CampaignProgressResolver {
  constructor(@Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository) {}

  @Subscription(() => CampaignModel, {
    nullable: true,
    description:
      'A public campaign, at once and again whenever its books or its state change, at most every half second. Null when there is none.',
    resolve(this: CampaignProgressResolver, _: unknown, { slug }: { slug: string }) {
      return this.find(slug);
    },
  })
  @VisibleTo('PUBLIC')
  async campaignProgress(@Args('slug', { type: () => String }) slug: string): Promise<LiveSource> {
    const campaign = await this.find(slug);
    return LiveSource.shared(campaign ? [{ kind: 'campaign', id: campaign.id }] : []);
  }

  private async find(slug: string): Promise<Campaign | null> {
    const campaign = await this.campaigns.findBySlug(slug);
    return campaign && PUBLIC_STATES.includes(campaign.state) ? campaign : null;
  }
}
