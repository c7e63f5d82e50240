import { z } from 'zod';

/** One trouble for coming API requests. */
export const httpFault = z.strictObject({
  /**
   * `rate_limit` 429 and `conflict` 409: refused before anything happens; `server_error`: 500, kept under the
   * idempotency key; `slow`: answered late; `cut_connection`: done, kept under the key, and never answered.
   */
  kind: z.enum(['rate_limit', 'conflict', 'server_error', 'slow', 'cut_connection']),
  /** How many requests it hits. */
  count: z.int().min(1).max(100_000).default(1),
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  /** Only requests whose path begins with this. */
  path: z.string().startsWith('/v1').optional(),
  /** For `slow`: how late, in milliseconds. */
  delayMs: z.int().min(1).max(120_000).default(1000),
  /** For `server_error`: the request takes effect all the same. */
  commit: z.boolean().default(false),
});
export type HttpFault = z.output<typeof httpFault>;

/** Holds the troubles that wait for requests, and gives each request the first that fits. */
export class HttpFaults {
  private waiting: HttpFault[] = [];

  get pending(): readonly HttpFault[] {
    return this.waiting;
  }

  add(faults: readonly HttpFault[]): void {
    this.waiting.push(...faults.map((fault) => ({ ...fault })));
  }

  clear(): void {
    this.waiting = [];
  }

  /** Takes the trouble meant for this request, if there is one. */
  take(method: string, path: string): HttpFault | undefined {
    if (this.waiting.length === 0) return undefined;
    const fault = this.waiting.find(
      (each) => (each.method ?? method) === method && path.startsWith(each.path ?? '/v1'),
    );
    if (fault === undefined) return undefined;
    fault.count -= 1;
    if (fault.count === 0) this.waiting = this.waiting.filter((each) => each !== fault);
    return fault;
  }
}
