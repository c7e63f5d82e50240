import { GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { NewsTopicKind } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';

registerEnumType(NewsTopicKind, {
  name: 'NewsTopicKind',
  description: 'What there can be news of.',
  valuesMap: {
    CAMPAIGN: { description: 'A campaign.' },
    TEAM: { description: 'A team.' },
  },
});

@ObjectType('NewsItem', {
  description:
    '项目动态: a piece of news that stands. Never edited; what was wrong is withdrawn, and put right by another.',
})
export class NewsItemModel {
  @Shown('PUBLIC', () => ID, 'Its id.')
  id!: string;

  @Shown('PUBLIC', () => String, 'Its title.')
  title!: string;

  @Shown('PUBLIC', () => String, 'Its words; a blank line parts paragraphs.')
  text!: string;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When it was published.')
  publishedAt!: Date;

  @Shown(OVERSEERS, () => Int, 'Letters that are queued or sent.')
  letters!: number;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When the last letter was queued; null while more are to come.', {
    nullable: true,
  })
  sentAt!: Date | null;

  @Shown('PUBLIC', () => String, 'What it is about, as it was called then.')
  topicTitle!: string;

  @Shown('PUBLIC', () => String, 'The page of what it is about: a path on this site, without the language’s prefix.')
  topicPath!: string;

  correctsId!: string | null;
}

@ObjectType('WithdrawnNews', { description: 'What is said where an item of news stood that was withdrawn.' })
export class WithdrawnNewsModel {
  @Shown('PUBLIC', () => ID, 'Its id.')
  id!: string;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When it was published.')
  publishedAt!: Date;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When it was withdrawn.')
  withdrawnAt!: Date;

  @Shown('PUBLIC', () => String, 'Why, in the words of whoever withdrew it.')
  withdrawalReason!: string;

  @Shown(OVERSEERS, () => String, 'Its title, for staff alone: what is withdrawn is not said again in public.')
  title!: string;

  @Shown(OVERSEERS, () => String, 'Its words, for staff alone.')
  text!: string;

  @Shown(OVERSEERS, () => Int, 'Letters that were queued, sent or not.')
  letters!: number;

  @Shown(OVERSEERS, () => Int, 'Those of them that were kept from being sent.')
  lettersStopped!: number;

  @Shown('PUBLIC', () => String, 'What it is about, as it was called then.')
  topicTitle!: string;

  @Shown('PUBLIC', () => String, 'The page of what it is about: a path on this site, without the language’s prefix.')
  topicPath!: string;

  withdrawnBy!: string;
}

export enum NewsSubscriptionState {
  UNCONFIRMED = 'UNCONFIRMED',
  CONFIRMED = 'CONFIRMED',
}

registerEnumType(NewsSubscriptionState, {
  name: 'NewsSubscriptionState',
  description: 'How far a subscription has come; ended, it is gone.',
  valuesMap: {
    UNCONFIRMED: { description: 'Waits for its reader’s yes; nothing is sent.' },
    CONFIRMED: { description: 'Its reader is told.' },
  },
});

@ObjectType('NewsSubscription', { description: 'Who asked to be told of something; shown by its signed link only.' })
export class NewsSubscriptionModel {
  @Shown('PUBLIC', () => ID, 'Its id.')
  id!: string;

  @Shown('PUBLIC', () => NewsSubscriptionState, 'How far it has come.')
  state!: NewsSubscriptionState;

  @Shown('PUBLIC', () => String, 'What it is about.')
  topicTitle!: string;

  @Shown('PUBLIC', () => String, 'The page of what it is about: a path on this site, without the language’s prefix.')
  topicPath!: string;
}

@ObjectType('TooManyLettersError', {
  implements: () => [UserErrorModel],
  description: 'Too many letters were asked for.',
})
export class TooManyLettersErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => Int, 'When to try again, in seconds.')
  seconds!: number;
}

@ObjectType('NewsAsked', { description: 'A letter asks its reader for a yes, whether or not they were known.' })
export class NewsAskedModel {
  @Shown('PUBLIC', () => Boolean, 'Always true.')
  asked!: boolean;
}

@ObjectType('NewsEnded', { description: 'The subscription is gone, and the address with it.' })
export class NewsEndedModel {
  @Shown('PUBLIC', () => Boolean, 'Always true.')
  ended!: boolean;
}

export const SubscribeToNewsResult = resultUnion('SubscribeToNewsResult', 'NewsAsked', 'A letter, or why not.', [
  NewsAskedModel,
  FieldRejectedErrorModel,
  TooManyLettersErrorModel,
]);

@ObjectType('NewsStateError', {
  implements: () => [UserErrorModel],
  description: 'Somebody else has withdrawn or corrected the item meanwhile.',
})
export class NewsStateErrorModel extends UserErrorModel {}

export const NewsEntry = resultUnion(
  'NewsEntry',
  'NewsItem',
  'What stands at the address of an item of news: the item, or why it was withdrawn.',
  [NewsItemModel, WithdrawnNewsModel],
);

export const WithdrawNewsResult = resultUnion(
  'WithdrawNewsResult',
  'WithdrawnNews',
  'What is left of it, or why not.',
  [WithdrawnNewsModel, FieldRejectedErrorModel, NewsStateErrorModel],
);

export const PublishNewsResult = resultUnion('PublishNewsResult', 'NewsItem', 'The item, or why not.', [
  NewsItemModel,
  FieldRejectedErrorModel,
  NewsStateErrorModel,
]);
