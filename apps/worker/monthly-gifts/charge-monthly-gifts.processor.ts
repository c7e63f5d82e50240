import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { MonthlyGiftCharges } from '#monthly-gifts';
import { Logger, type Lease, type OutboxMessage } from '#platform';
import { Drain } from '../drain.js';
import { inParallel } from '../in-parallel.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'monthly-gifts-charge', limit: 40, seconds: 60 } as const;
const PARALLEL = 8;

/** Charges kept cards: asks the provider outside any transaction, then takes in what became of it. */
@Processor('monthly-gifts-charge', PROCESSOR_OPTIONS)
export class ChargeMonthlyGiftsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(MonthlyGiftCharges) private readonly charges: MonthlyGiftCharges,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, (lease) => inParallel(lease.messages, PARALLEL, (each) => this.charge(lease, each)));
  }

  private async charge(lease: Lease, message: OutboxMessage): Promise<void> {
    const { topic } = OPTIONS;
    try {
      const answer = await this.charges.ask(message.key, message.attempts > 1);
      await this.drain.finish(topic, lease, [message], async (tx) => {
        if (answer) await this.charges.apply(tx, answer);
      });
      const outcome = answer?.finding?.status?.kind ?? 'not asked for';
      this.logger.info({ pledgeId: answer?.attempt.pledgeId, outcome }, 'a kept card was charged');
    } catch (error) {
      await this.drain.giveBack(topic, lease, [message], error);
    }
  }
}
