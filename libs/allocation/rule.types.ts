import type { FeeCarrier, IndicatorKind, PoolMethod } from '#platform';

/** What a maker says of one city. */
export interface DraftedCity {
  regionCode: string;
  /** Its number in the table; read for TABLE only. */
  weight: number | null;
  /** Least and largest share of the pool, in basis points; null binds nothing. */
  floorBp: number | null;
  capBp: number | null;
}

/** What a maker fills in of a rule. */
export interface RuleDraft {
  /** Null for the whole programme. */
  campaignId: string | null;
  method: PoolMethod;
  /** Basis points, 0 to 1000. */
  managementBp: number;
  feeCarrier: FeeCarrier;
  effectiveFrom: Date;
  note: string;
  /** For TABLE, the cities that share the pool; otherwise only those with a bound of their own. */
  cities: readonly DraftedCity[];
}

/** A city's row of a rule, solved: what the money is divided by. */
export interface RuleCity {
  orgUnitId: string;
  regionCode: string;
  basis: bigint;
  floorBp: number;
  capBp: number;
  /** Day and source of the indicator the basis was copied from. */
  asOf: string | null;
  source: string | null;
  weight: bigint;
}

/** A rule that passed every check and is solved. */
export interface SolvedRule extends Omit<RuleDraft, 'cities'> {
  cities: RuleCity[];
}

/** The latest figure about a city. */
export interface Indicator {
  orgUnitId: string;
  kind: IndicatorKind;
  value: bigint;
  asOf: string;
  source: string;
}

/** One thing that keeps a rule from being kept; `code` reads as a sentence. */
export interface RuleFault {
  code: string;
  /** Name of the field in the input. */
  field: string;
  /** The city it is about, if it is about one. */
  regionCode: string | null;
  params: Readonly<Record<string, string | number>>;
}
