import { Inject, Injectable } from '@nestjs/common';
import {
  Database,
  Logger,
  Metrics,
  Outbox,
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
  /** How long a taking lasts before others may have it, in seconds; longer than any one round takes. */
  seconds: number;
}

/** Works a topic of the outbox off, lease by lease, until nothing is due. */
@Injectable()
export class Drain {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Calls `round` with each lease; what it neither completes nor fails becomes due again when the lease runs out. */
  async run<Payload>(options: DrainOptions, round: (lease: Lease<Payload>) => Promise<void>): Promise<void> {
    const { topic, limit, seconds } = options;
    await withTrace({ topic }, async () => {
      for (;;) {
        const lease = await this.outbox.lease<Payload>(topic, limit, seconds);
        if (lease.messages.length === 0) return;
        await round(lease);
      }
    });
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
    await lease.fail(messages, failure);
  }
}
