import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { Clock } from '#kernel';
import { Database, Logger, Signals, withTrace } from '#platform';
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
    @Inject(Database) private readonly database: Database,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      const drawn: string[] = [];
      for (const message of lease.messages) {
        try {
          const printed = await this.printer.print(message.key);
          await withTrace({ pledgeId: printed.pledge.id }, async () => {
            await this.drain.finish(OPTIONS.topic, lease, [message], (tx) =>
              this.printer.deliver(tx, printed, this.clock.now()),
            );
            drawn.push(printed.pledge.id);
            this.logger.info({ receipt: printed.receipt.content.number }, 'receipt drawn');
          });
        } catch (error) {
          await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
        }
      }
      // Once for all of them: a notification in each receipt's transaction would have their commits queue up.
      const signals = drawn.map((id) => ({ kind: 'pledge', id }) as const);
      if (drawn.length > 0) await this.database.transaction((tx) => this.signals.send(tx, signals));
    });
  }
}
