import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '#kernel';
import { WebhookInbox } from '#payments';
import { Logger } from '#platform';
import { ReconciliationAlarms, ReconciliationService } from '#reconciliation';

const MINUTE_MS = 60_000;
const REPLAY_MS = 5 * MINUTE_MS;
const WEBHOOK_MS = 60 * MINUTE_MS;
/** How far back missed notifications are looked for; the provider itself tries for three days. */
const MISSED_SINCE_MS = 4 * 24 * 60 * MINUTE_MS;

/**
 * Watches over what the provider tells us and what it should: fetches notifications nobody confirmed, asks for the
 * night's comparison, raises alarms. Each begins with the worker. Any number may run; each step is safe to run twice.
 */
@Injectable()
export class ReconciliationWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    @Inject(WebhookInbox) private readonly inbox: WebhookInbox,
    @Inject(ReconciliationService) private readonly reconciliation: ReconciliationService,
    @Inject(ReconciliationAlarms) private readonly alarms: ReconciliationAlarms,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.every(REPLAY_MS, 'replay', () => this.replay());
    this.every(MINUTE_MS, 'night', async () => {
      await this.reconciliation.requestNightly();
    });
    this.every(MINUTE_MS, 'alarms', () => this.alarms.check());
    this.every(WEBHOOK_MS, 'webhook', async () => {
      await this.alarms.checkWebhook();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.allSettled(this.running.values());
  }

  private async replay(): Promise<void> {
    const since = new Date(this.clock.now().getTime() - MISSED_SINCE_MS);
    const fresh = await this.inbox.replayMissed(since);
    if (fresh > 0) this.logger.warn({ fresh }, 'notifications that never reached us were fetched');
  }

  /** Rounds of one kind never overlap; a failed round is said and the next one comes. */
  private every(ms: number, name: string, work: () => Promise<void>): void {
    const round = (): void => {
      if (this.running.has(name)) return;
      const current = work()
        .catch((error: unknown) => this.logger.warn({ err: error, round: name }, 'a round of the watch failed'))
        .finally(() => this.running.delete(name));
      this.running.set(name, current);
    };
    this.timers.push(setInterval(round, ms));
    round();
  }
}
