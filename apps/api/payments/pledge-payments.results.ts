import { ObjectType } from '@nestjs/graphql';
import { PledgeState } from '#platform';
import { Shown } from '../graphql/access.js';
import { resultUnion, UserErrorModel } from '../graphql/user-errors.js';
import { PledgeModel } from '../pledges/pledge.model.js';
import { CampaignClosedErrorModel, PaymentUnavailableErrorModel } from '../pledges/pledge.results.js';

@ObjectType('PledgeStateError', {
  implements: () => [UserErrorModel],
  description: 'The pledge is paid, or given up: the step cannot be taken.',
})
export class PledgeStateErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => PledgeState, 'The state it is in.')
  state!: PledgeState;
}

export const PayPledgeResult = resultUnion(
  'PayPledgeResult',
  'Pledge',
  'The pledge with where to pay, or why it cannot be paid now.',
  [PledgeModel, PledgeStateErrorModel, CampaignClosedErrorModel, PaymentUnavailableErrorModel],
);

export const CancelPledgeResult = resultUnion(
  'CancelPledgeResult',
  'Pledge',
  'The pledge as it stands: given up, or paid a moment before.',
  [PledgeModel, PledgeStateErrorModel, PaymentUnavailableErrorModel],
);
