import { MAX_TOTAL_WEIGHT } from '#kernel';
import type { Indicator, DraftedCity, RuleCity, RuleDraft, RuleFault, SolvedRule } from './rule.types.js';
import { solveShares, WHOLE_BP, type BoundedCity } from './water-filling.js';

/** The law's limit on what may pay for management (Charity Law, art. 61), in basis points. */
export const MAX_MANAGEMENT_BP = 1000;
const MAX_NOTE = 500;
const MAX_BP = Number(WHOLE_BP);
/** Of one city's number; the sum has the same limit, so that every product fits the books' 64 bits. */
const MAX_BASIS = 100_000_000;
/** A route has at most so many funds. */
const MAX_CITIES = 24;

/** What a draft is checked against. */
export interface RuleSurroundings {
  /** Every city that has a federation. */
  federations: readonly { id: string; region: { code: string; shortName: string } }[];
  /** The cities the rule's campaign raises for; null for a rule of the programme. */
  campaignCities: readonly string[] | null;
  /** The latest figures of the kind the rule goes by; empty for EQUAL and TABLE. */
  indicators: readonly Indicator[];
}

/** A rule ready to be kept, or everything that is wrong with it at once. */
export type CheckedRule = { rule: SolvedRule; faults: [] } | { rule: null; faults: RuleFault[] };

/** Checks a draft and solves its weights. Depends on nothing but its arguments. */
export function checkRule(draft: RuleDraft, surroundings: RuleSurroundings): CheckedRule {
  const note = draft.note.replace(/\s+/g, ' ').trim();
  const faults = [...ownFaults(draft, note), ...cityFaults(draft, surroundings)];
  if (faults.length > 0) return { rule: null, faults };
  const cities = citiesOf(draft, surroundings);
  const missing =
    draft.method === 'EQUAL' || draft.method === 'TABLE' ? [] : cities.filter(({ asOf }) => asOf === null);
  if (missing.length > 0)
    return { rule: null, faults: missing.map((city) => fault('indicator_missing', 'method', city)) };
  const totalBasis = cities.reduce((sum, { basis }) => sum + basis, 0n);
  if (totalBasis > MAX_TOTAL_WEIGHT) return { rule: null, faults: [fault('weights_too_large', 'cities')] };
  const solution = solveShares(cities.map(boundedOf));
  if ('infeasible' in solution) {
    const { floors, caps } = totalsOf(cities);
    return { rule: null, faults: [fault(solution.infeasible, 'cities', null, { floors, caps })] };
  }
  const solved = cities.map(({ city: _, ...row }, index) => ({ ...row, weight: solution.weights[index] ?? 0n }));
  return { rule: { ...draft, note, cities: solved }, faults: [] };
}

/** A rule's row as the solver takes it. */
export function boundedOf({ regionCode, basis, floorBp, capBp }: Omit<RuleCity, 'weight'>): BoundedCity {
  return { regionCode, basis, floorBp: BigInt(floorBp), capBp: BigInt(capBp) };
}

function ownFaults(draft: RuleDraft, note: string): RuleFault[] {
  const faults: RuleFault[] = [];
  if (!isWithin(draft.managementBp, MAX_MANAGEMENT_BP)) {
    faults.push(fault('management_fee_out_of_range', 'managementBp', null, { max: percent(MAX_MANAGEMENT_BP) }));
  }
  if (note === '') faults.push(fault('field_required', 'note'));
  if (note.length > MAX_NOTE) faults.push(fault('field_too_long', 'note', null, { max: MAX_NOTE }));
  if (Number.isNaN(draft.effectiveFrom.getTime())) faults.push(fault('date_malformed', 'effectiveFrom'));
  return faults;
}

