import { describe, expect, it } from '@jest/globals';
import { addMonths, expiringIn, isReminderDue, nextChargeOn, pausedUntil, periodOf, planDue } from './schedule.js';

it('counts months over the end of the year, both ways', () => {
  expect(['2026-12', '2027-01', '2026-02'].map((period) => addMonths(period, 1))).toEqual([
    '2027-01',
    '2027-02',
    '2026-03',
  ]);
  expect(addMonths('2027-01', -1)).toBe('2026-12');
  expect(addMonths('2026-11', 14)).toBe('2028-01');
});

describe('the next charge', () => {
  it.each<[string, number, string, string | null, string]>([
    ['this month while its day is to come', 20, '2026-11-10', null, '2026-11-20'],
    ['today, where today may be it', 10, '2026-11-10', null, '2026-11-10'],
    ['next month once its day is over', 5, '2026-11-10', null, '2026-12-05'],
    ['next month when this one has its gift', 20, '2026-11-10', '2026-11', '2026-12-20'],
    ['next month also when a later day is chosen on the day of the gift', 28, '2026-11-10', '2026-11', '2026-12-28'],
    ['in February on the 28th as well', 28, '2027-01-29', '2027-01', '2027-02-28'],
    ['over the end of the year', 1, '2026-12-02', '2026-12', '2027-01-01'],
    ['never in a month that is over, even one ahead', 3, '2026-11-25', '2026-12', '2027-01-03'],
  ])('is %s', (_, day, notBefore, lastPeriod, expected) => {
    expect(nextChargeOn(day, notBefore, lastPeriod)).toBe(expected);
  });

  it('is never twice in a month nor in the past, whatever day is changed to and when', () => {
    for (let today = 1; today <= 28; today++) {
      for (let day = 1; day <= 28; day++) {
        const now = `2026-11-${String(today).padStart(2, '0')}`;
        for (const last of [null, '2026-10', '2026-11']) {
          const next = nextChargeOn(day, now, last);
          expect(next >= now && periodOf(next) !== last && Number(next.slice(8)) === day).toBe(true);
        }
      }
    }
  });
});

describe('a charge day that has come', () => {
  it.each<[string, number, string, string, ReturnType<typeof planDue>]>([
    ['is charged', 5, '2026-11-05', '2026-11-05', { missed: [], charge: '2026-11', nextChargeOn: '2026-12-05' }],
    [
      'is charged some days late within its month',
      5,
      '2026-11-05',
      '2026-11-30',
      { missed: [], charge: '2026-11', nextChargeOn: '2026-12-05' },
    ],
    [
      'three months ago charges the present month only',
      5,
      '2026-08-05',
      '2026-11-06',
      { missed: ['2026-08', '2026-09', '2026-10'], charge: '2026-11', nextChargeOn: '2026-12-05' },
    ],
    [
      'months ago waits for the day of the present month',
      20,
      '2026-09-20',
      '2026-11-06',
      { missed: ['2026-09', '2026-10'], charge: null, nextChargeOn: '2026-11-20' },
    ],
  ])('%s', (_, day, dueOn, today, plan) => {
    expect(planDue(day, dueOn, today)).toEqual(plan);
  });
});

it('pauses by whole charges', () => {
  expect(pausedUntil(10, '2026-12-10', 1)).toBe('2027-01-10');
  expect(pausedUntil(10, '2026-12-10', 6)).toBe('2027-06-10');
});

it('reminds within three days before a charge, not on its day', () => {
  const due = '2026-12-01';
  expect(['2026-11-27', '2026-11-28', '2026-11-30', '2026-12-01'].map((day) => isReminderDue(due, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

it('tells of a card in its last two months', () => {
  expect(expiringIn(2027, 1, '2026-11-30')).toBeNull();
  expect(expiringIn(2027, 1, '2026-12-01')).toBe('2027-01');
  expect(expiringIn(2026, 10, '2026-12-01')).toBe('2026-10');
});
