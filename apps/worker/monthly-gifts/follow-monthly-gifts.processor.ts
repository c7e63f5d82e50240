import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { MonthlyGiftCharges } from '#monthly-gifts';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'monthly-gifts-follow', limit: 50, seconds: 30 } as const;

/** Takes in what became of the months of monthly gifts, each in a transaction of its own. */
@Processor('monthly-gifts-follow', PROCESSOR_OPTIONS)
export class FollowMonthlyGiftsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(MonthlyGiftCharges) private readonly charges: MonthlyGiftCharges,
  ) {
    super();
  }

  async process(): Promise<void> {
    const { topic } = OPTIONS;
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        await this.drain.finish(topic, lease, [message], (tx) => this.charges.follow(tx, message.key));
      }
    });
  }
}
