import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  Logger,
  Metrics,
  Outbox,
  PassingTrouble,
  withTrace,
  type Lease,
  type OutboxMessage,
  type Topic,
  type Tx,
} from '#platform';

export interface DrainOptions {
  topic: Topic;
  /** Messages taken at a time. */
  limit: number;
  /** How long one round may take, in seconds: for so long its lease is renewed, then others may have its messages. */
  seconds: number;
}

/** What a dead worker had taken is due again after so long. */
const LEASE_SECONDS = 12;
const RENEW_MS = 4_000;

/** Works a topic of the outbox off, lease by lease, until nothing is due. */
@Injectable()
export class Drain {
  private readonly underWay = new Map<Topic, number>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Whether this process is working a topic off right now. */
  isUnderWay(topic: Topic): boolean {
    return (this.underWay.get(topic) ?? 0) > 0;
  }

  /** Calls `round` with each lease; what it neither completes nor fails becomes due again when the lease runs out. */
  async run<Payload>(options: DrainOptions, round: (lease: Lease<Payload>) => Promise<void>): Promise<void> {
    const { topic, limit, seconds } = options;
    this.underWay.set(topic, (this.underWay.get(topic) ?? 0) + 1);
    try {
      await withTrace({ topic }, async () => {
        for (;;) {
          const lease = await this.outbox.lease<Payload>(topic, limit, Math.min(seconds, LEASE_SECONDS));
          if (lease.messages.length === 0) return;
          await this.held(lease, options, () => round(lease));
        }
      });
    } finally {
      this.underWay.set(topic, (this.underWay.get(topic) ?? 1) - 1);
    }
  }

  /** Renews a lease while its round is under way, so that leases can be short and a dead worker's work is soon due. */
  private async held(lease: Lease, { topic, seconds }: DrainOptions, round: () => Promise<void>): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const left = (deadline - Date.now()) / 1000;
      if (left <= 0) return clearInterval(timer);
      lease.renew(Math.min(left, LEASE_SECONDS)).catch((error: unknown) => {
        this.logger.warn({ topic, err: error }, 'a lease could not be renewed');
      });
    }, RENEW_MS);
    try {
      await round();
    } finally {
      clearInterval(timer);
    }
  }

  /**
   * Runs `effect` and strikes its messages off in one transaction. Should that fail, each message is tried alone, so
   * that one bad row never holds up the rest; those that fail alone are given back.
   */
  async finish<Payload>(
    topic: Topic,
    lease: Lease<Payload>,
    messages: readonly OutboxMessage<Payload>[],
    effect: (tx: Tx, messages: readonly OutboxMessage<Payload>[]) => Promise<void>,
  ): Promise<void> {
    if (messages.length === 0) return;
    try {
      await this.database.transaction(async (tx) => {
        await effect(tx, messages);
        await lease.complete(tx, messages);
      });
      this.metrics.workDone.inc({ topic, outcome: 'done' }, messages.length);
    } catch (error) {
      if (messages.length === 1) return this.giveBack(topic, lease, messages, error);
      this.logger.warn({ topic, err: error, messages: messages.length }, 'a batch failed; trying each alone');
      for (const message of messages) await this.finish(topic, lease, [message], effect);
    }
  }

  /** Gives messages back for another try, and says why. */
  async giveBack(topic: Topic, lease: Lease, messages: readonly OutboxMessage[], error: unknown): Promise<void> {
    const failure = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.logger.error(
      { topic, keys: messages.map(({ key }) => key), err: error },
      'work failed and will be tried again',
    );
    this.metrics.workDone.inc({ topic, outcome: 'failed' }, messages.length);
    await lease.fail(messages, failure, error instanceof PassingTrouble);
  }
}
