import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { HonourCards } from '#pledges';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'honour-cards', limit: 20, seconds: 30 } as const;

/** Queues the cards of paid gifts in somebody's honour or memory. */
@Processor('honour-cards', PROCESSOR_OPTIONS)
export class SendHonourCardsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(HonourCards) private readonly cards: HonourCards,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        await this.drain.finish(OPTIONS.topic, lease, [message], (tx) => this.cards.send(tx, message.key));
      }
    });
  }
}
