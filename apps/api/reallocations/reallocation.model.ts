import { GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { FundSource, ReallocationKind, ReallocationState } from '#platform';
import { AllocationRuleModel } from '../allocation/rule.model.js';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { FenScalarType } from '../graphql/scalars.js';
import { OrgUnitModel } from '../organizations/region.model.js';

registerEnumType(ReallocationKind, {
  name: 'ReallocationKind',
  description: 'Why money goes elsewhere.',
  valuesMap: {
    GIFTS: { description: 'Gifts took a wrong rule and are allocated anew by another.' },
    FUND_RETURN: { description: 'A city gives unspent money back, and the pool shares it out by the rule in force.' },
  },
});

registerEnumType(ReallocationState, {
  name: 'ReallocationState',
  description: 'Where a re-allocation stands.',
  valuesMap: {
    PROPOSED: { description: 'Waits for a second person.' },
    APPROVED: { description: 'Agreed to; in the books, or on its way there.' },
    REJECTED: { description: 'Refused or taken back; nothing was posted.' },
  },
});

@ObjectType('AmountChange', { description: 'An amount before and after.' })
export class AmountChangeModel {
  @Shown(OVERSEERS, () => FenScalarType, 'Before.')
  before!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'After.')
  after!: Fen;
}

@ObjectType('CityChange', { description: 'What becomes of the money in question in one city.' })
export class CityChangeModel {
  orgUnitId!: string;

  @Shown(OVERSEERS, () => FenScalarType, 'What of it lies there now.')
  before!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What of it will lie there.')
  after!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What its funds in question hold in all.')
  held!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What they lack to give it up; zero when they hold enough.')
  missing!: Fen;
}

@ObjectType('ReallocationPreview', { description: 'What a re-allocation will do.' })
export class ReallocationPreviewModel {
  ruleId!: string;

  @Shown(OVERSEERS, () => FenScalarType, 'What is moved in all.')
  amount!: Fen;

  @Shown(OVERSEERS, () => Int, 'How many gifts are allocated anew.')
  gifts!: number;

  @Shown(OVERSEERS, () => Int, 'Gifts left out because nothing is left of them.')
  empty!: number;

  @Shown(OVERSEERS, () => Int, 'Gifts left out because they stand as the rule says already.')
  unchanged!: number;

  @Shown(OVERSEERS, () => AmountChangeModel, 'The part that pays for management.')
  management!: AmountChangeModel;

  @Shown(OVERSEERS, () => AmountChangeModel, 'The part that carries payment fees.')
  covered!: AmountChangeModel;

  @Shown(OVERSEERS, () => [CityChangeModel], 'City by city.')
  cities!: CityChangeModel[];

  @Shown(OVERSEERS, () => String, 'Binds who agrees to what was seen: SHA-256 over every figure, gift by gift.')
  hash!: string;
}

@ObjectType('ReallocationDraft', { description: 'A preview, and the id its document would have.' })
export class ReallocationDraftModel {
  @Shown(OVERSEERS, () => ID, 'To be given with the proposal; it also keeps it from being made twice.')
  id!: string;

  @Shown(OVERSEERS, () => ReallocationPreviewModel, 'What it would do.')
  preview!: ReallocationPreviewModel;
}

@ObjectType('FundShortage', { description: 'What a city lacks.' })
export class FundShortageModel {
  orgUnitId!: string;

  @Shown(OVERSEERS, () => FenScalarType, 'The amount.')
  missing!: Fen;
}

@ObjectType('ReallocationProgress', { description: 'How many gifts stand where.' })
export class ReallocationProgressModel {
  @Shown(OVERSEERS, () => Int, 'Not yet in the books.')
  waiting!: number;

  @Shown(OVERSEERS, () => Int, 'In the books.')
  posted!: number;

  @Shown(OVERSEERS, () => Int, 'Left out: refunded in full, or allocated anew by another document meanwhile.')
  skipped!: number;
}

@ObjectType('ReallocationStep', { description: 'One step of a re-allocation.' })
export class ReallocationStepModel {
  @Shown(OVERSEERS, () => ReallocationState, 'Where it led.')
  to!: ReallocationState;

  @Shown(OVERSEERS, () => String, 'Who took it.')
  actor!: string;

  @Shown(OVERSEERS, () => String, 'Why.')
  reason!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When.')
  at!: Date;
}

@ObjectType('Reallocation', {
  description: '再分配: money allocated before goes elsewhere, by reversal and new posting; both stay visible.',
})
export class ReallocationModel {
  @Shown(OVERSEERS, () => ID, 'Opaque id; transfers of the books name it as their document.')
  id!: string;

  @Shown(OVERSEERS, () => ReallocationKind, 'Why money goes elsewhere.')
  kind!: ReallocationKind;

  @Shown(OVERSEERS, () => ReallocationState, 'Where it stands.')
  state!: ReallocationState;

  @Shown(OVERSEERS, () => FenScalarType, 'What is moved in all, by the preview.')
  amount!: Fen;

  @Shown(OVERSEERS, () => FundSource, 'Which of the city’s money; null for gifts.', { nullable: true })
  source!: FundSource | null;

  @Shown(OVERSEERS, () => String, 'Said in public, to the givers of moved gifts.')
  note!: string;

  @Shown(OVERSEERS, () => String, 'Said to colleagues.')
  reason!: string;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it was proposed.')
  proposedAt!: Date;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When a second person agreed.', { nullable: true })
  approvedAt!: Date | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When all of it was in the books.', { nullable: true })
  postedAt!: Date | null;

  // Resolved on their own.
  campaign!: CampaignModel;
  rule!: AllocationRuleModel;
  orgUnit!: OrgUnitModel | null;
}

export const ReallocationConnection = connectionOf(ReallocationModel, 'Reallocation', OVERSEERS);
