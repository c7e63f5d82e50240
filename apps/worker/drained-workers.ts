import { WorkerHost } from '@nestjs/bullmq';
import type { Worker } from 'bullmq';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Logger, type Topic } from '#platform';

/** Watches the queue's workers: their troubles are logged, and on shutdown running jobs finish before all is let go. */
@Injectable()
export class DrainedWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    for (const worker of this.workers()) {
      worker.on('error', (error) => this.logger.warn({ queue: worker.name, err: error }, 'the queue is away'));
      worker.on('failed', (job, error) =>
        this.logger.error({ queue: worker.name, job: job?.id, err: error }, 'a job failed'),
      );
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.workers().map((worker) => worker.close()));
    this.logger.info('jobs drained');
  }

  /** Works a topic off here and now, without its queue. */
  async workOff(topic: Topic): Promise<void> {
    const host = this.processors().find(({ worker }) => worker.name === topic);
    // A job carries nothing: none of ours looks at it.
    await (host as unknown as { process(): Promise<void> } | undefined)?.process();
  }

  private workers(): Worker[] {
    return this.processors().map(({ worker }) => worker);
  }

  /** Every processor there is: a new one is drained without being named here. */
  private processors(): WorkerHost[] {
    const instances: unknown[] = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    return instances.filter((instance): instance is WorkerHost => instance instanceof WorkerHost);
  }
}
