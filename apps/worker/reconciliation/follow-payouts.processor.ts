import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { LedgerReader } from '#ledger';
import { Logger, type Lease, type OutboxMessage } from '#platform';
import { PayoutsService } from '#reconciliation';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'payouts-follow', limit: 5, seconds: 45 } as const;

/** Looks at payouts somebody told us of, and posts what became of them. */
@Processor('payouts-follow', PROCESSOR_OPTIONS)
export class FollowPayoutsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(PayoutsService) private readonly payouts: PayoutsService,
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    // Work that waits for the books to go on is left alone: trying it would only wear out its tries.
    if (await this.books.halted()) return;
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) await this.follow(lease, message);
    });
  }

  private async follow(lease: Lease, message: OutboxMessage): Promise<void> {
    try {
      const look = await this.payouts.look(message.key);
      await this.drain.finish(OPTIONS.topic, lease, [message], async (tx) => {
        await this.payouts.apply(tx, look);
      });
      this.logger.info({ payout: message.key, state: look.facts.state }, 'payout looked at');
    } catch (error) {
      await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
    }
  }
}
