import { createHash } from 'node:crypto';
import type { CivilDate, Fen } from '#kernel';
import type { FundSource } from '#platform';

/** Gifts to be allocated anew: those a rule has allocated, or these. */
export interface GiftsWish {
  kind: 'GIFTS';
  campaignId: string;
  /** The rule they should have taken. */
  ruleId: string;
  /** The rule that allocates them now; null when they are named one by one. */
  fromRuleId: string | null;
  /** Only gifts designated to this city. */
  regionCode: string | null;
  /** Days of China's calendar they were paid on, both included. */
  from: CivilDate | null;
  to: CivilDate | null;
  /** Named one by one; empty when they are picked by rule. */
  giftIds: readonly string[];
}

/** Unspent money a city gives back; the pool shares it out by the rule in force. */
export interface FundReturnWish {
  kind: 'FUND_RETURN';
  campaignId: string;
  regionCode: string;
  source: FundSource;
  amount: Fen;
}

export type ReallocationWish = GiftsWish | FundReturnWish;

/** Before and after, in fen. */
export interface Change {
  before: Fen;
  after: Fen;
}

/** What becomes of the money in question in one city: where it lies now, and where it will. */
export interface CityChange extends Change {
  orgUnitId: string;
  /** What the funds in question hold in all. */
  held: Fen;
  /** What they lack to give it up; zero when they hold enough. */
  missing: Fen;
}

/** What a re-allocation will do. */
export interface ReallocationPreview {
  ruleId: string;
  amount: Fen;
  gifts: number;
  /** Gifts left out: nothing is left of them, or they stand as the rule says already. */
  empty: number;
  unchanged: number;
  management: Change;
  covered: Change;
  cities: CityChange[];
  /** Binds who agrees to what was seen. */
  hash: string;
}

/** A gift of a re-allocation, as it is kept. */
export interface NewItem {
  giftId: string;
  place: number;
  routeId: number;
  placementId: string;
}

/** Everything behind a preview. */
export interface ReallocationPlan {
  preview: ReallocationPreview;
  items: NewItem[];
}

/** SHA-256 over every figure that is agreed on, gift by gift; what funds hold beside is not part of it. */
export function hashOf(lines: readonly (readonly unknown[])[]): string {
  return createHash('sha256')
    .update(lines.map((line) => line.map(String).join('|')).join('\n'), 'utf8')
    .digest('hex');
}

const inJson = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value);

/** JSON without bigint, for columns. */
export function plainJson(value: unknown): object {
  return JSON.parse(JSON.stringify(value, inJson)) as object;
}

type Stored<T> = { [K in keyof T]: T[K] extends Fen ? string : T[K] extends object ? Stored<T[K]> : T[K] };

/** A preview read back from its column. */
export function previewFromJson(json: unknown): ReallocationPreview {
  // Written by `plainJson` from a preview and by nothing else.
  const stored = json as Omit<Stored<ReallocationPreview>, 'cities'> & { cities: Stored<CityChange>[] };
  const change = ({ before, after }: Stored<Change>): Change => ({ before: BigInt(before), after: BigInt(after) });
  return {
    ...stored,
    amount: BigInt(stored.amount),
    management: change(stored.management),
    covered: change(stored.covered),
    cities: stored.cities.map((city) => ({
      ...change(city),
      orgUnitId: city.orgUnitId,
      held: BigInt(city.held),
      missing: BigInt(city.missing),
    })),
  };
}

/** A wish read back from its column. */
export function wishFromJson(json: unknown): ReallocationWish {
  // Written by `plainJson` from a wish and by nothing else.
  const stored = json as GiftsWish | Stored<FundReturnWish>;
  return stored.kind === 'GIFTS' ? stored : { ...stored, amount: BigInt(stored.amount) };
}

/** Business key of what is posted for a gift, or for money given back. */
export function keyOf(reallocationId: string, about: string): string {
  return `reallocation:${reallocationId}:${about}`;
}
