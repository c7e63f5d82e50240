import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { Logger } from '#platform';
import { ReconciliationService } from '#reconciliation';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

/**
 * One at a time: a run reads everything there is. Should one outlast its lease, another worker runs it beside: nothing is
 * kept twice. Should its worker die, it need not wait for long.
 */
const OPTIONS = { topic: 'reconciliation-run', limit: 1, seconds: 60 } as const;

/** Carries out the comparisons the night or a person asked for. */
@Processor('reconciliation-run', PROCESSOR_OPTIONS)
export class RunReconciliationProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(ReconciliationService) private readonly reconciliation: ReconciliationService,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        try {
          const run = await this.reconciliation.carryOut(message.key);
          await this.drain.finish(OPTIONS.topic, lease, [message], () => Promise.resolve());
          const { openProvider, openBank, unexplained } = run;
          this.logger.info({ run: run.id, openProvider, openBank, unexplained: `${unexplained}` }, 'reconciled');
        } catch (error) {
          await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
        }
      }
    });
  }
}
