import { addDays, type CivilDate } from '#kernel';

/** A month on China's calendar, YYYY-MM. */
export type Period = string;

/** Every month has these days, so a chosen day never has to move. */
export const FIRST_DAY = 1;
export const LAST_DAY = 28;
/** A reminder goes out so many days before a charge. */
export const REMIND_DAYS = 3;

export function periodOf(day: CivilDate): Period {
  return day.slice(0, 7);
}

/** The month `count` months later (or earlier, when negative). */
export function addMonths(period: Period, count: number): Period {
  const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1 + count;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** The day a month is charged on. @param day 1 to 28 */
export function dueIn(period: Period, day: number): CivilDate {
  return `${period}-${String(day).padStart(2, '0')}`;
}

/**
 * The first day a gift is charged on.
 * @param day day of the month, 1 to 28
 * @param notBefore the earliest day it may be
 * @param lastPeriod the last month that has been charged or left out; it and all before it are over
 */
export function nextChargeOn(day: number, notBefore: CivilDate, lastPeriod: Period | null): CivilDate {
  let period = periodOf(notBefore);
  if (lastPeriod !== null && period <= lastPeriod) period = addMonths(lastPeriod, 1);
  const due = dueIn(period, day);
  return due >= notBefore ? due : dueIn(addMonths(period, 1), day);
}

export interface DuePlan {
  /** Months that went by uncharged: left out, never charged afterwards. */
  missed: Period[];
  /** The month to be charged today, if its day has come. */
  charge: Period | null;
  nextChargeOn: CivilDate;
}

/**
 * What is to be done for a gift whose charge day has come. Only the present month is ever charged: after a standstill
 * of three months one gift is charged and two are left out.
 */
export function planDue(day: number, dueOn: CivilDate, today: CivilDate): DuePlan {
  const present = periodOf(today);
  const missed: Period[] = [];
  let period = periodOf(dueOn);
  for (; period < present; period = addMonths(period, 1)) missed.push(period);
  const due = period === periodOf(dueOn) ? dueOn : dueIn(period, day);
  if (due > today) return { missed, charge: null, nextChargeOn: due };
  return { missed, charge: period, nextChargeOn: dueIn(addMonths(period, 1), day) };
}

/** The charge day `months` months after the one that would be next. */
export function pausedUntil(day: number, next: CivilDate, months: number): CivilDate {
  return dueIn(addMonths(periodOf(next), months), day);
}

/** Whether the giver is to be reminded of a charge today. */
export function isReminderDue(chargeOn: CivilDate, today: CivilDate): boolean {
  return today < chargeOn && addDays(chargeOn, -REMIND_DAYS) <= today;
}

/** The month a card is good for to the end, when today is in it or in the month before; null while there is time. */
export function expiringIn(expYear: number, expMonth: number, today: CivilDate): Period | null {
  const last = `${String(expYear).padStart(4, '0')}-${String(expMonth).padStart(2, '0')}`;
  return last <= addMonths(periodOf(today), 1) ? last : null;
}
