import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { Logger, type OutboxMessage } from '#platform';
import { DeclineGuard, SettlementService, type Finding } from '#payments';
import { Drain } from '../drain.js';
import { inParallel } from '../in-parallel.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

const OPTIONS = { topic: 'payments-settle', limit: 60, seconds: 45 } as const;
/** Calls to the provider under way at once; its own limit is 25 a second in a test account. */
const PARALLEL = 12;

/** Brings pledges in line with the provider: fetches each attempt's payment, then moves its pledge. */
@Processor('payments-settle', PROCESSOR_OPTIONS)
export class SettlePaymentsProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(SettlementService) private readonly settlement: SettlementService,
    @Inject(DeclineGuard) private readonly guard: DeclineGuard,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      const attempts = new Map(
        (await this.settlement.attempts(lease.messages.map(({ key }) => key))).map((a) => [a.id, a]),
      );
      const findings = new Map<string, Finding>();
      const answered: OutboxMessage[] = [];
      await inParallel(lease.messages, PARALLEL, async (message) => {
        const attempt = attempts.get(message.key);
        try {
          // A notification may name an attempt of another installation that shares the provider's account.
          if (attempt) findings.set(message.key, await this.settlement.inspect(attempt));
          answered.push(message);
        } catch (error) {
          await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
        }
      });
      await this.drain.finish(OPTIONS.topic, lease, answered, async (tx, messages) => {
        await this.settlement.apply(
          tx,
          messages.flatMap(({ key }) => findings.get(key) ?? []),
        );
      });
      await this.watchDeclines([...findings.values()]);
      for (const { attempt, status } of findings.values()) {
        this.logger.info({ pledgeId: attempt.pledgeId, outcome: status?.kind ?? 'no page' }, 'payment looked at');
      }
    });
  }
  /** What was found is applied by now; a provider that is away is no reason to do it again. */
  private async watchDeclines(findings: readonly Finding[]): Promise<void> {
    try {
      await this.guard.watch(findings);
    } catch (error) {
      this.logger.warn({ err: error }, 'a page on which cards are tried could not be closed');
    }
  }
}
