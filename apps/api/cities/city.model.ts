import { Int, ObjectType } from '@nestjs/graphql';
import type { Fen } from '#kernel';
import { Shown } from '../graphql/access.js';
import { FenScalarType } from '../graphql/scalars.js';
import type { CityBridge } from '../ledger/ledger-reports.js';
import { OrgUnitModel, RegionModel } from '../organizations/region.model.js';

@ObjectType('CityPayments', { description: 'What was paid to a city, and how soon.' })
export class CityPaymentsModel {
  @Shown('PUBLIC', () => Int, 'How many disbursements have left the bank.')
  paid!: number;

  @Shown('PUBLIC', () => Int, 'Of those, how many at most `days` after they were applied for.')
  onTime!: number;

  @Shown('PUBLIC', () => Int, 'Within how many days of the application a payment is on time.')
  days!: number;
}

@ObjectType('CityOfCampaign', { description: 'What one campaign brought a city.' })
export class CityOfCampaignModel {
  campaignId!: string;

  @Shown('PUBLIC', () => FenScalarType, 'What came to the city from it, less what went back to givers.')
  allocated!: Fen;
}

@ObjectType('City', {
  description: 'A 市州: what came in for it, what was paid, what waits. From the books, over all campaigns.',
})
export class CityModel {
  /** Its accounts, for fields that are looked up. */
  own!: CityBridge;

  @Shown('PUBLIC', () => RegionModel, 'The division.')
  region!: RegionModel;

  @Shown('PUBLIC', () => OrgUnitModel, 'Its federation, to whom the money goes.')
  orgUnit!: OrgUnitModel;

  @Shown('PUBLIC', () => Int, 'Row of its tile, from 0.')
  row!: number;

  @Shown('PUBLIC', () => Int, 'Column of its tile, 0 to 3.')
  column!: number;

  @Shown('PUBLIC', () => FenScalarType, 'What came in, less what went back to givers.')
  allocated!: Fen;

  @Shown('PUBLIC', () => FenScalarType, 'What was paid to the federation.')
  paid!: Fen;

  @Shown('PUBLIC', () => FenScalarType, 'What waits: held for it, applied for or not.')
  held!: Fen;
}
