import { GraphQLISODateTime, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { DesignationKind, PaymentMethod, PledgeState } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { FenScalarType } from '../graphql/scalars.js';
import { RegionModel } from '../organizations/region.model.js';
import { WallHonourModel } from './honour.model.js';

registerEnumType(PledgeState, {
  name: 'PledgeState',
  description: 'What has become of a pledge.',
  valuesMap: {
    CREATED: { description: 'Kept; its payment page is being opened.' },
    AWAITING_PAYMENT: { description: 'Its payment page is open.' },
    PROCESSING: { description: 'Paid by the giver, not yet confirmed by the provider.' },
    PAID: { description: 'The money is there.' },
    PARTIALLY_REFUNDED: { description: 'A part went back to the giver.' },
    REFUNDED: { description: 'All went back to the giver.' },
    DISPUTED: { description: 'The giver’s bank asks about it.' },
    CHARGED_BACK: { description: 'The giver’s bank took it back.' },
    FAILED: { description: 'A try failed; another may succeed.' },
    CANCELLED: { description: 'Given up by its giver.' },
    EXPIRED: { description: 'Its payment page closed unpaid.' },
  },
});

registerEnumType(PaymentMethod, {
  name: 'PaymentMethod',
  description: 'How a gift is paid.',
  valuesMap: {
    CARD: { description: 'A bank card.' },
    ALIPAY: { description: 'Alipay.' },
    WECHAT_PAY: { description: 'WeChat Pay.' },
  },
});

registerEnumType(DesignationKind, {
  name: 'DesignationKind',
  description: 'Whom a gift is meant for.',
  valuesMap: {
    REGION: { description: 'The federation of one city.' },
    PROVINCE_POOL: { description: 'The provincial pool, divided by the rule in force.' },
    ORG: { description: 'One organisation; not offered yet.' },
  },
});

@ObjectType('Designation', { description: '定向: whom a gift is meant for.' })
export class DesignationModel {
  @Shown('PUBLIC', () => DesignationKind, 'The kind.')
  kind!: DesignationKind;

  @Shown('PUBLIC', () => RegionModel, 'The city, when the kind is REGION.', { nullable: true })
  region!: RegionModel | null;
}

@ObjectType('WallEntry', { description: 'A gift as the public sees it.' })
export class WallEntryModel {
  @Shown('PUBLIC', () => ID, 'Opaque; opens nothing.')
  id!: string;

  @Shown('PUBLIC', () => String, 'What the giver chose to show; null is anonymous.', { nullable: true })
  displayName!: string | null;

  @Shown('PUBLIC', () => FenScalarType, 'The amount.')
  amount!: Fen;

  @Shown('PUBLIC', () => String, 'A word of the giver.', { nullable: true })
  message!: string | null;

  @Shown('PUBLIC', () => DesignationModel, 'Whom it is meant for.')
  designation!: DesignationModel;

  @Shown('PUBLIC', () => WallHonourModel, 'For whose sake, where its giver wants it shown.', { nullable: true })
  honour!: WallHonourModel | null;

  @Shown('PUBLIC', () => GraphQLISODateTime, 'When it was paid.')
  paidAt!: Date;
}

export const WallEntryConnection = connectionOf(WallEntryModel, 'WallEntry', 'PUBLIC');

@ObjectType('PledgeFailure', { description: 'Why the last try to pay failed.' })
export class PledgeFailureModel {
  pledgeId!: string;

  @Shown('GIVER', () => String, 'Stable code, the provider’s where it gives one.')
  code!: string;

  @Shown('GIVER', () => String, 'What happened and what to do.')
  message!: string;
}

@ObjectType('PledgeTransition', { description: 'A change of state: why and when.' })
export class PledgeTransitionModel {
  @Shown(OVERSEERS, () => PledgeState, 'State before; null at the beginning.', { nullable: true })
  from!: PledgeState | null;

  @Shown(OVERSEERS, () => PledgeState, 'State after.')
  to!: PledgeState;

  @Shown(OVERSEERS, () => String, 'Why, as a stable code.')
  reason!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When.')
  at!: Date;
}

@ObjectType('Pledge', { description: '认捐: a promise to give, and what has become of it.' })
export class PledgeModel {
  @Shown('GIVER', () => ID, 'Made by the giver’s browser; also the idempotency key.')
  id!: string;

  @Shown('GIVER', () => FenScalarType, 'The amount.')
  amount!: Fen;

  @Shown('GIVER', () => PledgeState, 'What has become of it.')
  state!: PledgeState;

  @Shown('GIVER', () => String, 'What the public sees; null is anonymous.', { nullable: true })
  displayName!: string | null;

  @Shown('GIVER', () => String, 'A word of the giver.', { nullable: true })
  message!: string | null;

  @Shown('GIVER', () => GraphQLISODateTime, 'When it was made.')
  createdAt!: Date;

  @Shown('GIVER', () => GraphQLISODateTime, 'When it was paid.', { nullable: true })
  paidAt!: Date | null;
}

export const PledgeConnection = connectionOf(PledgeModel, 'Pledge', OVERSEERS);
