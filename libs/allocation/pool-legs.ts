import { boundedOf } from './rule-check.js';
import type { RuleCity } from './rule.types.js';
import { solveSubset } from './water-filling.js';

/** A fund's weight in a route. */
export interface Leg {
  orgUnitId: string;
  weight: bigint;
}

/**
 * How a rule divides the pool of a campaign. Over all of the rule's cities the solved weights hold as they are; a
 * campaign that raises for some of them has the rule solved over these, so that floors and caps hold within its own
 * pool. Should not one of its cities have a share, all of the rule's cities have theirs: money always finds its way.
 */
export function poolLegs(campaign: { regionCodes: readonly string[] }, cities: readonly RuleCity[]): Leg[] {
  const own = cities.filter(({ regionCode }) => campaign.regionCodes.includes(regionCode));
  const weights = own.length === cities.length ? own.map(({ weight }) => weight) : solveSubset(own.map(boundedOf));
  const legs = own.map(({ orgUnitId }, index) => ({ orgUnitId, weight: weights[index] ?? 0n }));
  const sharing = legs.filter(({ weight }) => weight > 0n);
  return sharing.length > 0 ? sharing : cities.filter(({ weight }) => weight > 0n).map(legOf);
}

function legOf({ orgUnitId, weight }: RuleCity): Leg {
  return { orgUnitId, weight };
}
