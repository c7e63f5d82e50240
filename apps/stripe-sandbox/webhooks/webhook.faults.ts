import { z } from 'zod';
import type { SeededRandom } from '../state/seeded.random.js';

/** Which deliveries a fault hits: all of them, every n-th, or each with a probability. */
const selection = {
  every: z.int().min(1).optional(),
  probability: z.number().min(0).max(1).optional(),
};

/** What may go wrong on the way of a notification. Each part is off unless it is named. */
export const webhookFaults = z.strictObject({
  duplicate: z.strictObject({ ...selection, copies: z.int().min(1).max(20) }).optional(),
  shuffle: z.strictObject({ window: z.int().min(2).max(1000) }).optional(),
  delay: z.strictObject({ ...selection, milliseconds: z.int().min(1) }).optional(),
  drop: z.strictObject(selection).optional(),
  badSignature: z.strictObject(selection).optional(),
  staleTimestamp: z.strictObject(selection).optional(),
  futureTimestamp: z.strictObject(selection).optional(),
  /** The body is changed on its way: its signature was made for another one. */
  forgedBody: z.strictObject(selection).optional(),
  /** The event says that it was rendered with this version of the API. */
  oldApiVersion: z
    .strictObject({
      ...selection,
      version: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}/)
        .default('2019-12-03'),
    })
    .optional(),
});
export type WebhookFaultSettings = z.output<typeof webhookFaults>;
/** Well outside of the five minutes that receivers allow. */
const SHIFT_SECONDS = 3600;

type Lottery = { every?: number | undefined; probability?: number | undefined };
type Drawn =
  | 'duplicate'
  | 'delay'
  | 'drop'
  | 'badSignature'
  | 'staleTimestamp'
  | 'futureTimestamp'
  | 'forgedBody'
  | 'oldApiVersion';

/** Decides, from the seeded stream of chance, what goes wrong with each delivery. */
export class WebhookFaults {
  private settings: WebhookFaultSettings = {};
  private counts = new Map<Drawn, number>();

  constructor(private readonly random: () => SeededRandom) {}

  get current(): WebhookFaultSettings {
    return this.settings;
  }

  /** Replaces all faults; the counting of every n-th starts anew. */
  set(settings: WebhookFaultSettings): void {
    this.settings = settings;
    this.counts.clear();
  }

  /** How often a delivery is sent. */
  copies(): number {
    return this.hits('duplicate', this.settings.duplicate) ? 1 + (this.settings.duplicate?.copies ?? 0) : 1;
  }

  delayMs(): number {
    return this.hits('delay', this.settings.delay) ? (this.settings.delay?.milliseconds ?? 0) : 0;
  }

  drops(): boolean {
    return this.hits('drop', this.settings.drop);
  }

  signsBadly(): boolean {
    return this.hits('badSignature', this.settings.badSignature);
  }

  /** Seconds by which the time in the signature is off: below nothing for one long past. */
  timestampShift(): number {
    if (this.hits('staleTimestamp', this.settings.staleTimestamp)) return -SHIFT_SECONDS;
    return this.hits('futureTimestamp', this.settings.futureTimestamp) ? SHIFT_SECONDS : 0;
  }

  forgesBody(): boolean {
    return this.hits('forgedBody', this.settings.forgedBody);
  }

  /** The older version that an event claims; undefined for none. */
  oldVersion(): string | undefined {
    return this.hits('oldApiVersion', this.settings.oldApiVersion) ? this.settings.oldApiVersion?.version : undefined;
  }

  /** How many deliveries are gathered before they leave in random order; 1 for none. */
  get shuffleWindow(): number {
    return this.settings.shuffle?.window ?? 1;
  }

  private hits(fault: Drawn, lottery: Lottery | undefined): boolean {
    if (lottery === undefined) return false;
    const count = (this.counts.get(fault) ?? 0) + 1;
    this.counts.set(fault, count);
    if (lottery.every !== undefined) return count % lottery.every === 0;
    return lottery.probability === undefined || this.random().chance(lottery.probability);
  }
}
