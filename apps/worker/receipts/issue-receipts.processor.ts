import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { ReceiptsService } from '#receipts';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'receipts-issue', limit: 300, seconds: 30 } as const;

/** Numbers receipts for posted gifts, some hundred at a time. */
@Processor('receipts-issue', PROCESSOR_OPTIONS)
export class IssueReceiptsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(ReceiptsService) private readonly receipts: ReceiptsService,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run<{ campaignId: string }>(OPTIONS, async (lease) => {
      await this.drain.finish(OPTIONS.topic, lease, lease.messages, (tx, messages) =>
        this.receipts.issue(
          tx,
          messages.map(({ key, payload }) => ({ pledgeId: key, campaignId: payload.campaignId })),
        ),
      );
    });
  }
}
