import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';

export type Interval = 'day' | 'week' | 'month' | 'year';

const DAY = 86_400;

/**
 * The time by which something is billed, in seconds since 1970: the test clock's it lives on, else the sandbox's. While
 * what is due is worked off it is the moment at which each thing was due, so that a jump of months leaves dates as if
 * they had passed one by one.
 */
export class BillingTime {
  private moment: number | undefined;

  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
  ) {}

  now(testClock: string | null): number {
    if (testClock === null) return this.moment ?? this.clock.nowSeconds();
    return this.state.collections.testClocks.get(testClock)?.frozen_time ?? this.clock.nowSeconds();
  }

  /** Does some work as if it were then, where the sandbox's own clock is meant. */
  at(moment: number, work: () => void): void {
    this.moment = moment;
    try {
      work();
    } finally {
      this.moment = undefined;
    }
  }
}

/**
 * The end of the period that begins at `start`. Months and years are counted from the anchor, so that a cycle which
 * began on the 31st comes back to it after a shorter month.
 */
export function periodEnd(start: number, anchor: number, interval: Interval, count: number): number {
  if (interval === 'day') return start + count * DAY;
  if (interval === 'week') return start + count * 7 * DAY;
  const months = interval === 'year' ? 12 * count : count;
  for (let step = 1; ; step += 1) {
    const end = monthsAfter(anchor, step * months);
    if (end > start) return end;
  }
}

function monthsAfter(anchor: number, months: number): number {
  const from = new Date(anchor * 1000);
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  const day = Math.min(from.getUTCDate(), last.getUTCDate());
  return Math.floor(first / 1000) + (day - 1) * DAY + (anchor % DAY);
}
