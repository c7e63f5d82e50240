import { Inject } from '@nestjs/common';
import { Args, Context, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Campaign } from '#campaigns';
import { NewsService, NewsSubscriptions, type NewsItem } from '#news';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { OVERSEERS, VisibleTo } from '../graphql/access.js';
import { actorName } from '../graphql/actor-name.js';
import { checkedFirst } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { NewsItemModel, WithdrawnNewsModel } from './news.model.js';

/** An item as a member of the union of what stands and what was withdrawn. */
export function entryOf(item: NewsItem): object {
  return { ...item, __typename: item.withdrawnAt === null ? 'NewsItem' : 'WithdrawnNews' };
}

/** What an item that stands is read with. */
@Resolver(() => NewsItemModel)
export class NewsItemFieldsResolver {
  constructor(@Inject(NewsService) private readonly news: NewsService) {}

  @ResolveField(() => WithdrawnNewsModel, { nullable: true, description: 'The withdrawn item it puts right, if any.' })
  @VisibleTo('PUBLIC')
  corrects(@Parent() { correctsId }: NewsItem): Promise<NewsItem | null> | null {
    return correctsId === null ? null : this.news.find(correctsId);
  }
}

/** What is left of an item that was withdrawn. */
@Resolver(() => WithdrawnNewsModel)
export class WithdrawnNewsFieldsResolver {
  constructor(@Inject(NewsService) private readonly news: NewsService) {}

  @ResolveField(() => NewsItemModel, { nullable: true, description: 'What puts it right; null while nothing does.' })
  @VisibleTo('PUBLIC')
  correction(@Parent() { id }: NewsItem): Promise<NewsItem | null> {
    return this.news.correctionOf(id);
  }

  @ResolveField(() => Boolean, { description: 'Staff only: whether a correction of it was published.' })
  @VisibleTo(OVERSEERS)
  isCorrected(@Parent() { id }: NewsItem): Promise<boolean> {
    return this.news.isCorrected(id);
  }

  @ResolveField(() => String, { description: 'Staff only: who withdrew it.' })
  @VisibleTo(OVERSEERS)
  withdrawnBy(@Parent() { withdrawnBy }: NewsItem, @Context() context: GraphContext): Promise<string> {
    return actorName(withdrawnBy ?? '', context);
  }
}

/** Grafts news onto campaigns; campaigns never hear of it. */
@Resolver(() => CampaignModel)
export class CampaignNewsResolver {
  constructor(
    @Inject(NewsService) private readonly service: NewsService,
    @Inject(NewsSubscriptions) private readonly subscriptions: NewsSubscriptions,
  ) {}

  @ResolveField(() => [NewsItemModel], { description: '项目动态 that stand, newest first.' })
  @VisibleTo('PUBLIC')
  news(
    @Parent() { id }: Campaign,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<NewsItem[]> {
    return this.service.items({ kind: 'CAMPAIGN', id }, checkedFirst(first));
  }

  @ResolveField(() => [WithdrawnNewsModel], { description: 'Staff only: 项目动态 that were withdrawn, newest first.' })
  @VisibleTo(OVERSEERS)
  withdrawnNews(
    @Parent() { id }: Campaign,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<NewsItem[]> {
    return this.service.withdrawn({ kind: 'CAMPAIGN', id }, checkedFirst(first));
  }

  @ResolveField(() => Int, { description: 'Staff only: how many asked to be told by e-mail and said yes.' })
  @VisibleTo(OVERSEERS)
  newsReaders(@Parent() { id }: Campaign): Promise<number> {
    return this.subscriptions.count({ kind: 'CAMPAIGN', id });
  }
}
