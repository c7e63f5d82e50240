import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { AuditService } from '#audit';
import { Logger } from '#platform';
import { Drain } from '../drain.js';
import { PROCESSOR_OPTIONS } from '../processor-options.js';

/** One at a time: a run reads everything there is. */
const OPTIONS = { topic: 'audit-run', limit: 1, seconds: 900 } as const;

/** Runs the checks somebody asked for. */
@Processor('audit-run', PROCESSOR_OPTIONS)
export class RunAuditProcessor extends WorkerHost {
  constructor(
    @Inject(Drain) private readonly drain: Drain,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(Logger) private readonly logger: Logger,
  ) {
    super();
  }

  async process(): Promise<void> {
    await this.drain.run(OPTIONS, async (lease) => {
      for (const message of lease.messages) {
        try {
          const run = await this.audit.carryOut(message.key);
          await this.drain.finish(OPTIONS.topic, lease, [message], () => Promise.resolve());
          this.logger.info({ checks: run.checks, broken: run.broken.length }, 'the audit somebody asked for has run');
        } catch (error) {
          await this.drain.giveBack(OPTIONS.topic, lease, [message], error);
        }
      }
    });
  }
}
