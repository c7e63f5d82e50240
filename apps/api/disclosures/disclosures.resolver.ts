import { Inject } from '@nestjs/common';
import { Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { disclosureCalendar, type Campaign } from '#campaigns';
import { chinaDay, Clock } from '#kernel';
import { BooksHeads } from '#ledger';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { VisibleTo } from '../graphql/access.js';
import { BooksHeadModel, DisclosureDueModel } from './disclosure.model.js';

/** What has to be told in public about a campaign. */
@Resolver(() => CampaignModel)
export class CampaignDisclosuresResolver {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  @ResolveField(() => [DisclosureDueModel], {
    description: 'What the law wants told about it and by when (Charity Law 79), earliest first.',
  })
  @VisibleTo('PUBLIC')
  disclosuresDue(@Parent() campaign: Campaign): DisclosureDueModel[] {
    const today = chinaDay(this.clock.now());
    return disclosureCalendar(campaign).map(({ kind, number, dueOn }) => ({
      id: `${kind}-${number}`,
      kind,
      dueOn,
      passed: dueOn < today,
    }));
  }
}

@Resolver()
export class BooksHeadsResolver {
  constructor(@Inject(BooksHeads) private readonly heads: BooksHeads) {}

  @Query(() => BooksHeadModel, {
    nullable: true,
    description: 'The head of the books published last; null before the first.',
  })
  @VisibleTo('PUBLIC')
  async latestBooksHead(): Promise<BooksHeadModel | null> {
    const head = await this.heads.latest();
    return head && { date: head.date, batches: `${head.batches}`, hash: head.hash };
  }
}
