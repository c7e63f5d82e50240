import { describe, expect, it } from '@jest/globals';
import { outcomeOfStatus } from './sign-in.js';

describe('a refused sign-in', () => {
  it.each([
    [400, 'wrong'],
    [401, 'wrong'],
    [403, 'locked'],
    [423, 'locked'],
    [429, 'rate_limited'],
    [500, 'away'],
    [503, 'away'],
  ])('with status %i is told as %s', (status, outcome) => {
    expect(outcomeOfStatus(status)).toBe(outcome);
  });
});
