import { ObjectType } from '@nestjs/graphql';
import { CampaignState } from '#platform';
import { Shown } from '../graphql/access.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';
import { CampaignModel, PublishGateFaultModel } from './campaign.model.js';

@ObjectType('InvalidStateError', {
  implements: () => [UserErrorModel],
  description: 'The step cannot be taken from the state the campaign is in.',
})
export class InvalidStateErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => CampaignState, 'The state it is in.')
  state!: CampaignState;
}

@ObjectType('SamePersonError', {
  implements: () => [UserErrorModel],
  description: 'Maker and checker are always two people.',
})
export class SamePersonErrorModel extends UserErrorModel {}

@ObjectType('PublishGateClosedError', {
  implements: () => [UserErrorModel],
  description: "The law's conditions for going live are not all met.",
})
export class PublishGateClosedErrorModel extends UserErrorModel {
  @Shown('PUBLIC', () => [PublishGateFaultModel], 'Every condition that is not met.')
  faults!: PublishGateFaultModel[];
}

export const SaveCampaignResult = resultUnion(
  'SaveCampaignResult',
  'Campaign',
  'The campaign as kept, or why it was not.',
  [CampaignModel, FieldRejectedErrorModel, InvalidStateErrorModel],
);

export const ChangeCampaignResult = resultUnion(
  'ChangeCampaignResult',
  'Campaign',
  'The campaign in its new state, or why it stays in the old one.',
  [CampaignModel, FieldRejectedErrorModel, InvalidStateErrorModel, SamePersonErrorModel, PublishGateClosedErrorModel],
);
