import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { Campaign } from '#campaigns';
import { RequestError } from '#kernel';
import { NewsService, NewsSubscriptions, type NamedTopic, type NewsItem, type NewsSubscription } from '#news';
import { Logger, NewsTopicKind } from '#platform';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { OVERSEERS, STAFF, VisibleTo } from '../graphql/access.js';
import { checkedFirst } from '../graphql/connection.js';
import type { GraphContext } from '../graphql/context.js';
import { signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import {
  NewsEndedModel,
  NewsItemModel,
  NewsSubscriptionModel,
  NewsSubscriptionState,
  PublishNewsResult,
  SubscribeToNewsResult,
} from './news.model.js';
import { NewsTopics } from './news-topics.js';

@InputType('SubscribeToNewsInput', { description: 'What somebody wants to be told of, and where.' })
export class SubscribeToNewsInput {
  @Field(() => NewsTopicKind, { description: 'What kind of thing it is.' })
  kind!: NewsTopicKind;

  @Field(() => ID, { description: 'Which one.' })
  id!: string;

  @Field(() => String, { description: 'The address; kept sealed, and forgotten when the subscription ends.' })
  email!: string;
}

@InputType('PublishNewsInput', { description: 'A piece of news of a campaign.' })
export class PublishNewsInput {
  @Field(() => ID, { description: 'The campaign.' })
  campaignId!: string;

  @Field(() => String, { description: 'Its title, at most 60 characters.' })
  title!: string;

  @Field(() => String, { description: 'Its words, at most 2,000 characters; a blank line parts paragraphs.' })
  text!: string;
}

const TOKEN = { type: () => String, description: 'Of the signed link in the letter.' };

/** News, and who asked to be told. */
@Resolver(() => NewsItemModel)
export class NewsResolver {
  constructor(
    @Inject(NewsService) private readonly news: NewsService,
    @Inject(NewsSubscriptions) private readonly subscriptions: NewsSubscriptions,
    @Inject(NewsTopics) private readonly topics: NewsTopics,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  @Query(() => NewsSubscriptionModel, {
    nullable: true,
    description: 'A subscription, by its signed link; null once it has ended, and for any other link.',
  })
  @VisibleTo('PUBLIC')
  async newsSubscription(
    @Args('id', { type: () => ID }) id: string,
    @Args('token', TOKEN) token: string,
  ): Promise<NewsSubscriptionModel | null> {
    const found = await this.subscriptions.find(id, token);
    return found && this.view(found);
  }

  @Mutation(() => SubscribeToNewsResult as () => unknown, {
    description: 'Ask to be told by e-mail. Nothing is sent but one letter, until its reader says yes.',
  })
  @VisibleTo('PUBLIC')
  subscribeToNews(
    @Args('input', { type: () => SubscribeToNewsInput }) { kind, id, email }: SubscribeToNewsInput,
    @Context() { t, locale, address }: GraphContext,
  ) {
    return answering(t, async () => {
      await this.subscriptions.subscribe(await this.topic({ kind, id }), email, locale, address);
      return { asked: true };
    });
  }

  @Mutation(() => NewsSubscriptionModel, { description: 'Its reader says yes.' })
  @VisibleTo('PUBLIC')
  async confirmNewsSubscription(
    @Args('id', { type: () => ID }) id: string,
    @Args('token', TOKEN) token: string,
  ): Promise<NewsSubscriptionModel> {
    return this.view(await this.subscriptions.confirm(id, token));
  }

  @Mutation(() => NewsEndedModel, { description: 'End it and forget the address. Ended before, it stays ended.' })
  @VisibleTo('PUBLIC')
  async endNewsSubscription(
    @Args('id', { type: () => ID }) id: string,
    @Args('token', TOKEN) token: string,
  ): Promise<NewsEndedModel> {
    await this.subscriptions.end(id, token);
    return { ended: true };
  }

  @Mutation(() => PublishNewsResult as () => unknown, {
    description: 'Publish a piece of news of a campaign: public at once, and mailed to everybody who asked for it.',
  })
  @VisibleTo(STAFF)
  publishNews(
    @Args('input', { type: () => PublishNewsInput }) { campaignId, title, text }: PublishNewsInput,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const topic = await this.topic({ kind: 'CAMPAIGN', id: campaignId });
      const item = await this.news.publish(topic, { title, text, occasion: null }, signedIn(context).id);
      this.logger.info({ news: item.id, campaignId }, 'news published');
      return item;
    });
  }

  private async topic(wanted: { kind: NewsTopicKind; id: string }): Promise<NamedTopic> {
    const topic = await this.topics.find(wanted);
    if (!topic) throw new RequestError('NOT_FOUND', 'news_topic_not_found');
    return topic;
  }

  private async view({ id, topicKind, topicId, confirmedAt }: NewsSubscription): Promise<NewsSubscriptionModel> {
    const topic = await this.topics.find({ kind: topicKind, id: topicId });
    return {
      id,
      state: confirmedAt ? NewsSubscriptionState.CONFIRMED : NewsSubscriptionState.UNCONFIRMED,
      topicTitle: topic?.title ?? '',
      topicPath: topic?.path ?? '/',
    };
  }
}

/** Grafts news onto campaigns; campaigns never hear of it. */
@Resolver(() => CampaignModel)
export class CampaignNewsResolver {
  constructor(
    @Inject(NewsService) private readonly service: NewsService,
    @Inject(NewsSubscriptions) private readonly subscriptions: NewsSubscriptions,
  ) {}

  @ResolveField(() => [NewsItemModel], { description: '项目动态, newest first.' })
  @VisibleTo('PUBLIC')
  news(
    @Parent() { id }: Campaign,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
  ): Promise<NewsItem[]> {
    return this.service.items({ kind: 'CAMPAIGN', id }, checkedFirst(first));
  }

  @ResolveField(() => Int, { description: 'Staff only: how many asked to be told by e-mail and said yes.' })
  @VisibleTo(OVERSEERS)
  newsReaders(@Parent() { id }: Campaign): Promise<number> {
    return this.subscriptions.count({ kind: 'CAMPAIGN', id });
  }
}
