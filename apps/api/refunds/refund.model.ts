import { GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { RefundOrigin, RefundReason, RefundState } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { FenScalarType } from '../graphql/scalars.js';

registerEnumType(RefundState, {
  name: 'RefundState',
  description: 'Where a refund stands.',
  valuesMap: {
    REQUESTED: { description: 'Asked for by the giver.' },
    PROPOSED: { description: 'Put forward by one person of staff; waits for another.' },
    APPROVED: { description: 'Agreed to by two people; about to be sent.' },
    SENT: { description: 'With the payment provider.' },
    SUCCEEDED: { description: 'Sent back by the provider. It may still fail.' },
    FAILED: { description: 'It could not go back; the money is ours.' },
    REJECTED: { description: 'Not granted; the giver is told why.' },
    CANCELLED: { description: 'Taken back by the giver.' },
  },
});

registerEnumType(RefundOrigin, {
  name: 'RefundOrigin',
  description: 'Who began a refund.',
  valuesMap: {
    DONOR: { description: 'The giver.' },
    STAFF: { description: 'Staff.' },
    PROVIDER: { description: 'Somebody in the provider’s dashboard, past us.' },
  },
});

registerEnumType(RefundReason, {
  name: 'RefundReason',
  description: 'Why money is to go back.',
  valuesMap: {
    MISTAKE: { description: 'A slip.' },
    DUPLICATE: { description: 'Given twice.' },
    WRONG_AMOUNT: { description: 'A wrong amount.' },
    NOT_AUTHORISED: { description: 'Paid without the consent of the account’s owner.' },
    CHANGED_MIND: { description: 'The giver changed their mind.' },
    CAMPAIGN: { description: 'Because of the campaign.' },
    PROVIDER: { description: 'Made in the provider’s dashboard; nobody said why.' },
    OTHER: { description: 'Something else.' },
  },
});

/** Which refunds a list shows. */
export enum RefundFilter {
  WAITING = 'WAITING',
  UNDER_WAY = 'UNDER_WAY',
  TROUBLE = 'TROUBLE',
  DONE = 'DONE',
}

registerEnumType(RefundFilter, {
  name: 'RefundFilter',
  description: 'Which refunds a list shows.',
  valuesMap: {
    WAITING: { description: 'Wait for a person: asked for, or proposed.' },
    UNDER_WAY: { description: 'Approved or with the provider.' },
    TROUBLE: { description: 'Failed: the money could not go back.' },
    DONE: { description: 'Sent back, refused, or taken back.' },
  },
});

@ObjectType('CityReturn', { description: 'What one city gives back of a gift.' })
export class CityReturnModel {
  orgUnitId!: string;

  @Shown(OVERSEERS, () => FenScalarType, 'What of the gift lies there before.')
  left!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What is taken of it.')
  taken!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What its fund holds in all now.')
  held!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What the pool carries of it, because the city has used its part.')
  carriedByPool!: Fen;
}

@ObjectType('RefundPreview', { description: 'What a refund would take, to the fen.' })
export class RefundPreviewModel {
  @Shown(OVERSEERS, () => FenScalarType, 'What goes back.')
  amount!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What is left of the gift before.')
  left!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What the part for management gives back.')
  management!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What the part for payment fees gives back.')
  covered!: Fen;

  @Shown(OVERSEERS, () => [CityReturnModel], 'City by city.')
  cities!: CityReturnModel[];
}

@ObjectType('Refundable', { description: 'How much of a gift can go back.' })
export class RefundableModel {
  pledgeId!: string;

  @Shown('GIVER', () => FenScalarType, 'What has gone back.')
  returned!: Fen;

  @Shown('GIVER', () => FenScalarType, 'What refunds under way will take.')
  reserved!: Fen;

  @Shown('GIVER', () => FenScalarType, 'What can still go back.')
  left!: Fen;

  @Shown('GIVER', () => GraphQLISODateTime, 'Until when the provider sends it back the way it came.')
  until!: Date;

  @Shown(
    'GIVER',
    () => GraphQLISODateTime,
    'Asked for before this moment it is granted at once, unless a city has used its part.',
    {
      nullable: true,
    },
  )
  coolingOffUntil!: Date | null;

  @Shown('GIVER', () => String, 'Why nothing can go back now; null when something can.', { nullable: true })
  obstacle!: string | null;
}

@ObjectType('RefundStep', { description: 'One step of a refund.' })
export class RefundStepModel {
  @Shown(OVERSEERS, () => RefundState, 'Where it led.')
  to!: RefundState;

  @Shown(OVERSEERS, () => String, 'Who took it.')
  actor!: string;

  @Shown(OVERSEERS, () => String, 'Why.')
  reason!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When.')
  at!: Date;
}

@ObjectType('RefundCounts', { description: 'How many refunds and disputes wait where.' })
export class RefundCountsModel {
  @Shown(OVERSEERS, () => Int, 'Asked for by givers; wait for somebody to propose them.')
  requested!: number;

  @Shown(OVERSEERS, () => Int, 'Proposed; wait for a second person.')
  proposed!: number;

  @Shown(OVERSEERS, () => Int, 'Failed: money that could not go back.')
  failed!: number;

  @Shown(OVERSEERS, () => Int, 'Disputes that banks have not decided.')
  openDisputes!: number;
}

@ObjectType('Refund', { description: '退款: money of a gift that goes back to its giver.' })
export class RefundModel {
  pledgeId!: string;

  @Shown('GIVER', () => ID, 'Opaque id; transfers of the books name it as their document.')
  id!: string;

  @Shown('GIVER', () => RefundState, 'Where it stands.')
  state!: RefundState;

  @Shown('GIVER', () => FenScalarType, 'How much.')
  amount!: Fen;

  @Shown('GIVER', () => RefundReason, 'Why.')
  reasonCode!: RefundReason;

  @Shown('GIVER', () => String, 'What the giver said.', { nullable: true })
  donorWords!: string | null;

  @Shown('GIVER', () => String, 'What the giver is told with a refusal.', { nullable: true })
  answer!: string | null;

  @Shown('GIVER', () => GraphQLISODateTime, 'When it began.')
  createdAt!: Date;

  @Shown('GIVER', () => GraphQLISODateTime, 'When it last moved.')
  changedAt!: Date;

  @Shown(OVERSEERS, () => RefundOrigin, 'Who began it.')
  origin!: RefundOrigin;

  @Shown(OVERSEERS, () => String, 'What the person who proposed it said.', { nullable: true })
  reason!: string | null;

  @Shown(OVERSEERS, () => String, 'What stands behind it.', { nullable: true })
  evidence!: string | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it was proposed.', { nullable: true })
  proposedAt!: Date | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it was agreed to.', { nullable: true })
  approvedAt!: Date | null;

  @Shown(OVERSEERS, () => String, 'The provider’s own id of it.', { nullable: true })
  providerRefundId!: string | null;

  @Shown(OVERSEERS, () => FenScalarType, 'What the pool carries of it, because cities had used their part.')
  carriedByPool!: Fen;
}

export const RefundConnection = connectionOf(RefundModel, 'Refund', OVERSEERS);
