import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { MonthlyGiftCards } from '#monthly-gifts';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'monthly-gifts-forget', limit: 20, seconds: 60 } as const;

/** Has the provider forget cards nobody is charged with any more. */
@Processor('monthly-gifts-forget', PROCESSOR_OPTIONS)
export class ForgetCardsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(MonthlyGiftCards) private readonly cards: MonthlyGiftCards,
  ) {
    super();
  }

  async process(): Promise<void> {
    const { topic } = OPTIONS;
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        try {
          await this.cards.forget(message.key);
          await this.drain.finish(topic, lease, [message], async () => {});
        } catch (error) {
          await this.drain.giveBack(topic, lease, [message], error);
        }
      }
    });
  }
}
