import { addDays, chinaDay, type CivilDate } from '#kernel';

export type DisclosureKind = 'PROGRESS' | 'FINAL';

/** Something the law wants told in public about a campaign, and by when. */
export interface DisclosureDue {
  kind: DisclosureKind;
  /** Which of the progress reports it is, from 1; 1 for the final one. */
  number: number;
  /** China's day. */
  dueOn: CivilDate;
}

const LONG_MONTHS = 6;
const EVERY_MONTHS = 3;
const FINAL_MONTHS = 3;

/**
 * What has to be told about a campaign (Charity Law 79): every three months when it lasts more than six, and all of it
 * within three months after its end. What is due on a day that comes after the end is told with the final report.
 */
export function disclosureCalendar({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): DisclosureDue[] {
  const first = chinaDay(startsAt);
  // The window ends at an instant; its last day is the one the instant before falls on.
  const last = chinaDay(new Date(endsAt.getTime() - 1));
  const due: DisclosureDue[] = [];
  if (addMonths(first, LONG_MONTHS) <= last) {
    for (let number = 1; addMonths(first, number * EVERY_MONTHS) <= last; number++) {
      due.push({ kind: 'PROGRESS', number, dueOn: addMonths(first, number * EVERY_MONTHS) });
    }
  }
  return [...due, { kind: 'FINAL', number: 1, dueOn: addMonths(last, FINAL_MONTHS) }];
}

/** The same day so many months later, or the last day of that month when it has no such day. */
function addMonths(day: CivilDate, months: number): CivilDate {
  const [year = 0, month = 1, date = 1] = day.split('-').map((part) => Number.parseInt(part, 10));
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
  const next = new Date(Date.UTC(year, month + months, 1)).toISOString().slice(0, 10);
  const wished = addDays(first, date - 1);
  return wished < next ? wished : addDays(next, -1);
}
