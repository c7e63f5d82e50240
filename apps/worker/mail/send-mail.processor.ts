import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { Database, Logger, Mails, Signals } from '#platform';
import { ReceiptsRepository } from '#receipts';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'mail-send', limit: 5, seconds: 60 } as const;

/** Hands letters to the mail server, one by one. */
@Processor('mail-send', PROCESSOR_OPTIONS)
export class SendMailProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(Mails) private readonly mails: Mails,
    @Inject(ReceiptsRepository) private readonly receipts: ReceiptsRepository,
    @Inject(Database) private readonly database: Database,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      const handled: string[] = [];
      for (const message of lease.messages) {
        try {
          const state = await this.mails.send(message.key);
          if (state === 'REFUSED')
            this.logger.warn({ mail: message.key }, 'a mail was refused; the receipt stays downloadable');
          await this.drain.finish(OPTIONS.topic, lease, [message], async () => {});
          handled.push(message.key);
        } catch (error) {
          await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
        }
      }
      await this.tellGivers(handled);
    });
  }

  /** The page of a gift says whether its receipt has been mailed. */
  private async tellGivers(mailIds: readonly string[]): Promise<void> {
    const pledges = await this.receipts.pledgesOfLetters(mailIds);
    const signals = pledges.map((id) => ({ kind: 'pledge', id }) as const);
    if (signals.length > 0) await this.database.transaction((tx) => this.signals.send(tx, signals));
  }
}
