import { ObjectType } from '@nestjs/graphql';
import { MonthlyGiftState } from '#platform';
import { Shown } from '../graphql/access.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';
import { PledgeModel } from '../pledges/pledge.model.js';
import {
  AmountOutOfRangeErrorModel,
  CampaignClosedErrorModel,
  PaymentUnavailableErrorModel,
  UnknownDesignationErrorModel,
} from '../pledges/pledge.results.js';
import { MonthlyGiftModel } from './monthly-gift.model.js';

@ObjectType('MonthlyGiftStateError', {
  implements: () => [UserErrorModel],
  description: 'The step cannot be taken from the state the monthly gift is in.',
})
export class MonthlyGiftStateErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => MonthlyGiftState, 'The state it is in.')
  state!: MonthlyGiftState;
}

@ObjectType('MonthlyGiftBusyError', {
  implements: () => [UserErrorModel],
  description: 'Its card is being charged at this very moment.',
})
export class MonthlyGiftBusyErrorModel extends UserErrorModel {}

@ObjectType('StartedMonthlyGift', { description: 'A monthly gift with its first gift, whose payment is open.' })
export class StartedMonthlyGiftModel {
  @Shown('PUBLIC', () => MonthlyGiftModel, 'The promise.')
  monthlyGift!: MonthlyGiftModel;

  @Shown('PUBLIC', () => PledgeModel, 'The first gift.')
  pledge!: PledgeModel;
}

@ObjectType('MonthlyGiftPage', { description: 'A page of the payment provider’s to go to.' })
export class MonthlyGiftPageModel {
  @Shown('PUBLIC', () => String, 'Its address.')
  url!: string;
}

export const StartMonthlyGiftResult = resultUnion(
  'StartMonthlyGiftResult',
  'StartedMonthlyGift',
  'The monthly gift with the payment of its first gift open, or why not.',
  [
    StartedMonthlyGiftModel,
    CampaignClosedErrorModel,
    AmountOutOfRangeErrorModel,
    UnknownDesignationErrorModel,
    FieldRejectedErrorModel,
    PaymentUnavailableErrorModel,
  ],
);

export const ChangeMonthlyGiftResult = resultUnion(
  'ChangeMonthlyGiftResult',
  'MonthlyGift',
  'The monthly gift as it is now, or why it was not changed.',
  [
    MonthlyGiftModel,
    FieldRejectedErrorModel,
    AmountOutOfRangeErrorModel,
    MonthlyGiftStateErrorModel,
    MonthlyGiftBusyErrorModel,
  ],
);

export const OpenMonthlyGiftPageResult = resultUnion(
  'OpenMonthlyGiftPageResult',
  'MonthlyGiftPage',
  'Where to go, or why there is no page.',
  [MonthlyGiftPageModel, MonthlyGiftStateErrorModel, MonthlyGiftBusyErrorModel, PaymentUnavailableErrorModel],
);
