import { describe, expect, it } from '@jest/globals';
import { withoutSmallGroups } from './small-groups.js';

const shown = (...gifts: number[]): (number | null)[] =>
  withoutSmallGroups(gifts.map((count, key) => ({ key, gifts: count, amount: BigInt(count) * 100n }))).map((group) => {
    expect(group.amount).toBe(group.gifts === null ? null : BigInt(group.gifts) * 100n);
    return group.gifts;
  });

describe('groups of few gifts', () => {
  it('are held back, empty ones and large ones are shown', () => {
    expect(shown(0, 9, 10, 3, 200)).toEqual([0, null, 10, null, 200]);
  });

  it('cannot be found by subtraction: a single one takes the smallest of the others with it', () => {
    expect(shown(4, 50, 20, 0)).toEqual([null, 50, null, 0]);
    expect(shown(4, 0)).toEqual([null, 0]);
  });
});
