import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { NewsMailing } from '#news';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'news-send', limit: 5, seconds: 60 } as const;

/** Queues the letters of published news, a page of readers at a time. */
@Processor('news-send', PROCESSOR_OPTIONS)
export class SendNewsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(NewsMailing) private readonly mailing: NewsMailing,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        await this.drain.finish(OPTIONS.topic, lease, [message], (tx) => this.mailing.goOn(tx, message.key));
      }
    });
  }
}
