/** A day on China's calendar, YYYY-MM-DD. Windows, receipt years and reports are counted in such days. */
export type CivilDate = string;

/** Asia/Shanghai has been UTC+8 without daylight saving since 1992. */
const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** China's day at an instant. */
export function chinaDay(instant: Date): CivilDate {
  return new Date(instant.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 10);
}

/** China's year at an instant; receipts are numbered by it. */
export function chinaYear(instant: Date): number {
  return new Date(instant.getTime() + CHINA_OFFSET_MS).getUTCFullYear();
}

/** `YYYY-MM-DD HH:MM:SS` on China's clock, for papers and exports. */
export function chinaTime(instant: Date): string {
  return new Date(instant.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** Whether the text is a day that exists. */
export function isCivilDate(text: string): boolean {
  return PATTERN.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

/** The instant a day begins in China. */
export function startOfDay(day: CivilDate): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - CHINA_OFFSET_MS);
}

/** The day `count` days later (or earlier, when negative). */
export function addDays(day: CivilDate, count: number): CivilDate {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS;
}

/** The day on which `count` working days (Monday to Friday) have passed; public holidays are not known here. */
export function addWorkingDays(day: CivilDate, count: number): CivilDate {
  let current = day;
  for (let left = count; left > 0;) {
    current = addDays(current, 1);
    const weekday = new Date(`${current}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return current;
}
