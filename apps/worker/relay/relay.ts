import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditService } from '#audit';
import { Logger, Metrics, Outbox, Queues, TOPICS, type Topic } from '#platform';
import { Drain } from '../drain.js';
import { DrainedWorkers } from '../drained-workers.js';
import { Sweeps } from './sweeps.js';

const NUDGE_MS = 1_000;
/** What has been due for so long, and nobody here works at, has been left lying by the queue. */
const LEFT_LYING_SECONDS = 3;
const SWEEP_MS = 10_000;
const AUDIT_MS = 60_000;

/**
 * Heals whatever the queue lost: nudges every topic with work that is due, does itself what the queue leaves lying
 * (emptied, its store restarted, or its only job held by a worker that died), sweeps what time has made due or nobody told
 * us about, and runs the nightly audit. Any number may run; each step is safe to run twice.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly running = new Set<Promise<void>>();

  constructor(
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Queues) private readonly queues: Queues,
    @Inject(Drain) private readonly drain: Drain,
    @Inject(DrainedWorkers) private readonly workers: DrainedWorkers,
    @Inject(Sweeps) private readonly sweeps: Sweeps,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.every(NUDGE_MS, 'nudge', () => this.nudge());
    this.every(SWEEP_MS, 'sweep', () => this.sweep());
    this.every(AUDIT_MS, 'audit', () => this.check());
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.allSettled(this.running);
  }

  private async nudge(): Promise<void> {
    const backlog = new Map((await this.outbox.backlog()).map((row) => [row.topic, row]));
    for (const topic of TOPICS) {
      const row = backlog.get(topic);
      this.metrics.outboxWaiting.set({ topic, state: 'waiting' }, row?.waiting ?? 0);
      this.metrics.outboxWaiting.set({ topic, state: 'parked' }, row?.parked ?? 0);
      if ((row?.due ?? 0) > 0) this.queues.nudge(topic satisfies Topic);
      if ((row?.overdueSeconds ?? 0) >= LEFT_LYING_SECONDS && !this.drain.isUnderWay(topic)) this.pickUp(topic);
    }
  }

  private pickUp(topic: Topic): void {
    this.logger.warn({ topic }, 'the queue left work lying; it is done without');
    const work = this.workers
      .workOff(topic)
      .catch((error: unknown) => this.logger.warn({ topic, err: error }, 'work could not be picked up'))
      .finally(() => this.running.delete(work));
    this.running.add(work);
  }

  private async sweep(): Promise<void> {
    const swept = await this.sweeps.run();
    if (Object.values(swept).some((count) => count > 0)) this.logger.info(swept, 'swept');
  }

  private async check(): Promise<void> {
    const run = await this.audit.runNightly();
    if (run) this.logger.info({ checks: run.checks, broken: run.broken.length }, 'the nightly audit has run');
  }

  /** Rounds of one kind never overlap; a failed round is said and the next one comes. */
  private every(ms: number, name: string, work: () => Promise<void>): void {
    let current: Promise<void> | undefined;
    const timer = setInterval(() => {
      if (current) return;
      const round = work()
        .catch((error: unknown) => this.logger.warn({ err: error, round: name }, 'a round of the relay failed'))
        .finally(() => {
          current = undefined;
          this.running.delete(round);
        });
      current = round;
      this.running.add(round);
    }, ms);
    this.timers.push(timer);
  }
}
