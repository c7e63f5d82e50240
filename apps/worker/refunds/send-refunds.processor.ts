import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { Logger } from '#platform';
import { RefundSender } from '#refunds';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'refunds-send', limit: 10, seconds: 120 } as const;

/** Carries approved refunds to the provider, one by one. */
@Processor('refunds-send', PROCESSOR_OPTIONS)
export class SendRefundsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(RefundSender) private readonly sender: RefundSender,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        try {
          const sent = await this.sender.send(message.key);
          await this.drain.finish(OPTIONS.topic, lease, [message], async (tx) => {
            if (sent) await this.sender.settle(tx, sent);
          });
          this.logger.info({ refund: message.key, asked: sent !== null }, 'a refund was sent');
        } catch (error) {
          await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
        }
      }
    });
  }
}
