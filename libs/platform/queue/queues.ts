import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Logger } from '../telemetry/logger.js';
import type { Nudge, Topic } from './topics.js';

/** Nudges of one topic within this many milliseconds become one job: a job takes whatever waits anyway. */
const COALESCE_MS = 15;

/** Wakes the workers. Disposable: a lost nudge costs time, never work. */
export class Queues implements BeforeApplicationShutdown {
  readonly all: ReadonlyMap<Topic, Queue<Nudge>>;
  private readonly scheduled = new Map<Topic, NodeJS.Timeout>();
  private readonly inFlight = new Set<Promise<unknown>>();

  constructor(
    queues: readonly Queue<Nudge>[],
    private readonly logger: Logger,
  ) {
    this.all = new Map(queues.map((queue) => [queue.name as Topic, queue]));
    for (const queue of this.all.values()) {
      queue.on('error', (error: Error) => this.logger.warn({ queue: queue.name, err: error }, 'the queue is away'));
    }
  }

  /** Says that work of this topic waits. Returns at once; a queue that is away is healed by the relay. */
  nudge(topic: Topic): void {
    if (this.scheduled.has(topic)) return;
    this.scheduled.set(
      topic,
      setTimeout(() => {
        this.scheduled.delete(topic);
        const adding = this.add(topic).finally(() => this.inFlight.delete(adding));
        this.inFlight.add(adding);
      }, COALESCE_MS),
    );
  }

  private async add(topic: Topic): Promise<void> {
    try {
      // At most one job waits and one runs per topic; a nudge during a run leads to one more run.
      const deduplication = { id: topic, keepLastIfActive: true };
      await this.all.get(topic)?.add('work', {}, { deduplication, removeOnComplete: 100, removeOnFail: 1000 });
    } catch (error) {
      this.logger.warn({ topic, err: error }, 'a nudge was lost; the relay will repeat it');
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.scheduled.values()) clearTimeout(timer);
    await Promise.allSettled(this.inFlight);
  }
}
