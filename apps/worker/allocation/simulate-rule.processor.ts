import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { SimulationService } from '#allocation';
import { Logger, type Lease, type OutboxMessage } from '#platform';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

/** One at a time: a simulation reads much, and ten million gifts take a few minutes. */
const OPTIONS = { topic: 'allocation-simulate', limit: 1, seconds: 900 } as const;
const TRIES = 3;

/** Runs drafts of allocation rules over past gifts, for whoever is to approve them. */
@Processor('allocation-simulate', PROCESSOR_OPTIONS)
export class SimulateRuleProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(SimulationService) private readonly simulations: SimulationService,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) await this.simulate(lease, message);
    });
  }

  private async simulate(lease: Lease, message: OutboxMessage): Promise<void> {
    const { topic } = OPTIONS;
    try {
      const result = await this.simulations.run(message.key);
      await this.drain.finish(topic, lease, [message], (tx) => this.simulations.finish(tx, message.key, result));
      this.logger.info({ simulation: message.key, gifts: result?.gifts.toString() }, 'a rule was simulated');
    } catch (error) {
      if (message.attempts < TRIES) return this.drain.giveBack(topic, lease, [message], error);
      // The person who waits is told, and may ask again; what broke is in the log.
      this.logger.error({ simulation: message.key, err: error }, 'a simulation was given up');
      const failure = error instanceof Error ? error.name : 'error';
      await this.drain.finish(topic, lease, [message], (tx) => this.simulations.fail(tx, message.key, failure));
    }
  }
}
