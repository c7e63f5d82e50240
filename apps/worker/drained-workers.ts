import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Logger } from '#platform';
import { SimulateRuleProcessor } from './allocation/simulate-rule.processor.js';
import { RunAuditProcessor } from './audit/run-audit.processor.js';
import { PostGiftsProcessor } from './ledger/post-gifts.processor.js';
import { SendMailProcessor } from './mail/send-mail.processor.js';
import { FollowPaymentsProcessor } from './payments/follow-payments.processor.js';
import { SettlePaymentsProcessor } from './payments/settle-payments.processor.js';
import { PostReallocationsProcessor } from './reallocations/post-reallocations.processor.js';
import { RespondToDisputesProcessor } from './disputes/respond-to-disputes.processor.js';
import { SendRefundsProcessor } from './refunds/send-refunds.processor.js';
import { IssueReceiptsProcessor } from './receipts/issue-receipts.processor.js';
import { PrintReceiptsProcessor } from './receipts/print-receipts.processor.js';

/** Watches the queue's workers: their troubles are logged, and on shutdown running jobs finish before all is let go. */
@Injectable()
export class DrainedWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(SettlePaymentsProcessor) private readonly settle: SettlePaymentsProcessor,
    @Inject(FollowPaymentsProcessor) private readonly follow: FollowPaymentsProcessor,
    @Inject(SendRefundsProcessor) private readonly refunds: SendRefundsProcessor,
    @Inject(RespondToDisputesProcessor) private readonly disputes: RespondToDisputesProcessor,
    @Inject(PostGiftsProcessor) private readonly post: PostGiftsProcessor,
    @Inject(IssueReceiptsProcessor) private readonly issue: IssueReceiptsProcessor,
    @Inject(PrintReceiptsProcessor) private readonly print: PrintReceiptsProcessor,
    @Inject(SendMailProcessor) private readonly mail: SendMailProcessor,
    @Inject(SimulateRuleProcessor) private readonly simulate: SimulateRuleProcessor,
    @Inject(PostReallocationsProcessor) private readonly reallocations: PostReallocationsProcessor,
    @Inject(RunAuditProcessor) private readonly audit: RunAuditProcessor,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    for (const { worker } of this.processors()) {
      worker.on('error', (error) => this.logger.warn({ queue: worker.name, err: error }, 'the queue is away'));
      worker.on('failed', (job, error) =>
        this.logger.error({ queue: worker.name, job: job?.id, err: error }, 'a job failed'),
      );
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.processors().map(({ worker }) => worker.close()));
    this.logger.info('jobs drained');
  }

  private processors() {
    const { settle, follow, refunds, disputes, post, issue, print, mail, simulate, reallocations, audit } = this;
    return [settle, follow, refunds, disputes, post, issue, print, mail, simulate, reallocations, audit];
  }
}
