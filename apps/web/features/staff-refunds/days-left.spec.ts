import { expect, it } from '@jest/globals';
import { daysLeft } from './days-left.js';

const now = Date.parse('2026-11-25T00:00:00Z');

it.each([
  ['2026-12-04T00:00:00Z', 9],
  ['2026-11-25T00:00:01Z', 1],
  ['2026-11-26T00:00:01Z', 2],
  ['2026-11-25T00:00:00Z', 0],
  ['2026-11-23T00:00:00Z', -2],
])('until %s there are %i days', (until, days) => {
  expect(daysLeft(until, now)).toBe(days);
});
