import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { progressOf } from './line-states.js';

const fund = (confirmed: bigint, paid: bigint, applied: bigint, givenBack = 0n) => ({
  confirmed,
  paid,
  applied,
  givenBack,
});

describe('a line of a gift is used in the order it arrived', () => {
  it.each([
    // place, left, fund account in all → confirmed, paid, applied for, given back, allocated
    ['nothing has been applied for', 0n, 100n, fund(0n, 0n, 0n), [0n, 0n, 0n, 0n, 100n]],
    ['the application reaches the whole line', 0n, 100n, fund(0n, 0n, 100n), [0n, 0n, 100n, 0n, 0n]],
    ['the application ends before the line', 50n, 100n, fund(0n, 0n, 50n), [0n, 0n, 0n, 0n, 100n]],
    ['the application reaches into the line', 50n, 100n, fund(0n, 0n, 80n), [0n, 0n, 30n, 0n, 70n]],
    ['it was paid', 50n, 100n, fund(0n, 150n, 150n), [0n, 100n, 0n, 0n, 0n]],
    ['it was confirmed, and more behind it was paid', 50n, 100n, fund(150n, 300n, 300n), [100n, 0n, 0n, 0n, 0n]],
    ['every station runs through the line', 10n, 100n, fund(30n, 60n, 90n), [20n, 30n, 30n, 0n, 20n]],
    ['the city gave back what lies behind its use', 0n, 100n, fund(20n, 20n, 20n, 30n), [20n, 0n, 0n, 30n, 50n]],
    ['all of it went back to its giver', 50n, 0n, fund(500n, 500n, 500n), [0n, 0n, 0n, 0n, 0n]],
  ])('%s', (_, place, left, standing, [confirmed, paid, applied, givenBack, allocated]) => {
    expect(progressOf(place, left, standing)).toEqual({ confirmed, paid, applied, givenBack, allocated });
  });

  it('and all lines together are used exactly as far as their fund', () => {
    const fen = fc.bigInt({ min: 0n, max: 1_000n });
    fc.assert(
      fc.property(fc.array(fen, { minLength: 1 }), fen, fen, fen, fen, (lines, confirmed, paid, applied, givenBack) => {
        const total = lines.reduce((sum, line) => sum + line, 0n);
        const least = (amount: bigint): bigint => (amount < total ? amount : total);
        const standing = fund(confirmed, confirmed + paid, confirmed + paid + applied, givenBack);
        let place = 0n;
        const sums = { confirmed: 0n, paid: 0n, applied: 0n, givenBack: 0n, allocated: 0n };
        for (const line of lines) {
          const progress = progressOf(place, line, standing);
          for (const [key, amount] of Object.entries<bigint>({ ...progress })) sums[key as keyof typeof sums] += amount;
          expect(Object.values<bigint>({ ...progress }).reduce((sum, part) => sum + part, 0n)).toBe(line);
          place += line;
        }
        expect(sums.confirmed).toBe(least(standing.confirmed));
        expect(sums.confirmed + sums.paid).toBe(least(standing.paid));
        expect(sums.confirmed + sums.paid + sums.applied).toBe(least(standing.applied));
        expect(total - sums.allocated).toBe(least(standing.applied + givenBack));
      }),
    );
  });
});
