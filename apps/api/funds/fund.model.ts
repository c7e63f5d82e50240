import { GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { FundSource } from '#platform';
import { CampaignModel } from '../campaigns/campaign.model.js';
import { Shown } from '../graphql/access.js';
import { connectionOf } from '../graphql/connection.js';
import { FenScalarType } from '../graphql/scalars.js';
import { OrgUnitModel } from '../organizations/region.model.js';

@ObjectType('FundLine', {
  description: 'One gift’s leg into a fund. Federations see what came and why, never who gave.',
})
export class FundLineModel {
  @Shown('FEDERATION', () => ID, 'Opaque id.')
  id!: string;

  @Shown('FEDERATION', () => GraphQLISODateTime, 'When it was posted.')
  postedAt!: Date;

  @Shown('FEDERATION', () => FundSource, 'Designated, or the pool’s share.')
  source!: FundSource;

  @Shown('FEDERATION', () => FenScalarType, 'The amount.')
  amount!: Fen;

  @Shown('FEDERATION', () => CampaignModel, 'What it was given to.')
  campaign!: CampaignModel;

  @Shown('FEDERATION', () => Int, 'Version of the rule that decided.')
  ruleVersion!: number;

  @Shown('FEDERATION', () => String, 'Position of the gift in the books.')
  position!: string;

  @Shown('FEDERATION', () => String, 'Batch it was posted with.')
  batchNumber!: string;
}

export const FundLineConnection = connectionOf(FundLineModel, 'FundLine', 'FEDERATION');

@ObjectType('Fund', { description: "A federation's restricted fund, as the books have it." })
export class FundModel {
  @Shown('FEDERATION', () => OrgUnitModel, 'Whose it is.')
  orgUnit!: OrgUnitModel;

  @Shown('FEDERATION', () => FenScalarType, 'What it holds.')
  balance!: Fen;

  @Shown('FEDERATION', () => FenScalarType, 'Of that, from designated gifts.')
  direct!: Fen;

  @Shown('FEDERATION', () => FenScalarType, 'Of that, from the provincial pool.')
  pool!: Fen;

  @Shown('FEDERATION', () => GraphQLISODateTime, 'When something last came in, or now before the first.')
  asOf!: Date;
}
