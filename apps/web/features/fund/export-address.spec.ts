import { describe, expect, it } from '@jest/globals';
import { exportAddress, isBackwards } from './export-address.js';

describe('an export', () => {
  it('covers the days on the screen', () => {
    expect(exportAddress('csv', { from: '2026-11-01', to: '2026-11-30' })).toBe(
      '/exports/fund.csv?from=2026-11-01&to=2026-11-30',
    );
    expect(exportAddress('xlsx', { from: '', to: '2026-11-30' })).toBe('/exports/fund.xlsx?to=2026-11-30');
    expect(exportAddress('csv', { from: '', to: '' })).toBe('/exports/fund.csv');
  });
});

describe('a range of days', () => {
  it('may be one day, and may not run backwards', () => {
    expect(isBackwards({ from: '2026-11-02', to: '2026-11-01' })).toBe(true);
    expect(isBackwards({ from: '2026-11-01', to: '2026-11-01' })).toBe(false);
    expect(isBackwards({ from: '2026-11-01', to: '' })).toBe(false);
  });
});
