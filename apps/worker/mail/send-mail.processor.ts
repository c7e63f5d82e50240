import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { Logger, Mails } from '#platform';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'mail-send', limit: 5, seconds: 60 } as const;

/** Hands letters to the mail server, one by one. */
@Processor('mail-send', PROCESSOR_OPTIONS)
export class SendMailProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(Mails) private readonly mails: Mails,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        try {
          const state = await this.mails.send(message.key);
          if (state === 'REFUSED')
            this.logger.warn({ mail: message.key }, 'a mail was refused; the receipt stays downloadable');
          await this.drain.finish(OPTIONS.topic, lease, [message], async () => {});
        } catch (error) {
          await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
        }
      }
    });
  }
}
