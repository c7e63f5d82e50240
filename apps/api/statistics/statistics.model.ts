import { GraphQLISODateTime, Int, ObjectType } from '@nestjs/graphql';
import type { CivilDate, Fen } from '#kernel';
import { FundSource, PaymentMethod } from '#platform';
import { Shown } from '../graphql/access.js';
import { CivilDateScalarType, FenScalarType } from '../graphql/scalars.js';
import { RegionModel } from '../organizations/region.model.js';

const GIFTS = 'Number of gifts; null where it would speak of fewer than ten.';
const AMOUNT = 'Their sum; null with the number.';

@ObjectType('GivingOfDay', { description: 'Gifts booked on one day of China’s calendar.' })
export class GivingOfDayModel {
  @Shown('PUBLIC', () => CivilDateScalarType, 'The day.')
  day!: CivilDate;

  @Shown('PUBLIC', () => Int, GIFTS, { nullable: true })
  gifts!: number | null;

  @Shown('PUBLIC', () => FenScalarType, AMOUNT, { nullable: true })
  amount!: Fen | null;
}

@ObjectType('GivingOfCity', { description: 'Gifts designated to one city.' })
export class GivingOfCityModel {
  @Shown('PUBLIC', () => RegionModel, 'The city.')
  region!: RegionModel;

  @Shown('PUBLIC', () => Int, GIFTS, { nullable: true })
  gifts!: number | null;

  @Shown('PUBLIC', () => FenScalarType, AMOUNT, { nullable: true })
  amount!: Fen | null;
}

@ObjectType('GivingOfSource', { description: 'Gifts by whether their giver chose a city.' })
export class GivingOfSourceModel {
  @Shown('PUBLIC', () => FundSource, 'DIRECT: a city was chosen; POOL: the whole province.')
  source!: FundSource;

  @Shown('PUBLIC', () => Int, GIFTS, { nullable: true })
  gifts!: number | null;

  @Shown('PUBLIC', () => FenScalarType, AMOUNT, { nullable: true })
  amount!: Fen | null;
}

@ObjectType('GivingOfMethod', { description: 'Gifts by how they were paid.' })
export class GivingOfMethodModel {
  @Shown('PUBLIC', () => PaymentMethod, 'The method.')
  method!: PaymentMethod;

  @Shown('PUBLIC', () => Int, GIFTS, { nullable: true })
  gifts!: number | null;

  @Shown('PUBLIC', () => FenScalarType, AMOUNT, { nullable: true })
  amount!: Fen | null;
}

@ObjectType('Statistics', { description: 'Giving over all campaigns, as it came; what went back is not taken off.' })
export class StatisticsModel {
  @Shown('PUBLIC', () => GraphQLISODateTime, 'When it was summed up, at most a minute ago.')
  asOf!: Date;

  @Shown('PUBLIC', () => Int, 'Number of all gifts.')
  gifts!: number;

  @Shown('PUBLIC', () => FenScalarType, 'Sum of all gifts.')
  amount!: Fen;

  @Shown('PUBLIC', () => [GivingOfDayModel], 'The last ninety days with gifts, oldest first.')
  days!: GivingOfDayModel[];

  @Shown('PUBLIC', () => [GivingOfCityModel], 'All 14 cities by code.')
  cities!: GivingOfCityModel[];

  @Shown('PUBLIC', () => [GivingOfSourceModel], 'Chosen cities, and the whole province.')
  sources!: GivingOfSourceModel[];

  @Shown('PUBLIC', () => [GivingOfMethodModel], 'By how they were paid.')
  methods!: GivingOfMethodModel[];
}
