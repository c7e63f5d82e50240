import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { apportion, offsetOf, OFFSET_SCALE } from './apportionment.js';

const amounts = fc.bigInt({ min: 1n, max: 10_000_000_000n });
const offsets = fc.bigInt({ min: 0n, max: OFFSET_SCALE - 1n });
const weightLists = fc
  .array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 20 })
  .filter((weights) => weights.some((weight) => weight > 0n));

describe('a split', () => {
  it('sums to the gift, is never negative and stays within one fen of the exact share, in 100,000 random splits', () => {
    fc.assert(
      fc.property(amounts, weightLists, offsets, (amount, weights, offset) => {
        const legs = apportion(amount, weights, offset);
        const total = weights.reduce((sum, weight) => sum + weight, 0n);
        const isFair = legs.every((leg, index) => {
          const weight = weights[index] ?? 0n;
          const excess = leg * total - amount * weight;
          return leg >= 0n && excess < total && -excess < total && (weight > 0n || leg === 0n);
        });
        return isFair && legs.reduce((sum, leg) => sum + leg, 0n) === amount;
      }),
      { numRuns: 100_000 },
    );
  });

  it('favours nobody over a season: 100,000 gifts leave every fund within ¥20 of its exact share', () => {
    const weights = Array.from({ length: 14 }, (_, index) => 1000n + BigInt(index % 3));
    const total = weights.reduce((sum, weight) => sum + weight, 0n);
    const received = weights.map(() => 0n);
    let given = 0n;
    for (let number = 0; number < 100_000; number++) {
      const amount = 100n + BigInt((number * 7919) % 9900);
      given += amount;
      apportion(amount, weights, offsetOf(`plg_${number}`)).forEach((leg, index) => (received[index]! += leg));
    }
    received.forEach((fen, index) => {
      const drift = fen * total - given * weights[index]!;
      expect((drift < 0n ? -drift : drift) / total).toBeLessThan(2000n);
    });
  });

  it('depends on the id alone', () => {
    expect(offsetOf('plg_01')).toBe(offsetOf('plg_01'));
    expect(apportion(1n, [1n, 1n], 0n)).toEqual([0n, 1n]);
    expect(apportion(1n, [1n, 1n], OFFSET_SCALE / 2n)).toEqual([1n, 0n]);
  });
});
