/**
 * The sandbox's own time: the wall clock plus an offset that only ever grows. Everything a payment provider dates
 * (objects, expiry, settlement, retries) follows it, so a test can jump a day ahead without waiting for one.
 */
export class SandboxClock {
  constructor(
    private readonly readWallMs: () => number,
    private offset = 0,
  ) {}

  /** Milliseconds since 1970 on the sandbox's clock. */
  nowMs(): number {
    return this.readWallMs() + this.offset;
  }

  /** Whole seconds since 1970 on the sandbox's clock: the unit of every Stripe timestamp. */
  nowSeconds(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  /**
   * Milliseconds since 1970 in the real world. Webhook signatures carry this one: the receiver compares it with its own
   * clock, and would refuse every notification after the sandbox's clock had been moved.
   */
  wallMs(): number {
    return this.readWallMs();
  }

  get offsetMs(): number {
    return this.offset;
  }

  /** Moves the clock forward by whole milliseconds; a payment provider never goes back in time. */
  advance(milliseconds: number): void {
    this.offset += milliseconds;
  }

  /** Takes over an offset read from the state file. */
  restore(offsetMs: number): void {
    this.offset = offsetMs;
  }
}
