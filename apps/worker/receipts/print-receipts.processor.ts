import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { Clock } from '#kernel';
import { Logger, withTrace } from '#platform';
import { ReceiptPrinter } from '#receipts';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'receipts-render', limit: 20, seconds: 30 } as const;

/** Draws the papers of issued receipts and queues their mails. */
@Processor('receipts-render', PROCESSOR_OPTIONS)
export class PrintReceiptsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(ReceiptPrinter) private readonly printer: ReceiptPrinter,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        try {
          const printed = await this.printer.print(message.key);
          await withTrace({ pledgeId: printed.pledge.id }, async () => {
            await this.drain.finish(OPTIONS.topic, lease, [message], (tx) =>
              this.printer.deliver(tx, printed, this.clock.now()),
            );
            this.logger.info({ receipt: printed.receipt.content.number }, 'receipt drawn');
          });
        } catch (error) {
          await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
        }
      }
    });
  }
}