function cityFaults(draft: RuleDraft, { federations, campaignCities }: RuleSurroundings): RuleFault[] {
  const known = new Map(federations.map(({ region }) => [region.code, region.shortName]));
  const seen = new Set<string>();
  const faults: RuleFault[] = [];
  for (const city of draft.cities) {
    const { regionCode, weight } = city;
    const place = { regionCode, city: known.get(regionCode) ?? regionCode };
    if (!known.has(regionCode)) faults.push(fault('city_unknown', 'cities', place));
    else if (campaignCities && !campaignCities.includes(regionCode)) {
      faults.push(fault('city_outside_campaign', 'cities', place));
    }
    if (seen.has(regionCode)) faults.push(fault('city_named_twice', 'cities', place));
    seen.add(regionCode);
    if (draft.method === 'TABLE') {
      if (weight === null) faults.push(fault('weight_missing', 'cities', place));
      else if (!isWithin(weight, MAX_BASIS))
        faults.push(fault('weight_out_of_range', 'cities', place, { max: MAX_BASIS }));
    }
    faults.push(...boundFaults(city, place));
  }
  if (seen.size > MAX_CITIES) faults.push(fault('too_many_cities', 'cities', null, { max: MAX_CITIES }));
  return faults;
}

function boundFaults({ floorBp, capBp }: DraftedCity, place: Place): RuleFault[] {
  const [floor, cap] = [floorBp ?? 0, capBp ?? MAX_BP];
  if (!isWithin(floor, MAX_BP)) return [fault('floor_out_of_range', 'cities', place)];
  if (!isWithin(cap, MAX_BP)) return [fault('cap_out_of_range', 'cities', place)];
  if (floor <= cap) return [];
  return [fault('floor_above_cap', 'cities', place, { floor: percent(floor), cap: percent(cap) })];
}

/** Every city the rule divides the pool among, with what it goes by, in order of its code. */
function citiesOf(draft: RuleDraft, { federations, campaignCities, indicators }: RuleSurroundings) {
  const drafted = new Map(draft.cities.map((city) => [city.regionCode, city]));
  const figures = new Map(indicators.map((indicator) => [indicator.orgUnitId, indicator]));
  return federations
    .filter(({ region }) =>
      draft.method === 'TABLE' ? drafted.has(region.code) : (campaignCities?.includes(region.code) ?? true),
    )
    .map(({ id, region }) => {
      const own = drafted.get(region.code);
      const figure = draft.method === 'TABLE' || draft.method === 'EQUAL' ? undefined : figures.get(id);
      const basis = draft.method === 'TABLE' ? BigInt(own?.weight ?? 0) : draft.method === 'EQUAL' ? 1n : figure?.value;
      return {
        orgUnitId: id,
        regionCode: region.code,
        city: region.shortName,
        basis: basis ?? 0n,
        floorBp: own?.floorBp ?? 0,
        capBp: own?.capBp ?? MAX_BP,
        asOf: figure?.asOf ?? null,
        source: figure?.source ?? null,
      };
    })
    .sort((a, b) => (a.regionCode < b.regionCode ? -1 : 1));
}

interface Place {
  regionCode: string;
  city: string;
}

function fault(
  code: string,
  field: string,
  place: Place | null = null,
  params: Record<string, string | number> = {},
): RuleFault {
  return {
    code,
    field,
    regionCode: place?.regionCode ?? null,
    params: { ...params, ...(place ? { city: place.city, region: place.regionCode } : {}) },
  };
}

function totalsOf(cities: readonly { basis: bigint; floorBp: number; capBp: number }[]) {
  const floors = cities.reduce((sum, { floorBp }) => sum + floorBp, 0);
  const caps = cities.reduce((sum, { basis, floorBp, capBp }) => sum + (basis > 0n ? capBp : floorBp), 0);
  return { floors: percent(floors), caps: percent(caps) };
}

/** Basis points as people write them: 250 → "2.5%". */
export function percent(bp: number): string {
  const text = `${Math.trunc(bp / 100)}.${String(bp % 100).padStart(2, '0')}`;
  return `${text.replace(/\.?0+$/, '')}%`;
}

function isWithin(number: number, most: number): boolean {
  return Number.isInteger(number) && number >= 0 && number <= most;
}
