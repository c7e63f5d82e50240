import { ObjectType } from '@nestjs/graphql';
import { ReallocationState } from '#platform';
import { SamePersonErrorModel } from '../campaigns/campaign.results.js';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { FieldRejectedErrorModel, resultUnion, UserErrorModel } from '../graphql/user-errors.js';
import {
  FundShortageModel,
  ReallocationDraftModel,
  ReallocationModel,
  ReallocationPreviewModel,
} from './reallocation.model.js';

@ObjectType('PreviewOutdatedError', {
  implements: () => [UserErrorModel],
  description: 'What was looked at is no longer what would happen.',
})
export class PreviewOutdatedErrorModel extends UserErrorModel {
  @Shown(OVERSEERS, () => ReallocationPreviewModel, 'What would happen now.')
  preview!: ReallocationPreviewModel;
}

@ObjectType('ShortFundsError', {
  implements: () => [UserErrorModel],
  description: 'Cities hold less than they would have to give up; nothing was done.',
})
export class ShortFundsErrorModel extends UserErrorModel {
  @Shown(OVERSEERS, () => [FundShortageModel], 'Each of them, and what it lacks.')
  shortages!: FundShortageModel[];
}

@ObjectType('ReallocationStateError', {
  implements: () => [UserErrorModel],
  description: 'The step cannot be taken from the state it is in.',
})
export class ReallocationStateErrorModel extends UserErrorModel {
  @Shown(OVERSEERS, () => ReallocationState, 'The state it is in.')
  state!: ReallocationState;
}

@ObjectType('PostingStoppedError', {
  implements: () => [UserErrorModel],
  description: 'The books take nothing at the moment: an invariant does not hold.',
})
export class PostingStoppedErrorModel extends UserErrorModel {}

export const PreviewReallocationResult = resultUnion(
  'PreviewReallocationResult',
  'ReallocationDraft',
  'What it would do, or what is wrong with the wish.',
  [ReallocationDraftModel, FieldRejectedErrorModel],
);

export const ChangeReallocationResult = resultUnion(
  'ChangeReallocationResult',
  'Reallocation',
  'The document in its new state, or why it is not.',
  [
    ReallocationModel,
    FieldRejectedErrorModel,
    PreviewOutdatedErrorModel,
    ShortFundsErrorModel,
    ReallocationStateErrorModel,
    PostingStoppedErrorModel,
    SamePersonErrorModel,
  ],
);
