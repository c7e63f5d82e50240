import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { Clock } from '#kernel';
import { MonthlyGiftCards } from '#monthly-gifts';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'monthly-gifts-card', limit: 20, seconds: 60 } as const;

/** Takes in cards that givers have put in on the provider's page, whoever tells of it first. */
@Processor('monthly-gifts-card', PROCESSOR_OPTIONS)
export class ReplaceCardsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(MonthlyGiftCards) private readonly cards: MonthlyGiftCards,
    @Inject(Clock) private readonly clock: Clock,
  ) {
    super();
  }

  async process(): Promise<void> {
    const { topic } = OPTIONS;
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        try {
          const askedAt = this.clock.now();
          const found = await this.cards.inspect(message.key);
          await this.drain.finish(topic, lease, [message], async (tx) => {
            if (found) await this.cards.replace(tx, found);
            await this.cards.markProcessed(tx, message.key, askedAt);
          });
        } catch (error) {
          await this.drain.giveBack(topic, lease, [message], error);
        }
      }
    });
  }
}
