/**
 * Days and clocks in China's time (Asia/Shanghai), whatever the visitor's device is set to.
 * The zone has been UTC+8 without summer time since 1992, so shifting by eight hours is exact and,
 * unlike Intl, gives the same characters on the server and in every browser: hydration needs that.
 */
const OFFSET_MS = 8 * 60 * 60 * 1000;

/** "2026-11-23T06:30:00Z" → "2026-11-23T14:30:00": the clock on a wall in Changsha. Throws on a malformed instant. */
export function chinaWallClock(instant: string): string {
  return new Date(Date.parse(instant) + OFFSET_MS).toISOString().slice(0, 19);
}

/** → "2026-11-23" */
export function chinaDay(instant: string): string {
  return chinaWallClock(instant).slice(0, 10);
}

/** → "14:30" */
export function chinaClock(instant: string): string {
  return chinaWallClock(instant).slice(11, 16);
}

/** → "2026-11-23 14:30" */
export function chinaDayAndClock(instant: string): string {
  return `${chinaDay(instant)} ${chinaClock(instant)}`;
}

/** "2026-11-23T14:30:00" on a wall in Changsha → "2026-11-23T06:30:00.000Z". Throws on anything else. */
export function instantOfChinaWallClock(wallClock: string): string {
  return new Date(`${wallClock}+08:00`).toISOString();
}
