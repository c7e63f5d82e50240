import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { DisputeSender } from '#disputes';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'disputes-respond', limit: 10, seconds: 120 } as const;

/** Carries what staff say to disputes to the provider, one by one. */
@Processor('disputes-respond', PROCESSOR_OPTIONS)
export class RespondToDisputesProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(DisputeSender) private readonly disputes: DisputeSender,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        try {
          const answered = await this.disputes.send(message.key);
          await this.drain.finish(OPTIONS.topic, lease, [message], async (tx) => {
            if (answered) await this.disputes.settle(tx, answered);
          });
        } catch (error) {
          await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
        }
      }
    });
  }
}
