import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkAmount, inWords, smallestFen } from './amount.rules.js';
import { feeOf } from './fee.rate.js';

describe('amounts', () => {
  test.each([
    [50, 625, 80],
    [50, 138, 363],
    [400, 1085, 369],
    [1, 1000, 1],
  ])('the smallest follows from the rate, rounded up: %i at %i is %i fen', (minimum, rate, fen) => {
    expect(smallestFen({ minimumSettlement: minimum, settlementPerThousandFen: rate })).toBe(fen);
  });

  test.each([
    [79, 'amount_too_small'],
    [100_000_000, 'amount_too_large'],
  ])('%i fen is refused as %s', (amount, code) => {
    const rate = { minimumSettlement: 50, settlementPerThousandFen: 625 };
    const refusal = expect.objectContaining({ status: 400, body: expect.objectContaining({ code, param: 'amount' }) });
    expect(() => checkAmount(amount, 'cny', rate, 'amount')).toThrow(refusal);
  });

  test.each([
    [6600, '¥66.00'],
    [5, '¥0.05'],
    [99_999_999, '¥999,999.99'],
  ])('%i fen reads %s', (amount, words) => {
    expect(inWords(amount, 'cny')).toBe(words);
  });

  test('a fee is whole, never negative and never more than the amount', () => {
    const rates = fc.record({ feeBasisPoints: fc.integer({ min: 0, max: 10_000 }), feeFixedFen: fc.nat(100_000) });
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 99_999_999n }), rates, (amount, rate) => {
        const fee = feeOf(amount, rate);
        return fee >= 0n && fee <= amount;
      }),
    );
  });

  test.each([
    [6600n, 100, 0, 66n],
    [6699n, 100, 0, 66n],
    [100n, 340, 235, 100n],
    [10_000n, 340, 235, 575n],
  ])('the fee of %i fen at %i basis points and %i fen is %i', (amount, feeBasisPoints, feeFixedFen, fee) => {
    expect(feeOf(amount, { feeBasisPoints, feeFixedFen })).toBe(fee);
  });
});
