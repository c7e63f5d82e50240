import { describe, expect, it } from '@jest/globals';
import { chinaClock, chinaDay, chinaDayAndClock, chinaWallClock, instantOfChinaWallClock } from './china-time.js';

describe('China’s time', () => {
  it('turns the day at 16:00 UTC', () => {
    expect(chinaDay('2026-11-23T15:59:59.999Z')).toBe('2026-11-23');
    expect(chinaDay('2026-11-23T16:00:00.000Z')).toBe('2026-11-24');
  });

  it('shows clock and day', () => {
    expect(chinaClock('2026-11-23T06:32:05Z')).toBe('14:32');
    expect(chinaDayAndClock('2026-12-31T16:05:00Z')).toBe('2027-01-01 00:05');
  });

  it('goes back and forth without loss', () => {
    const instant = '2026-11-23T06:30:00.000Z';
    expect(instantOfChinaWallClock(chinaWallClock(instant))).toBe(instant);
  });

  it('throws on what is not an instant', () => {
    expect(() => chinaWallClock('soon')).toThrow();
    expect(() => instantOfChinaWallClock('2026-13-01T00:00:00')).toThrow();
  });
});
