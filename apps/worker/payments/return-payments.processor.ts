import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { HeldPaymentReturns } from '#payments';
import { Logger, type Lease, type OutboxMessage } from '#platform';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'payments-return', limit: 20, seconds: 120 } as const;

/** Sends held payments back: asks the provider first, then takes its answer in. */
@Processor('payments-return', PROCESSOR_OPTIONS)
export class ReturnPaymentsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(HeldPaymentReturns) private readonly returns: HeldPaymentReturns,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) await this.sendBack(lease, message);
    });
  }

  private async sendBack(lease: Lease, message: OutboxMessage): Promise<void> {
    try {
      const answer = await this.returns.send(message.key, message.attempts);
      await this.drain.finish(OPTIONS.topic, lease, [message], async (tx) => {
        if (answer) await this.returns.settle(tx, message.key, answer);
      });
      this.logger.info({ exception: message.key, sent: answer !== null && 'refunds' in answer }, 'a payment goes back');
    } catch (error) {
      await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
    }
  }
}
