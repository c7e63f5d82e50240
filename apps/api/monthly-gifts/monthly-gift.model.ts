import { GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CivilDate, Fen } from '#kernel';
import { MonthlyChargeState, MonthlyGiftEnd, MonthlyGiftState } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { CivilDateScalarType, FenScalarType } from '../graphql/scalars.js';

registerEnumType(MonthlyGiftState, {
  name: 'MonthlyGiftState',
  description: 'What has become of a monthly gift.',
  valuesMap: {
    PENDING_FIRST: { description: 'Its first gift is not paid yet.' },
    ACTIVE: { description: 'It is charged every month.' },
    PAST_DUE: { description: 'This month’s charge failed; it is tried again, or waits for its giver.' },
    PAUSED: { description: 'Not charged for a while.' },
    ENDED: { description: 'Over for good.' },
  },
});

registerEnumType(MonthlyGiftEnd, {
  name: 'MonthlyGiftEnd',
  description: 'Why a monthly gift is over.',
  valuesMap: {
    DONOR: { description: 'Its giver stopped it.' },
    STAFF: { description: 'The foundation stopped it.' },
    CARD_FAILED: { description: 'Its card could not be charged for two months running.' },
    CAMPAIGN_OVER: { description: 'Its campaign is over.' },
    NEVER_STARTED: { description: 'Its first gift was never paid.' },
  },
});

registerEnumType(MonthlyChargeState, {
  name: 'MonthlyChargeState',
  description: 'What has become of a month of a monthly gift.',
  valuesMap: {
    FIRST: { description: 'The first gift; its giver pays it on a page.' },
    CHARGING: { description: 'The card is being charged.' },
    RETRYING: { description: 'It failed and is tried again.' },
    WAITING_FOR_GIVER: { description: 'It failed; only its giver can go on.' },
    PAID: { description: 'The gift is there.' },
    SKIPPED: { description: 'Left out; never charged afterwards.' },
  },
});

@ObjectType('KeptCard', { description: 'The card that is charged, as far as we know it: never its number.' })
export class KeptCardModel {
  /** Of the monthly gift: who may see the one may see the other. */
  pledgeId!: string;

  @Shown('GIVER', () => String, 'Its brand, as the provider calls it.')
  brand!: string;

  @Shown('GIVER', () => String, 'The last four digits of its number.')
  last4!: string;

  @Shown('GIVER', () => Int, 'Its last month, 1 to 12.')
  expMonth!: number;

  @Shown('GIVER', () => Int, 'The year of its last month.')
  expYear!: number;
}

@ObjectType('MonthlyFailure', { description: 'Why a month could not be charged, or was left out.' })
export class MonthlyFailureModel {
  pledgeId!: string;

  @Shown('GIVER', () => String, 'Stable code, the provider’s where it gives one.')
  code!: string;

  @Shown('GIVER', () => String, 'What happened, in words.')
  message!: string;
}

@ObjectType('MonthlyCharge', { description: 'A month of a monthly gift: charged once at most.' })
export class MonthlyChargeModel {
  pledgeId!: string;
  giftId!: string | null;

  @Shown('GIVER', () => String, 'The month, YYYY-MM, on China’s calendar.')
  period!: string;

  @Shown('GIVER', () => CivilDateScalarType, 'The day it was due.')
  dueOn!: CivilDate;

  @Shown('GIVER', () => MonthlyChargeState, 'What has become of it.')
  state!: MonthlyChargeState;

  @Shown('GIVER', () => Int, 'How many tries have failed.')
  tries!: number;

  @Shown('GIVER', () => CivilDateScalarType, 'When it is tried again, or until when it waits for its giver.', {
    nullable: true,
  })
  retryOn!: CivilDate | null;

  @Shown('GIVER', () => MonthlyFailureModel, 'Why it failed or was left out.', { nullable: true })
  failure!: MonthlyFailureModel | null;
}

@ObjectType('MonthlyTransition', { description: 'A change of a monthly gift: who, why and when.' })
export class MonthlyTransitionModel {
  @Shown(OVERSEERS, () => MonthlyGiftState, 'State before; null at the beginning.', { nullable: true })
  from!: MonthlyGiftState | null;

  @Shown(OVERSEERS, () => MonthlyGiftState, 'State after.')
  to!: MonthlyGiftState;

  @Shown(OVERSEERS, () => String, 'Who did it: the giver, a person of the foundation, or the system.')
  actor!: string;

  @Shown(OVERSEERS, () => String, 'What was done.')
  reason!: string;

  @Shown(OVERSEERS, () => String, 'What a person said about it, or what it was changed to.', { nullable: true })
  note!: string | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When.')
  at!: Date;
}

@ObjectType('MonthlyGiven', { description: 'What a monthly gift has brought so far.' })
export class MonthlyGivenModel {
  pledgeId!: string;

  @Shown('GIVER', () => FenScalarType, 'Paid in all.')
  amount!: Fen;

  @Shown('GIVER', () => Int, 'In how many gifts.')
  gifts!: number;
}

@ObjectType('MonthlyGift', { description: '月捐: a promise to give every month, charged to a kept card.' })
export class MonthlyGiftModel {
  @Shown('GIVER', () => ID, 'Made by the giver’s browser; also the idempotency key.')
  id!: string;

  @Shown('GIVER', () => FenScalarType, 'What is given a month from the next charge on.')
  amount!: Fen;

  @Shown('GIVER', () => Int, 'Day of the month it is charged on, 1 to 28.')
  day!: number;

  @Shown('GIVER', () => MonthlyGiftState, 'What has become of it.')
  state!: MonthlyGiftState;

  @Shown('GIVER', () => MonthlyGiftEnd, 'Why it is over, if it is.', { nullable: true })
  endReason!: MonthlyGiftEnd | null;

  @Shown('GIVER', () => String, 'What the public sees of each gift; null is anonymous.', { nullable: true })
  displayName!: string | null;

  @Shown('GIVER', () => CivilDateScalarType, 'When it is charged next; null while it is not.', { nullable: true })
  nextChargeOn!: CivilDate | null;

  @Shown('GIVER', () => CivilDateScalarType, 'First charge after the pause; null for a pause without an end.', {
    nullable: true,
  })
  pausedUntil!: CivilDate | null;

  @Shown('GIVER', () => GraphQLISODateTime, 'When it was promised.')
  createdAt!: Date;

  @Shown('GIVER', () => GraphQLISODateTime, 'When its first gift was paid.', { nullable: true })
  startedAt!: Date | null;

  @Shown('GIVER', () => GraphQLISODateTime, 'When it ended.', { nullable: true })
  endedAt!: Date | null;
}

export const MonthlyGiftConnection = connectionOf(MonthlyGiftModel, 'MonthlyGift', OVERSEERS);

@ObjectType('MonthlyGiftCount', { description: 'How many monthly gifts stand where.' })
export class MonthlyGiftCountModel {
  @Shown(OVERSEERS, () => MonthlyGiftState, 'The state.')
  state!: MonthlyGiftState;

  @Shown(OVERSEERS, () => Int, 'How many.')
  count!: number;

  @Shown(OVERSEERS, () => FenScalarType, 'What they give a month together.')
  amount!: Fen;
}
