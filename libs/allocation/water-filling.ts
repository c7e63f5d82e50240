import { invariant, MAX_TOTAL_WEIGHT } from '#kernel';

/** The whole, in basis points: 100 %. */
export const WHOLE_BP = 10_000n;

/** What a rule says of one city before it is solved. */
export interface BoundedCity {
  regionCode: string;
  /** Whole number ≥ 0: what the pool is shared by (1 for equal shares, registered mothers, need index, a table). */
  basis: bigint;
  /** Least and largest share of the pool, in basis points; 0 and 10000 bind nobody. */
  floorBp: bigint;
  capBp: bigint;
}

/** Why no shares exist that respect every bound. */
export type Infeasible = 'nothing_to_share_by' | 'floors_above_whole' | 'caps_below_whole';

/** Solved weights in the order asked, or why there are none. */
export type Solution = { weights: bigint[] } | { infeasible: Infeasible };

interface Fraction {
  over: bigint;
  under: bigint;
}

/**
 * Shares of a pool by basis, between each city's floor and cap (water-filling): there is one level λ ≥ 0 at which the
 * shares min(max(λ · basis, floor), cap) sum to the whole, and that is the answer. Whole-number arithmetic only. The
 * weights depend on nothing but each city's own numbers and code, never on the order they come in.
 *
 * Where no bound binds, the weights are the bases as given. Otherwise they are the exact shares as the smallest whole
 * numbers; only where these sum to more than MAX_TOTAL_WEIGHT are they cut to that total by largest remainder (ties by
 * code), and then too every bound holds exactly, because bounds are whole at that scale.
 */
export function solveShares(cities: readonly BoundedCity[]): Solution {
  const infeasible = whyInfeasible(cities);
  if (infeasible) return { infeasible };
  const level = levelOf(cities);
  const exact = cities.map((city) => shareAt(city, level));
  const whole = WHOLE_BP * level.under;
  invariant(sum(exact) === whole, 'the shares sum to the whole');
  const totalBasis = sum(cities.map(({ basis }) => basis));
  const unbound = cities.every(({ basis }, index) => basis * whole === exact[index]! * totalBasis);
  if (unbound && totalBasis > 0n && totalBasis <= MAX_TOTAL_WEIGHT) {
    return { weights: cities.map(({ basis }) => basis) };
  }
  const divisor = exact.reduce(greatestCommonDivisor, 0n);
  const smallest = exact.map((share) => share / divisor);
  if (whole / divisor <= MAX_TOTAL_WEIGHT) return { weights: smallest };
  return { weights: cutToScale(cities, exact, whole) };
}

/**
 * The same rule over some of its cities, for a campaign that raises for these only: bounds stay shares of that
 * campaign's pool. Where their caps no longer reach the whole, every share is stretched in proportion to the most its
 * city could have; money must always find its way, and nobody is favoured by that.
 * @returns weights, none of them when not one of these cities may receive anything
 */
export function solveSubset(cities: readonly BoundedCity[]): bigint[] {
  const solution = solveShares(cities);
  if ('weights' in solution) return solution.weights;
  invariant(solution.infeasible !== 'floors_above_whole', 'floors of some cities are never above those of all');
  return cities.map(mostOf);
}

function whyInfeasible(cities: readonly BoundedCity[]): Infeasible | null {
  if (cities.every((city) => mostOf(city) === 0n)) return 'nothing_to_share_by';
  if (sum(cities.map(({ floorBp }) => floorBp)) > WHOLE_BP) return 'floors_above_whole';
  return sum(cities.map(mostOf)) < WHOLE_BP ? 'caps_below_whole' : null;
}

/** The largest share a city can reach: without a basis no level lifts it above its floor. */
function mostOf({ basis, floorBp, capBp }: BoundedCity): bigint {
  return basis > 0n ? capBp : floorBp;
}

/** The level at which the shares sum to the whole; the sum rises with it, and is straight between two bends. */
function levelOf(cities: readonly BoundedCity[]): Fraction {
  const bends = cities
    .filter(({ basis }) => basis > 0n)
    .flatMap(({ basis, floorBp, capBp }) => [
      { over: floorBp, under: basis },
      { over: capBp, under: basis },
    ])
    .sort(compare);
  let below: Fraction = { over: 0n, under: 1n };
  for (const bend of bends) {
    if (totalAt(cities, bend) >= WHOLE_BP * bend.under) return between(cities, below, bend);
    below = bend;
  }
  // Floors that are the whole leave nothing to rise: level zero already fills it.
  return { over: 0n, under: 1n };
}

/** The level between two neighbouring bends, where some cities rest on a bound and the others rise with the level. */
function between(cities: readonly BoundedCity[], low: Fraction, high: Fraction): Fraction {
  if (totalAt(cities, low) === WHOLE_BP * low.under) return low;
  let rising = 0n;
  let resting = 0n;
  for (const { basis, floorBp, capBp } of cities) {
    if (basis === 0n || compare({ over: floorBp, under: basis }, high) >= 0) resting += floorBp;
    else if (compare({ over: capBp, under: basis }, low) <= 0) resting += capBp;
    else rising += basis;
  }
  return { over: WHOLE_BP - resting, under: rising };
}

/** A city's share at a level, in basis points times the level's denominator. */
function shareAt({ basis, floorBp, capBp }: BoundedCity, { over, under }: Fraction): bigint {
  const [least, most, risen] = [floorBp * under, capBp * under, basis * over];
  if (risen < least || basis === 0n) return least;
  return risen > most ? most : risen;
}

function totalAt(cities: readonly BoundedCity[], level: Fraction): bigint {
  return sum(cities.map((city) => shareAt(city, level)));
}

function cutToScale(cities: readonly BoundedCity[], exact: readonly bigint[], whole: bigint): bigint[] {
  const weights = exact.map((share) => (share * MAX_TOTAL_WEIGHT) / whole);
  const left = MAX_TOTAL_WEIGHT - sum(weights);
  const remainder = (index: number): bigint => (exact[index]! * MAX_TOTAL_WEIGHT) % whole;
  const order = cities
    .map(({ regionCode }, index) => ({ regionCode, index, rest: remainder(index) }))
    .sort((a, b) => (a.rest === b.rest ? (a.regionCode < b.regionCode ? -1 : 1) : a.rest > b.rest ? -1 : 1));
  for (const { index } of order.slice(0, Number(left))) weights[index]! += 1n;
  return weights;
}

function compare(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function sum(numbers: readonly bigint[]): bigint {
  return numbers.reduce((total, number) => total + number, 0n);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}
