import { z } from 'zod';
import type { SeededRandom } from '../state/seeded.random.js';

/** One trouble for coming API requests. */
export const httpFault = z.strictObject({
  /**
   * `rate_limit` 429 and `conflict` 409: refused before anything happens; `server_error`: 500, kept under the
   * idempotency key; `slow`: answered late; `cut_connection`: done, kept under the key, and never answered.
   */
  kind: z.enum(['rate_limit', 'conflict', 'server_error', 'slow', 'cut_connection']),
  /** How many requests it hits: one, unless a probability is given, then as many as it hits. */
  count: z.int().min(1).max(100_000).optional(),
  /** Hits each fitting request with this probability, drawn from the seed, until it is deleted or its time is over. */
  probability: z.number().min(0).max(1).optional(),
  /** Over after this time in the real world. */
  seconds: z.int().min(1).max(86_400).optional(),
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  /** Only requests whose path begins with this. */
  path: z.string().startsWith('/v1').optional(),
  /** For `slow`: how late, in milliseconds. */
  delayMs: z.int().min(1).max(120_000).default(1000),
  /** For `server_error`: the request takes effect all the same. */
  commit: z.boolean().default(false),
});
export type HttpFault = z.output<typeof httpFault>;

/** A trouble in force: `count` requests are still to be hit, `until` (milliseconds since 1970) ends it. */
type Waiting = Omit<HttpFault, 'count' | 'seconds'> & { count?: number; until?: number };

/** Holds the troubles that wait for requests, and gives each request the first that hits it. */
export class HttpFaults {
  private waiting: Waiting[] = [];

  constructor(
    private readonly random: () => SeededRandom,
    private readonly wallMs: () => number,
  ) {}

  get pending(): readonly Waiting[] {
    this.forgetOver();
    return this.waiting;
  }

  add(faults: readonly HttpFault[]): void {
    for (const { count, seconds, ...fault } of faults) {
      const hits = count ?? (fault.probability === undefined ? 1 : undefined);
      this.waiting.push({
        ...fault,
        ...(hits === undefined ? {} : { count: hits }),
        ...(seconds === undefined ? {} : { until: this.wallMs() + seconds * 1000 }),
      });
    }
  }

  clear(): void {
    this.waiting = [];
  }

  /** Takes the trouble meant for this request, if there is one. */
  take(method: string, path: string): HttpFault | undefined {
    if (this.waiting.length === 0) return undefined;
    this.forgetOver();
    const fault = this.waiting.find(
      (each) =>
        (each.method ?? method) === method &&
        path.startsWith(each.path ?? '/v1') &&
        (each.probability === undefined || this.random().chance(each.probability)),
    );
    if (fault?.count !== undefined) {
      fault.count -= 1;
      if (fault.count === 0) this.waiting = this.waiting.filter((each) => each !== fault);
    }
    return fault;
  }

  private forgetOver(): void {
    const now = this.wallMs();
    this.waiting = this.waiting.filter((each) => each.until === undefined || each.until > now);
  }
}
