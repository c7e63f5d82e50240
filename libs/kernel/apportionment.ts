import { createHash } from 'node:crypto';
import { invariant } from './invariant.js';
import type { Fen } from './money.js';

/** Denominator of an offset: offsets are fractions k / 2³². */
export const OFFSET_SCALE = 2n ** 32n;

/** Largest sum of weights a rule may have, so that every product below fits a 64-bit integer in the database too. */
export const MAX_TOTAL_WEIGHT = 100_000_000n;

/** Largest single amount that can be split, in fen (¥900 million): amount × total weight stays below 2⁶³. */
export const MAX_SPLIT_AMOUNT: Fen = 90_000_000_000n;

/**
 * The gift's own offset u = k / 2³²: the first 32 bits of SHA-256 over its id. It decides where the odd fen goes,
 * depends on nothing but the id, and anyone can compute it.
 */
export function offsetOf(giftId: string): bigint {
  return BigInt(createHash('sha256').update(giftId, 'utf8').digest().readUInt32BE(0));
}

/**
 * Splits whole fen over weights: legₖ = ⌊a·Cₖ/W + u⌋ − ⌊a·Cₖ₋₁/W + u⌋ with C the running sum of the weights
 * (cumulative flooring with a random start, as in systematic sampling). Each leg is within one fen of its exact
 * share and never negative, the legs sum to the amount, zero weight gets nothing, order of gifts plays no part.
 * The database function `ledger_split` computes the same.
 * @param amount fen, 0 to MAX_SPLIT_AMOUNT
 * @param weights whole numbers ≥ 0 whose sum is 1 to MAX_TOTAL_WEIGHT
 * @param offset k of u = k / 2³²
 */
export function apportion(amount: Fen, weights: readonly bigint[], offset: bigint): Fen[] {
  invariant(amount >= 0n && amount <= MAX_SPLIT_AMOUNT, 'a split amount is between zero and its largest value');
  return split(amount, weights, offset, MAX_TOTAL_WEIGHT);
}

/**
 * The same split for weights of any size. With the parts of a gift as weights it says what a part of the gift takes
 * from each: never more than the part holds, since a share of at most the whole is at most the part, which is whole.
 */
export function proportion(amount: Fen, weights: readonly bigint[], offset: bigint): Fen[] {
  invariant(amount >= 0n, 'a split amount is never negative');
  return split(amount, weights, offset, null);
}

function split(amount: Fen, weights: readonly bigint[], offset: bigint, mostTotal: bigint | null): Fen[] {
  invariant(offset >= 0n && offset < OFFSET_SCALE, 'an offset is a fraction of 2^32');
  let total = 0n;
  for (const weight of weights) {
    invariant(weight >= 0n, 'a weight is never negative');
    total += weight;
  }
  invariant(
    total > 0n && (mostTotal === null || total <= mostTotal),
    'weights sum to between one and their largest total',
  );
  // ⌊a·C/W + u⌋ is ⌊(a·C + ⌊u·W⌋) / W⌋, because a·C is whole; so no product outgrows 64 bits by the scale of u.
  const shift = (offset * total) / OFFSET_SCALE;
  let cumulative = 0n;
  let before = 0n;
  const legs: Fen[] = [];
  for (const weight of weights) {
    cumulative += weight;
    const upTo = (amount * cumulative + shift) / total;
    legs.push(upTo - before);
    before = upTo;
  }
  return legs;
}
