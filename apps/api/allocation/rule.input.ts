import { Field, GraphQLISODateTime, ID, InputType, Int } from '@nestjs/graphql';
import type { RuleDraft, SimulationWish } from '#allocation';
import type { CivilDate } from '#kernel';
import { FeeCarrier, PoolMethod } from '#platform';
import { CivilDateScalarType } from '../graphql/scalars.js';

@InputType('AllocationCityInput', { description: 'What a maker says of one city of a rule.' })
export class AllocationCityInput {
  @Field(() => ID, { description: 'Code of the city.' })
  regionCode!: string;

  @Field(() => Int, { nullable: true, description: 'Its number in the table; for TABLE only.' })
  weight?: number | null;

  @Field(() => Int, { nullable: true, description: 'Least share of the pool, in basis points; left out, none.' })
  floorBp?: number | null;

  @Field(() => Int, { nullable: true, description: 'Largest share of the pool, in basis points; left out, the whole.' })
  capBp?: number | null;
}

@InputType('AllocationRuleInput', { description: 'What a maker fills in of a rule.' })
export class AllocationRuleInput {
  @Field(() => ID, { nullable: true, description: 'The campaign it is for; left out, the whole programme.' })
  campaignId?: string | null;

  @Field(() => PoolMethod, { description: 'What the pool is shared by.' })
  method!: PoolMethod;

  @Field(() => Int, { description: 'The part of each gift that pays for management, in basis points, 0 to 1000.' })
  managementBp!: number;

  @Field(() => FeeCarrier, { description: 'Who carries the payment fee.' })
  feeCarrier!: FeeCarrier;

  @Field(() => GraphQLISODateTime, { description: 'From when on it decides; in the future when it is approved.' })
  effectiveFrom!: Date;

  @Field(() => String, { description: 'Why it is as it is; public. At most 500 characters.' })
  note!: string;

  @Field(() => [AllocationCityInput], {
    description: 'For TABLE the cities that share the pool; otherwise only those with a floor or a cap.',
  })
  cities!: AllocationCityInput[];
}

@InputType('SimulationInput', { description: 'Gifts a draft is run over. Everything left out: all of the programme.' })
export class SimulationInput {
  @Field(() => ID, { nullable: true, description: 'Gifts to this campaign only.' })
  campaignId?: string | null;

  @Field(() => CivilDateScalarType, { nullable: true, description: "Paid on this day of China's calendar or later." })
  from?: CivilDate | null;

  @Field(() => CivilDateScalarType, { nullable: true, description: 'Paid on this day or before.' })
  to?: CivilDate | null;
}

@InputType('CityFigureInput', { description: 'A figure about one city.' })
export class CityFigureInput {
  @Field(() => ID, { description: 'Code of the city.' })
  regionCode!: string;

  @Field(() => Int, { description: 'The figure, a whole number.' })
  value!: number;
}

export function toRuleDraft({ campaignId, cities, ...rest }: AllocationRuleInput): RuleDraft {
  return {
    ...rest,
    campaignId: campaignId ?? null,
    cities: cities.map(({ regionCode, weight, floorBp, capBp }) => ({
      regionCode,
      weight: weight ?? null,
      floorBp: floorBp ?? null,
      capBp: capBp ?? null,
    })),
  };
}

export function toSimulationWish({ campaignId, from, to }: SimulationInput): SimulationWish {
  return { campaignId: campaignId ?? null, from: from ?? null, to: to ?? null };
}
