import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { LedgerReader, ShortFundsError } from '#ledger';
import { Database, Logger, Outbox, type Lease, type OutboxMessage } from '#platform';
import { ReallocationPosting } from '#reallocations';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'reallocations-post', limit: 1, seconds: 20 } as const;

/** Posts approved re-allocations, one batch of gifts a transaction, which also asks for the next. */
@Processor('reallocations-post', PROCESSOR_OPTIONS)
export class PostReallocationsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(Database) private readonly database: Database,
    @Inject(ReallocationPosting) private readonly posting: ReallocationPosting,
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    // Work that waits for the books to go on is left alone: trying it would only wear out its tries.
    if (await this.books.halted()) return;
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) await this.post(lease, message);
    });
  }

  private async post(lease: Lease, message: OutboxMessage): Promise<void> {
    const { topic } = OPTIONS;
    try {
      await this.database.transaction(async (tx) => {
        const hasMore = await this.posting.postNext(tx, message.key);
        if (hasMore) await this.outbox.publish(tx, topic, [{ key: message.key }]);
        await lease.complete(tx, [message]);
      });
      if (message.attempts > 1) await this.posting.clearFailure(message.key);
      this.logger.info({ reallocation: message.key }, 'a batch of a re-allocation is posted');
    } catch (error) {
      if (error instanceof ShortFundsError) await this.posting.noteFailure(message.key, error);
      await this.drain.giveBack(topic, lease, [message], error);
    }
  }
}
