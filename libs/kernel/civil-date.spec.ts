import { expect, it } from '@jest/globals';
import { addDays, addWorkingDays, chinaDay, chinaYear, daysBetween, isCivilDate, startOfDay } from './civil-date.js';

it('a day in China begins eight hours before the same day in UTC', () => {
  expect(startOfDay('2026-11-23').toISOString()).toBe('2026-11-22T16:00:00.000Z');
  expect(chinaDay(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  expect(chinaDay(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
  expect(chinaYear(new Date('2026-12-31T16:00:00Z'))).toBe(2027);
});

it('days are counted over month and year ends', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  expect(addWorkingDays('2026-11-20', 5)).toBe('2026-11-27');
});

it.each([
  ['2026-02-29', false],
  ['2024-02-29', true],
  ['2026-13-01', false],
  ['26-01-01', false],
])('%s exists: %s', (day, exists) => expect(isCivilDate(day)).toBe(exists));
