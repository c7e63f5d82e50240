import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Mutation, Query, Resolver } from '@nestjs/graphql';
import { RequestError } from '#kernel';
import { NewsService, NewsSubscriptions, type NamedTopic, type NewsSubscription } from '#news';
import { Logger, NewsTopicKind } from '#platform';
import { STAFF, VisibleTo } from '../graphql/access.js';
import type { GraphContext } from '../graphql/context.js';
import { signedIn } from '../graphql/staff.js';
import { answering } from '../graphql/user-errors.js';
import {
  NewsEndedModel,
  NewsEntry,
  NewsItemModel,
  NewsSubscriptionModel,
  NewsSubscriptionState,
  PublishNewsResult,
  SubscribeToNewsResult,
  WithdrawNewsResult,
} from './news.model.js';
import { entryOf } from './news-fields.resolver.js';
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

  @Field(() => ID, { nullable: true, description: 'The withdrawn item it puts right, where it does.' })
  correctsId?: string | null;
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
    @Args('input', { type: () => PublishNewsInput }) { campaignId, correctsId, ...words }: PublishNewsInput,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const topic = await this.topic({ kind: 'CAMPAIGN', id: campaignId });
      const draft = { ...words, occasion: null, correctsId: correctsId ?? null };
      const item = await this.news.publish(topic, draft, signedIn(context).id);
      this.logger.info({ news: item.id, campaignId, corrects: item.correctsId }, 'news published');
      return item;
    });
  }

  @Query(() => NewsEntry as () => unknown, {
    nullable: true,
    description: 'What stands at the address of an item; null for no item, and while its campaign is not public.',
  })
  @VisibleTo('PUBLIC')
  async newsItem(@Args('id', { type: () => ID }) id: string): Promise<object | null> {
    const item = await this.news.find(id);
    if (!item || !(await this.topics.find({ kind: item.topicKind, id: item.topicId }))) return null;
    return entryOf(item);
  }

  @Mutation(() => WithdrawNewsResult as () => unknown, {
    description:
      'Take an item of news off every page, for good, and keep letters that wait from being sent. The reason stands in public where the item stood.',
  })
  @VisibleTo(STAFF)
  withdrawNews(
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String, description: 'Why, at most 500 characters; shown in public.' })
    reason: string,
    @Context() context: GraphContext,
  ) {
    return answering(context.t, async () => {
      const item = await this.news.withdraw(id, reason, signedIn(context).id);
      this.logger.info({ news: id, by: item.withdrawnBy, stopped: item.lettersStopped }, 'news withdrawn');
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
