import { describe, expect, it } from '@jest/globals';
import { backoffDelayMs, growingDelayMs } from './poll-delay.js';

describe('following something live', () => {
  it('starts at a second and settles at five', () => {
    expect([0, 1, 5, 10, 1000].map(growingDelayMs)).toEqual([1000, 1400, 3000, 5000, 5000]);
  });

  it('asks an absent api less and less often, never less than twice a minute', () => {
    expect([1, 2, 3, 4, 5, 60].map(backoffDelayMs)).toEqual([2000, 4000, 8000, 16000, 30000, 30000]);
  });
});
