import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Logger } from '#platform';
import { PostGiftsProcessor } from './ledger/post-gifts.processor.js';
import { SendMailProcessor } from './mail/send-mail.processor.js';
import { SettlePaymentsProcessor } from './payments/settle-payments.processor.js';
import { IssueReceiptsProcessor } from './receipts/issue-receipts.processor.js';
import { PrintReceiptsProcessor } from './receipts/print-receipts.processor.js';

/** On shutdown, running jobs finish before the database and the queues are let go. */
@Injectable()
export class DrainedWorkers implements BeforeApplicationShutdown {
  constructor(
    @Inject(SettlePaymentsProcessor) private readonly settle: SettlePaymentsProcessor,
    @Inject(PostGiftsProcessor) private readonly post: PostGiftsProcessor,
    @Inject(IssueReceiptsProcessor) private readonly issue: IssueReceiptsProcessor,
    @Inject(PrintReceiptsProcessor) private readonly print: PrintReceiptsProcessor,
    @Inject(SendMailProcessor) private readonly mail: SendMailProcessor,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.settle, this.post, this.issue, this.print, this.mail].map(({ worker }) => worker.close()));
    this.logger.info('jobs drained');
  }
}
