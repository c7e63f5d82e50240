import { describe, expect, it } from '@jest/globals';
import { startOfDay } from '#kernel';
import { disclosureCalendar } from './disclosure-calendar.js';

/** A window of whole days, both included. */
const due = (first: string, last: string): string[] =>
  disclosureCalendar({
    startsAt: startOfDay(first),
    endsAt: new Date(startOfDay(last).getTime() + 86_400_000),
  }).map(({ kind, number, dueOn }) => `${kind} ${number} ${dueOn}`);

describe('the calendar of disclosures', () => {
  it('of a short campaign is the final report, within three months after its last day', () => {
    expect(due('2026-11-01', '2026-12-20')).toEqual(['FINAL 1 2027-03-20']);
  });

  it('asks for a report every three months once a campaign lasts more than six', () => {
    expect(due('2026-01-15', '2026-07-14')).toEqual(['FINAL 1 2026-10-14']);
    expect(due('2026-01-15', '2026-07-15')).toEqual([
      'PROGRESS 1 2026-04-15',
      'PROGRESS 2 2026-07-15',
      'FINAL 1 2026-10-15',
    ]);
    expect(due('2026-01-15', '2027-01-14')).toHaveLength(4);
  });

  it('falls on the last day of a month that has no such day', () => {
    expect(due('2025-11-30', '2026-06-30')).toEqual([
      'PROGRESS 1 2026-02-28',
      'PROGRESS 2 2026-05-30',
      'FINAL 1 2026-09-30',
    ]);
  });
});
