import { Inject, Injectable } from '@nestjs/common';
import { chinaDay, Clock, invariant, RequestError } from '#kernel';
import { LedgerReader, LedgerService } from '#ledger';
import { Database, Logger, Outbox, runChecks, type CheckResult } from '#platform';
import { ALL_CHECKS } from './all-checks.js';
import { BooksBrokenError } from './audit.errors.js';
import { AuditRepository } from './audit.repository.js';
import type { AuditRun, Halt } from './audit.types.js';

/** The night's run begins at this hour in China, when fewest people give. */
const NIGHT_HOUR = 2;
/** A run that has not ended by then was killed. */
const LOST_AFTER_MS = 60 * 60 * 1000;
const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;

@Injectable()
export class AuditService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuditRepository) private readonly runs: AuditRepository,
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Runs this night's check unless some process has; null when it is not due. */
  async runNightly(): Promise<AuditRun | null> {
    const now = this.clock.now();
    if (new Date(now.getTime() + CHINA_OFFSET_MS).getUTCHours() < NIGHT_HOUR) return null;
    const night = chinaDay(now);
    await this.runs.forgetUnfinished(night, new Date(now.getTime() - LOST_AFTER_MS));
    const id = await this.runs.begin(night, null, now);
    return id === null ? null : this.run(id);
  }

  /** Checks everything now, because somebody asked. Stops posting when a sentence does not hold. */
  async runNow(askedBy: string): Promise<AuditRun> {
    return this.run(await this.begin(askedBy));
  }

  /** Asks the worker to check everything, and returns at once; one run at a time, so a second wish joins the first. */
  async request(askedBy: string): Promise<AuditRun> {
    const running = await this.running();
    if (running) return running;
    const id = await this.begin(askedBy);
    await this.database.transaction((tx) => this.outbox.publish(tx, 'audit-run', [{ key: id }]));
    return this.runs.find(id);
  }

  /** Carries out a run that was asked for; one that has ended already is left as it is. */
  async carryOut(id: string): Promise<AuditRun> {
    const run = await this.runs.find(id);
    return run.finishedAt ? run : this.run(id);
  }

  async latest(): Promise<AuditRun | null> {
    return this.runs.latest();
  }

  /** The run that is under way; its `checks` are those done so far. Null when none is. */
  async running(): Promise<AuditRun | null> {
    return this.runs.unfinished(new Date(this.clock.now().getTime() - LOST_AFTER_MS));
  }

  /** Null while the books take postings. */
  async halted(): Promise<Halt | null> {
    return this.books.halted();
  }

  /**
   * Lets posting go on, once everything holds again.
   * @throws BooksBrokenError when something still does not; RequestError when posting has not stopped
   */
  async resume(actor: string, reason: string): Promise<AuditRun> {
    if (!(await this.books.halted())) throw new RequestError('CONFLICT', 'posting_not_stopped');
    const run = await this.runNow(actor);
    if (run.broken.length > 0) throw new BooksBrokenError(run.broken.map(({ sentence }) => sentence));
    await this.database.transaction(async (tx) => {
      await this.ledger.resume(tx);
      await this.runs.noteChange(tx, { stopped: false, actor, reason, at: this.clock.now() });
    });
    return run;
  }

  /** Every sentence with its count of offenders; changes nothing. */
  async check(): Promise<CheckResult[]> {
    return runChecks(this.database, ALL_CHECKS);
  }

  private async begin(askedBy: string): Promise<string> {
    const id = await this.runs.begin(null, askedBy, this.clock.now());
    invariant(id !== null, 'only the run of a night can have been begun by another');
    return id;
  }

  private async run(id: string): Promise<AuditRun> {
    const results = await runChecks(this.database, ALL_CHECKS, (done) => this.runs.progress(id, done));
    const broken = results.filter(({ offenders }) => offenders > 0);
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await this.runs.finish(tx, id, results.length, broken, now);
      if (broken.length === 0 || (await this.books.halted())) return;
      const reason = broken.map(({ sentence, offenders }) => `${sentence} (${offenders})`).join('; ');
      await this.ledger.halt(tx, reason);
      await this.runs.noteChange(tx, { stopped: true, actor: 'audit', reason, at: now });
    });
    if (broken.length > 0) this.logger.error({ broken }, 'invariants do not hold; posting has stopped');
    return this.runs.find(id);
  }
}
