const DAY_MS = 86_400_000;

/** Whole days until an instant, rounded up; negative once it is over. */
export function daysLeft(until: string, now: number): number {
  return Math.ceil((Date.parse(until) - now) / DAY_MS);
}
