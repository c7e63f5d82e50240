import { GraphQLISODateTime, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { PaymentExceptionKind, PaymentExceptionState } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { FenScalarType } from '../graphql/scalars.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';

registerEnumType(PaymentExceptionKind, {
  name: 'PaymentExceptionKind',
  description: 'How a payment arrived otherwise than expected.',
  valuesMap: {
    AFTER_END: { description: 'After its campaign had ended.' },
    AFTER_EXPIRY: { description: 'For a pledge whose page had closed.' },
    AFTER_CANCELLATION: { description: 'For a pledge its giver had given up.' },
    AFTER_TAKE_DOWN: { description: 'For a campaign that had been taken down.' },
    SECOND_PAYMENT: { description: 'For a pledge that was paid already.' },
    OTHER_AMOUNT: { description: 'Of another amount than was pledged.' },
  },
});

registerEnumType(PaymentExceptionState, {
  name: 'PaymentExceptionState',
  description: 'What has become of such a payment.',
  valuesMap: {
    ACCEPTED: { description: 'It counts as the gift it was meant as.' },
    HELD: { description: 'It counts as nothing yet and is owed to its giver.' },
    RETURN_APPROVED: { description: 'It is being sent back.' },
    RETURNED: { description: 'It went back.' },
    RETURN_FAILED: { description: 'It could not be sent back; somebody has to see to it.' },
  },
});

@ObjectType('PaymentException', { description: '特殊付款: a payment that arrived otherwise than expected.' })
export class PaymentExceptionModel {
  pledgeId!: string;
  campaignId!: string;

  @Shown(OVERSEERS, () => ID, 'Its id.')
  id!: string;

  @Shown(OVERSEERS, () => PaymentExceptionKind, 'What is odd about it.')
  kind!: PaymentExceptionKind;

  @Shown(OVERSEERS, () => PaymentExceptionState, 'What has become of it.')
  state!: PaymentExceptionState;

  @Shown(OVERSEERS, () => FenScalarType, 'What was paid.')
  amount!: Fen;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it was noticed.')
  noticedAt!: Date;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When a person agreed that it goes back.', { nullable: true })
  approvedAt!: Date | null;

  @Shown(OVERSEERS, () => String, 'Why, in their words.', { nullable: true })
  reason!: string | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it went back.', { nullable: true })
  returnedAt!: Date | null;

  @Shown(OVERSEERS, () => String, 'The provider’s stable word for why it could not be sent back.', { nullable: true })
  failure!: string | null;
}

export const PaymentExceptionConnection = connectionOf(PaymentExceptionModel, 'PaymentException', OVERSEERS);

@ObjectType('HeldPayment', { description: 'Money of the giver’s that does not count as the gift it was meant as.' })
export class HeldPaymentModel {
  pledgeId!: string;

  @Shown('GIVER', () => FenScalarType, 'What was paid.')
  amount!: Fen;

  @Shown('GIVER', () => PaymentExceptionState, 'What has become of it.')
  state!: PaymentExceptionState;

  @Shown('GIVER', () => String, 'What happened and what happens next, in the visitor’s language.')
  message!: string;
}

@ObjectType('PaymentExceptionStateError', {
  implements: () => [UserErrorModel],
  description: 'It has been sent back already, or is on its way.',
})
export class PaymentExceptionStateErrorModel extends UserErrorModel {
  @Shown(OVERSEERS, () => PaymentExceptionState, 'The state it is in.')
  state!: PaymentExceptionState;
}

export const ReturnHeldPaymentResult = resultUnion(
  'ReturnHeldPaymentResult',
  'PaymentException',
  'The payment that is being sent back, or why it is not.',
  [PaymentExceptionModel, PaymentExceptionStateErrorModel, FieldRejectedErrorModel],
);
