import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { Delivery, StoredEndpoint, StoredEvent } from '../state/stored.objects.js';
import { renderEvent } from './event.log.js';
import type { WebhookFaults } from './webhook.faults.js';
import type { WebhookSender } from './webhook.sender.js';

export interface DeliverySettings {
  /** How many notifications may be on their way at once. */
  webhookConcurrency: number;
  /** The wait before the second attempt in milliseconds; it doubles from there, up to an hour. */
  webhookRetryBaseMs: number;
  /** After this many attempts a delivery has failed for good. */
  webhookMaxAttempts: number;
}

const LONGEST_WAIT_MS = 3_600_000;
/** A shuffle lets go of what it holds when nothing new has come for this long, so that a quiet line is never stuck. */
const SHUFFLE_PATIENCE_MS = 150;
const GRAIN_MS = 10;

/**
 * Brings events to their endpoints: a bounded number at once, again with growing waits until somebody answers 2xx.
 * What is still pending lives in the state and goes on after a restart. As with Stripe, nothing is promised about order
 * or about one event arriving only once; the faults make sure that nobody comes to rely on it.
 */
export class DeliveryQueue {
  private ready: Delivery[] = [];
  private held: Delivery[] = [];
  private waiting = new Set<Delivery>();
  private timer: NodeJS.Timeout | undefined;
  private wakesAt = Infinity;
  private patience: NodeJS.Timeout | undefined;
  private inFlight = 0;
  private unfinished = new Map<string, number>();
  private closed = false;
  private idleListeners: (() => void)[] = [];

  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly sender: WebhookSender,
    private readonly faults: WebhookFaults,
    private readonly settings: DeliverySettings,
    private readonly log: Logger,
  ) {}

  /** Takes up again what was pending when the state was last written. */
  resume(): void {
    for (const delivery of this.state.collections.deliveries.all()) {
      if (delivery.state !== 'delivered') this.count(delivery, 1);
      if (delivery.state === 'pending') this.waiting.add(delivery);
    }
    this.wake();
  }

  /** Plans an event for every enabled endpoint that listens to its type. */
  enqueue(event: StoredEvent): void {
    for (const endpoint of this.listenersOf(event)) this.plan(event.id, endpoint.id);
  }

  /** Sends an event once more, whatever became of it before. Answers to how many endpoints. */
  resend(event: StoredEvent): number {
    const earlier = this.state.collections.deliveries.all().filter((each) => each.event === event.id);
    const listeners = this.listenersOf(event);
    for (const endpoint of listeners) {
      const delivery = earlier.find((each) => each.endpoint === endpoint.id) ?? this.record(event.id, endpoint.id, 0);
      if (delivery.state !== 'delivered') delivery.state = 'pending';
      delivery.attempts = 0;
      this.waiting.delete(delivery);
      this.ready.push(delivery);
    }
    this.pump();
    return listeners.length;
  }

  /** How many endpoints have not got the event yet. */
  pendingFor(eventId: string): number {
    return this.unfinished.get(eventId) ?? 0;
  }

  /** Lets everything held back or waiting go at once. */
  flush(): void {
    this.release();
    for (const delivery of this.waiting) delivery.dueAt = 0;
    this.wake();
  }

  /** Resolves when nothing is on its way or ready to go; deliveries that wait for a retry do not count. */
  async idle(): Promise<void> {
    if (this.isIdle()) return;
    await new Promise<void>((resolve) => this.idleListeners.push(resolve));
  }

  /** True once nothing is on its way, false when that takes longer than the given milliseconds. */
  async idleWithin(timeoutMs: number): Promise<boolean> {
    const stop = new AbortController();
    const late = wait(timeoutMs, false, { signal: stop.signal }).catch(() => false);
    const inTime = await Promise.race([this.idle().then(() => true), late]);
    stop.abort();
    return inTime;
  }

  /** Looks again at what is due, for instance after the clock was moved. */
  wake(): void {
    clearTimeout(this.timer);
    this.wakesAt = Infinity;
    if (this.closed) return;
    const now = this.clock.nowMs();
    let next = Infinity;
    for (const delivery of this.waiting) {
      if (delivery.dueAt <= now) {
        this.waiting.delete(delivery);
        this.ready.push(delivery);
      } else {
        next = Math.min(next, delivery.dueAt);
      }
    }
    if (next < Infinity) this.wakeAt(next);
    this.pump();
  }

  /** Forgets everything that is planned, after the state has been emptied. */
  clear(): void {
    clearTimeout(this.timer);
    this.wakesAt = Infinity;
    clearTimeout(this.patience);
    this.ready = [];
    this.held = [];
    this.waiting.clear();
    this.unfinished.clear();
    this.announceIdle();
  }

  /** Starts nothing new and waits for what is on its way; the rest stays pending in the state. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.patience);
    this.ready = [];
    this.held = [];
    this.announceIdle();
    await this.idle();
    this.sender.close();
  }

  /** Sets the alarm, if it is not set for earlier; a grain of time gathers what is due together. */
  private wakeAt(dueAt: number): void {
    if (this.closed || dueAt >= this.wakesAt) return;
    clearTimeout(this.timer);
    this.wakesAt = dueAt;
    const wait = Math.min(Math.max(dueAt - this.clock.nowMs(), GRAIN_MS), LONGEST_WAIT_MS);
    this.timer = setTimeout(() => {
      this.wake();
    }, wait);
    this.timer.unref();
  }

  private listenersOf(event: StoredEvent): readonly StoredEndpoint[] {
    return this.state.collections.endpoints.all().filter((endpoint) => {
      const listens = endpoint.enabled_events.includes('*') || endpoint.enabled_events.includes(event.type);
      return endpoint.status === 'enabled' && listens;
    });
  }

  private plan(eventId: string, endpointId: string): void {
    const delivery = this.record(eventId, endpointId, this.clock.nowMs() + this.faults.delayMs());
    if (this.faults.drops()) {
      delivery.state = 'dropped';
      delivery.lastError = 'dropped by a fault';
      return;
    }
    if (delivery.dueAt > this.clock.nowMs()) {
      this.waiting.add(delivery);
      this.wakeAt(delivery.dueAt);
      return;
    }
    for (let copies = this.faults.copies(); copies > 0; copies -= 1) this.held.push(delivery);
    if (this.held.length >= this.faults.shuffleWindow) this.release();
    else this.releaseLater();
  }

  private record(eventId: string, endpointId: string, dueAt: number): Delivery {
    const delivery: Delivery = {
      id: this.state.requestIds.id('dlv'),
      event: eventId,
      endpoint: endpointId,
      state: 'pending',
      attempts: 0,
      dueAt,
      lastStatus: null,
      lastError: null,
    };
    this.count(delivery, 1);
    return this.state.collections.deliveries.add(delivery);
  }

  private release(): void {
    clearTimeout(this.patience);
    if (this.held.length === 0) return;
    this.ready.push(...(this.faults.shuffleWindow > 1 ? this.state.faultRandom.shuffled(this.held) : this.held));
    this.held = [];
    this.pump();
  }

  private releaseLater(): void {
    clearTimeout(this.patience);
    this.patience = setTimeout(() => {
      this.release();
    }, SHUFFLE_PATIENCE_MS);
    this.patience.unref();
  }

  private pump(): void {
    while (!this.closed && this.inFlight < this.settings.webhookConcurrency) {
      const delivery = this.ready.shift();
      if (delivery === undefined) break;
      this.inFlight += 1;
      void this.attempt(delivery).finally(() => {
        this.inFlight -= 1;
        this.pump();
        this.announceIdle();
      });
    }
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const { events, endpoints, endpointSecrets } = this.state.collections;
    const event = events.get(delivery.event);
    const endpoint = endpoints.get(delivery.endpoint);
    if (event === undefined || endpoint === undefined) {
      this.finish(delivery, 'failed');
      return;
    }
    const secret = endpointSecrets.get(endpoint.id)?.secret ?? '';
    const signedBody = renderEvent(event, this.pendingFor(event.id), this.faults.oldVersion());
    const result = await this.sender.send({
      url: endpoint.url,
      body: this.faults.forgesBody() ? forged(signedBody) : signedBody,
      signedBody,
      secret: this.faults.signsBadly() ? `${secret}_forged` : secret,
      timestamp: Math.floor(this.clock.wallMs() / 1000) + this.faults.timestampShift(),
    });
    this.settle(delivery, event, result);
  }

  private settle(
    delivery: Delivery,
    event: StoredEvent,
    result: { status: number | null; error: string | null },
  ): void {
    delivery.attempts += 1;
    delivery.lastStatus = result.status;
    delivery.lastError = result.error;
    const accepted = result.status !== null && result.status >= 200 && result.status < 300;
    const { id, attempts } = delivery;
    this.log.debug({ delivery: id, event: event.id, type: event.type, attempts, ...result }, 'webhook attempted');
    if (accepted) this.finish(delivery, 'delivered');
    else if (delivery.state === 'pending') this.retryLater(delivery);
    this.state.changed();
  }

  private retryLater(delivery: Delivery): void {
    if (delivery.attempts >= this.settings.webhookMaxAttempts) {
      this.finish(delivery, 'failed');
      return;
    }
    const wait = this.settings.webhookRetryBaseMs * 2 ** Math.min(delivery.attempts - 1, 30);
    delivery.dueAt = this.clock.nowMs() + Math.min(wait, LONGEST_WAIT_MS);
    this.waiting.add(delivery);
    this.wakeAt(delivery.dueAt);
  }

  /** `pending_webhooks` counts endpoints that still lack the event, so only a delivery makes it smaller. */
  private finish(delivery: Delivery, state: 'delivered' | 'failed'): void {
    if (delivery.state === 'delivered') return;
    delivery.state = state;
    this.waiting.delete(delivery);
    if (state === 'delivered') this.count(delivery, -1);
    else
      this.log.warn({ delivery: delivery.id, event: delivery.event, attempts: delivery.attempts }, 'webhook given up');
  }

  private count(delivery: Delivery, change: number): void {
    const left = (this.unfinished.get(delivery.event) ?? 0) + change;
    if (left > 0) this.unfinished.set(delivery.event, left);
    else this.unfinished.delete(delivery.event);
  }

  private isIdle(): boolean {
    return this.inFlight === 0 && this.ready.length === 0 && this.held.length === 0;
  }

  private announceIdle(): void {
    if (!this.isIdle()) return;
    const listeners = this.idleListeners;
    this.idleListeners = [];
    for (const listener of listeners) listener();
  }
}

/** The same event with other amounts in it, as somebody would send who wants to be credited. */
function forged(body: string): string {
  const changed = body.replace(
    /"amount(\w*)":(\d+)/g,
    (_, name: string, amount: string) => `"amount${name}":9${amount}`,
  );
  return changed === body ? body.replace('"livemode":false', '"livemode":true') : changed;
}
