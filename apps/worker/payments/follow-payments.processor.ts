import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { LedgerReader } from '#ledger';
import { AftermathService } from '#payments';
import { Logger } from '#platform';
import { Drain } from '../drain.js';
import { inParallel } from '../in-parallel.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';
import { AftermathApplier } from './aftermath-applier.js';

const OPTIONS = { topic: 'payments-follow', limit: 24, seconds: 60 } as const;
/** Payments asked about at once; each takes three calls, and the provider's own limit is 25 a second. */
const PARALLEL = 4;

/** Brings refunds and disputes in line with the provider, one payment a transaction. */
@Processor('payments-follow', PROCESSOR_OPTIONS)
export class FollowPaymentsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(AftermathService) private readonly aftermath: AftermathService,
    @Inject(AftermathApplier) private readonly applier: AftermathApplier,
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    // Work that waits for the books to go on is left alone: trying it would only wear out its tries.
    if (await this.books.halted()) return;
    await this.drain.run(OPTIONS, async (lease) => {
      await inParallel(lease.messages, PARALLEL, async (message) => {
        try {
          const following = await this.aftermath.follow(message.key);
          await this.drain.finish(OPTIONS.topic, lease, [message], (tx) => this.applier.apply(tx, following));
          this.logger.info({ payment: message.key, ours: following.found !== null }, 'payment followed');
        } catch (error) {
          await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
        }
      });
    });
  }
}
