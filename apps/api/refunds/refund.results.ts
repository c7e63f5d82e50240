import { Int, ObjectType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { RefundState } from '#platform';
import { SamePersonErrorModel } from '../campaigns/campaign.results.js';
import { Shown } from '../graphql/access.js';
import { FenScalarType } from '../graphql/scalars.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';
import { RefundModel, RefundPreviewModel } from './refund.model.js';

@ObjectType('RefundStateError', {
  implements: () => [UserErrorModel],
  description: 'The step cannot be taken from the state the refund is in.',
})
export class RefundStateErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => RefundState, 'The state it is in.')
  state!: RefundState;
}

@ObjectType('RefundTooLargeError', {
  implements: () => [UserErrorModel],
  description: 'More is to go back than is left of the gift.',
})
export class RefundTooLargeErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => FenScalarType, 'What can still go back.')
  left!: Fen;
}

@ObjectType('RefundWindowOverError', {
  implements: () => [UserErrorModel],
  description: 'The provider no longer takes it back the way it came; the message says what to do instead.',
})
export class RefundWindowOverErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => Int, 'Days within which it can.')
  days!: number;
}

@ObjectType('RefundDisputedError', {
  implements: () => [UserErrorModel],
  description: 'The giver’s bank has asked for the money already.',
})
export class RefundDisputedErrorModel extends UserErrorModel {}

@ObjectType('NothingToRefundError', {
  implements: () => [UserErrorModel],
  description: 'The gift has not been paid, or is not in the books yet.',
})
export class NothingToRefundErrorModel extends UserErrorModel {}

@ObjectType('GiftExceededError', {
  implements: () => [UserErrorModel],
  description: 'More is to be given back of a gift than is left of it.',
})
export class GiftExceededErrorModel extends UserErrorModel {}

export const ChangeRefundResult = resultUnion(
  'ChangeRefundResult',
  'Refund',
  'The refund in its new state, or why it is not.',
  [
    RefundModel,
    FieldRejectedErrorModel,
    RefundStateErrorModel,
    RefundTooLargeErrorModel,
    RefundWindowOverErrorModel,
    RefundDisputedErrorModel,
    NothingToRefundErrorModel,
    SamePersonErrorModel,
  ],
);

export const PreviewRefundResult = resultUnion(
  'PreviewRefundResult',
  'RefundPreview',
  'What it would take, or why it cannot.',
  [RefundPreviewModel, GiftExceededErrorModel, NothingToRefundErrorModel, FieldRejectedErrorModel],
);
