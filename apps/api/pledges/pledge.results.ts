import { ObjectType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { CampaignState } from '#platform';
import { Shown } from '../graphql/access.js';
import { FenScalarType } from '../graphql/scalars.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';
import { PledgeModel } from './pledge.model.js';

@ObjectType('CampaignClosedError', {
  implements: () => [UserErrorModel],
  description: 'The campaign takes no gifts now: not live yet, paused, or over.',
})
export class CampaignClosedErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => CampaignState, 'The state it is in.')
  state!: CampaignState;
}

@ObjectType('AmountOutOfRangeError', {
  implements: () => [UserErrorModel],
  description: 'The amount is below the smallest or above the largest gift online.',
})
export class AmountOutOfRangeErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => FenScalarType, 'Smallest gift.')
  min!: Fen;

  @Shown('PUBLIC', () => FenScalarType, 'Largest gift.')
  max!: Fen;
}

@ObjectType('UnknownDesignationError', {
  implements: () => [UserErrorModel],
  description: 'The city, organisation or team is not one this campaign raises for.',
})
export class UnknownDesignationErrorModel extends UserErrorModel {}

@ObjectType('PaymentUnavailableError', {
  implements: () => [UserErrorModel],
  description: 'The payment provider is away; the pledge is kept, and sending the same again goes on.',
})
export class PaymentUnavailableErrorModel extends UserErrorModel {}

export const CreatePledgeResult = resultUnion(
  'CreatePledgeResult',
  'Pledge',
  'The pledge with its payment open, or why not.',
  [
    PledgeModel,
    CampaignClosedErrorModel,
    AmountOutOfRangeErrorModel,
    UnknownDesignationErrorModel,
    FieldRejectedErrorModel,
    PaymentUnavailableErrorModel,
  ],
);
