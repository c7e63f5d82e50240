import { GraphQLISODateTime, ID, Int, ObjectType } from '@nestjs/graphql';
import { resultFromJson, type AllocationSimulation, type CityShare } from '#allocation';
import type { Fen } from '#kernel';
import type { Federation } from '#organizations';
import { SimulationState } from '#platform';
import { OVERSEERS, Shown } from '../graphql/access.js';
import { FenScalarType } from '../graphql/scalars.js';
import { RegionModel } from '../organizations/region.model.js';

@ObjectType('SimulatedShare', { description: 'What a city receives of the gifts of a simulation.' })
export class SimulatedShareModel {
  @Shown(OVERSEERS, () => FenScalarType, 'Of designated gifts.')
  direct!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'Of the pool.')
  pool!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What management and payment fees keep of its shares.')
  fees!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What it receives: designated and pool.')
  total!: Fen;
}

@ObjectType('SimulatedCity', { description: 'A city under the rules that were in force, and under the draft.' })
export class SimulatedCityModel {
  @Shown(OVERSEERS, () => RegionModel, 'The city.')
  region!: RegionModel;

  @Shown(OVERSEERS, () => SimulatedShareModel, 'As the books have it.')
  before!: SimulatedShareModel;

  @Shown(OVERSEERS, () => SimulatedShareModel, 'As the draft would have had it.')
  after!: SimulatedShareModel;

  @Shown(OVERSEERS, () => SimulatedShareModel, 'After less before; may be negative.')
  difference!: SimulatedShareModel;
}

@ObjectType('SimulatedFees', { description: 'What gifts pay besides going to cities.' })
export class SimulatedFeesModel {
  @Shown(OVERSEERS, () => FenScalarType, 'For management.')
  management!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'For their own payment fees.')
  covered!: Fen;
}

@ObjectType('SimulationResult', { description: 'What a draft would have done to past gifts; nothing was posted.' })
export class SimulationResultModel {
  @Shown(OVERSEERS, () => Int, 'How many gifts.')
  gifts!: number;

  @Shown(OVERSEERS, () => FenScalarType, 'Their sum.')
  amount!: Fen;

  @Shown(OVERSEERS, () => FenScalarType, 'What the payment provider kept of them.')
  paymentFees!: Fen;

  @Shown(OVERSEERS, () => SimulatedFeesModel, 'As the books have it.')
  before!: SimulatedFeesModel;

  @Shown(OVERSEERS, () => SimulatedFeesModel, 'As the draft would have had it.')
  after!: SimulatedFeesModel;

  @Shown(OVERSEERS, () => [SimulatedCityModel], 'City by city, by code.')
  cities!: SimulatedCityModel[];
}

@ObjectType('AllocationSimulation', { description: 'A draft run over past gifts.' })
export class AllocationSimulationModel {
  @Shown(OVERSEERS, () => ID, 'Opaque id.')
  id!: string;

  @Shown(OVERSEERS, () => SimulationState, 'How far it has come.')
  state!: SimulationState;

  @Shown(OVERSEERS, () => Int, 'How much of the books is read, in percent.')
  progress!: number;

  @Shown(OVERSEERS, () => ID, 'The campaign whose gifts; null for all of the programme.', { nullable: true })
  campaignId!: string | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'Gifts paid from then on.', { nullable: true })
  from!: Date | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'Gifts paid before then.', { nullable: true })
  until!: Date | null;

  @Shown(OVERSEERS, () => GraphQLISODateTime, 'When it was asked for.')
  requestedAt!: Date;

  @Shown(OVERSEERS, () => Boolean, 'Whether the rule still is what was simulated.')
  current!: boolean;

  @Shown(OVERSEERS, () => String, 'Binds rule, range and result; an approval names it.', { nullable: true })
  hash!: string | null;

  @Shown(OVERSEERS, () => SimulationResultModel, 'What came out.', { nullable: true })
  result!: SimulationResultModel | null;
}

export function toSimulationModel(
  { id, state, read, toRead, campaignId, from, until, requestedAt, hash, ...kept }: AllocationSimulation,
  ruleDigest: string,
  federations: readonly Federation[],
): AllocationSimulationModel {
  return {
    ...{ id, state, campaignId, from, until, requestedAt, hash },
    progress: state === 'DONE' ? 100 : toRead === 0n ? 0 : Number((read * 100n) / toRead),
    current: kept.ruleDigest === ruleDigest,
    result: state === 'DONE' ? toResult(kept.result, federations) : null,
  };
}

function toResult(json: unknown, federations: readonly Federation[]): SimulationResultModel {
  const { gifts, amount, paymentFees, before, after, cities } = resultFromJson(json);
  return {
    ...{ gifts: Number(gifts), amount, paymentFees, before, after },
    cities: cities.flatMap((city) => {
      const region = federations.find(({ id }) => id === city.orgUnitId)?.region;
      if (!region) return [];
      const [then, now] = [toShare(city.before), toShare(city.after)];
      const difference = {
        direct: now.direct - then.direct,
        pool: now.pool - then.pool,
        fees: now.fees - then.fees,
        total: now.total - then.total,
      };
      return [{ region, before: then, after: now, difference }];
    }),
  };
}

function toShare({ direct, pool, deducted }: CityShare): SimulatedShareModel {
  return { direct, pool, fees: deducted, total: direct + pool };
}
