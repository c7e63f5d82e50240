import { GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { FundSource } from '#platform';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { FenScalarType } from '../graphql/scalars.js';
import { OrgUnitModel } from '../organizations/region.model.js';

@ObjectType('FundLine', {
  description:
    'One gift’s leg into a fund, or what a transfer did to it. Federations see what came and why, never who gave.',
})
export class FundLineModel {
  @Shown('FEDERATION', () => ID, 'Opaque id.')
  id!: string;

  @Shown('FEDERATION', () => ID, 'The gift or transfer; explain it by `posting`.')
  postingId!: string;

  @Shown('FEDERATION', () => Boolean, 'Whether it is a gift; a transfer otherwise.')
  isGift!: boolean;

  @Shown('FEDERATION', () => String, 'What happened, in plain words.')
  event!: string;

  @Shown('FEDERATION', () => GraphQLISODateTime, 'When it was posted.')
  postedAt!: Date;

  @Shown('FEDERATION', () => FundSource, 'Designated, or the pool’s share.')
  source!: FundSource;

  @Shown('FEDERATION', () => FenScalarType, 'What came in; what went out has a minus.')
  amount!: Fen;

  @Shown('FEDERATION', () => CampaignModel, 'What it was given to; null for money of no campaign.', { nullable: true })
  campaign!: CampaignModel | null;

  @Shown('FEDERATION', () => Int, 'Version of the rule that decided; null where none did.', { nullable: true })
  ruleVersion!: number | null;

  @Shown('FEDERATION', () => String, 'Position of the gift in the books.')
  position!: string;

  @Shown('FEDERATION', () => String, 'Batch it was posted with.')
  batchNumber!: string;
}

export const FundLineConnection = connectionOf(FundLineModel, 'FundLine', 'FEDERATION');

@ObjectType('FundPart', { description: 'What a fund holds of one source.' })
export class FundPartModel {
  @Shown('FEDERATION', () => FundSource, 'The source.')
  source!: FundSource;

  @Shown('FEDERATION', () => FenScalarType, 'What is held.')
  held!: Fen;
}

@ObjectType('Fund', { description: "A federation's restricted fund, as the books have it." })
export class FundModel {
  @Shown('FEDERATION', () => OrgUnitModel, 'Whose it is.')
  orgUnit!: OrgUnitModel;

  @Shown('FEDERATION', () => FenScalarType, 'What it holds.')
  balance!: Fen;

  @Shown('FEDERATION', () => [FundPartModel], 'The same by source; they sum to the balance.')
  sources!: FundPartModel[];

  @Shown('FEDERATION', () => FenScalarType, 'Of that, from designated gifts.')
  direct!: Fen;

  @Shown('FEDERATION', () => FenScalarType, 'Of that, from the provincial pool.')
  pool!: Fen;

  @Shown('FEDERATION', () => GraphQLISODateTime, 'When something last came in, or now before the first.')
  asOf!: Date;
}
