import type { Fen } from '#kernel';
import { digestOf } from './rule.content.js';

/** What a city receives: designated, from the pool, and what fees keep from its shares. */
export interface CityShare {
  direct: Fen;
  pool: Fen;
  /** Its shares of the whole gifts less its shares of what is left of them after management and payment fees. */
  deducted: Fen;
}

/** A city under the rules that were in force, and under the draft. */
export interface SimulatedCity {
  orgUnitId: string;
  before: CityShare;
  after: CityShare;
}

/** What gifts pay besides going to cities. */
export interface SimulatedFees {
  /** For management. */
  management: Fen;
  /** For their own payment fees; what is not covered here, the foundation carries. */
  covered: Fen;
}

/** What a draft would have done; amounts sum exactly: amount = management + covered + what the cities receive. */
export interface SimulationResult {
  /** Last batch of the books that was looked at. */
  batches: bigint;
  gifts: bigint;
  amount: Fen;
  /** What the payment provider kept of these gifts. */
  paymentFees: Fen;
  before: SimulatedFees;
  after: SimulatedFees;
  /** By organisation id. */
  cities: SimulatedCity[];
}

/** Which gifts: of one campaign or of the whole programme, paid from one instant until before another. */
export interface SimulationRange {
  campaignId: string | null;
  from: Date | null;
  until: Date | null;
}

/** A result as it is kept: whole numbers as decimal strings. */
export function resultToJson(result: SimulationResult): object {
  return JSON.parse(
    JSON.stringify(result, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  ) as object;
}

/** The way back from `resultToJson`. */
export function resultFromJson(json: unknown): SimulationResult {
  const wholes = /^-?\d+$/;
  return JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    typeof value === 'string' && key !== 'orgUnitId' && wholes.test(value) ? BigInt(value) : value,
  ) as SimulationResult;
}

/** Binds what was simulated to what came out: SHA-256 over the rule's digest, the range and every figure. */
export function simulationHash(ruleDigest: string, range: SimulationRange, result: SimulationResult): string {
  const share = ({ direct, pool, deducted }: CityShare): string => `${direct},${pool},${deducted}`;
  const fees = ({ management, covered }: SimulatedFees): string => `${management},${covered}`;
  return digestOf(
    [
      'yiqijuan-simulation/1',
      `rule=${ruleDigest}`,
      `campaign=${range.campaignId ?? '-'}`,
      `from=${range.from?.getTime() ?? '-'}`,
      `until=${range.until?.getTime() ?? '-'}`,
      `batches=${result.batches}`,
      `gifts=${result.gifts}`,
      `amount=${result.amount}`,
      `paymentFees=${result.paymentFees}`,
      `before=${fees(result.before)}`,
      `after=${fees(result.after)}`,
      ...result.cities.map(({ orgUnitId, before, after }) => `city.${orgUnitId}=${share(before)};${share(after)}`),
    ].join('\n'),
  );
}
