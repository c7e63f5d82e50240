import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sharesOf } from './payout-shares.js';

describe('whose money a payout is', () => {
  test('what its lines tell apart goes to their campaigns, also what one gave back more than came in', () => {
    const known = [
      { campaignId: 'cmp_a', amount: 1_000n },
      { campaignId: 'cmp_b', amount: -300n },
    ];
    expect(sharesOf('po_1', 700n, known, [])).toEqual(known);
  });

  test('a manual payout is taken from what the campaigns hold, in proportion; empty and owing ones give nothing', () => {
    const held = [
      { campaignId: 'cmp_a', amount: 3_000n },
      { campaignId: 'cmp_b', amount: 1_000n },
      { campaignId: 'cmp_c', amount: -500n },
      { campaignId: 'cmp_d', amount: 0n },
    ];
    expect(sharesOf('po_1', 400n, [], held)).toEqual([
      { campaignId: 'cmp_a', amount: 300n },
      { campaignId: 'cmp_b', amount: 100n },
    ]);
  });

  test('what nobody holds belongs to no campaign', () => {
    expect(
      sharesOf('po_1', 500n, [{ campaignId: 'cmp_a', amount: 100n }], [{ campaignId: 'cmp_a', amount: 150n }]),
    ).toEqual([
      { campaignId: null, amount: 350n },
      { campaignId: 'cmp_a', amount: 150n },
    ]);
  });

  test('a negative payout is paid for by those who owe', () => {
    const held = [
      { campaignId: 'cmp_a', amount: -200n },
      { campaignId: 'cmp_b', amount: 900n },
    ];
    expect(sharesOf('po_1', -200n, [], held)).toEqual([{ campaignId: 'cmp_a', amount: -200n }]);
  });

  test('shares always add up to the payout, and no campaign is asked for more than it holds beyond its lines', () => {
    const share = fc.record({
      campaignId: fc.constantFrom('cmp_a', 'cmp_b', 'cmp_c'),
      amount: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
    });
    const unique = { selector: (each: { campaignId: string }) => each.campaignId };
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
        fc.uniqueArray(share, unique),
        fc.uniqueArray(share, unique),
        (amount, known, held) => {
          const shares = sharesOf('po_any', amount, known, held);
          expect(shares.reduce((sum, each) => sum + each.amount, 0n)).toBe(amount);
          for (const each of shares) {
            if (each.campaignId === null) continue;
            const line = known.find(({ campaignId }) => campaignId === each.campaignId)?.amount ?? 0n;
            const holding = held.find(({ campaignId }) => campaignId === each.campaignId)?.amount ?? 0n;
            const taken = each.amount - line;
            // Beyond its lines it gives only what it holds, on the side the payout is on.
            if (taken > 0n) expect(each.amount <= holding).toBe(true);
            if (taken < 0n) expect(each.amount >= holding).toBe(true);
          }
        },
      ),
    );
  });
});
