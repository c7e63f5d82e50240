import { Inject, Injectable } from '@nestjs/common';
import { chinaDay, Clock, invariant } from '#kernel';
import { LedgerReader } from '#ledger';
import { Database, Outbox } from '#platform';
import { BankMatching } from '../bank/bank-matching.service.js';
import { DifferencesRepository } from '../differences/differences.repository.js';
import { PayoutsService } from '../payouts/payouts.service.js';
import { ProviderStatementService } from '../statement/provider-statement.service.js';
import { ComparisonRepository, type Totals } from './comparison.repository.js';
import { ReconciliationRunsRepository, type ReconciliationRun } from './runs.repository.js';

/** The night's run begins at this hour in China, after the night's audit. */
const NIGHT_HOUR = 3;
const CHINA_OFFSET_MS = 8 * 3_600_000;
/** A run that has not ended by then is taken for lost. */
const LOST_AFTER_MS = 60 * 60_000;

/**
 * 对账: compares provider, books and bank, and writes down what they do not agree on. It corrects nothing: what can be
 * mended is asked for by a person, and goes the ordinary way.
 */
@Injectable()
export class ReconciliationService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ReconciliationRunsRepository) private readonly runs: ReconciliationRunsRepository,
    @Inject(ProviderStatementService) private readonly statement: ProviderStatementService,
    @Inject(PayoutsService) private readonly payouts: PayoutsService,
    @Inject(ComparisonRepository) private readonly comparison: ComparisonRepository,
    @Inject(DifferencesRepository) private readonly differences: DifferencesRepository,
    @Inject(BankMatching) private readonly bank: BankMatching,
    @Inject(LedgerReader) private readonly books: LedgerReader,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Asks the worker for this night's run, unless some process has; says whether it was this call. */
  async requestNightly(): Promise<boolean> {
    const now = this.clock.now();
    if (new Date(now.getTime() + CHINA_OFFSET_MS).getUTCHours() < NIGHT_HOUR) return false;
    return (await this.begin(chinaDay(now), null, null)) !== null;
  }

  /**
   * Asks the worker for a run and returns at once; a second wish joins a run under way.
   * @param readFrom reads the provider's statement again from here; null: what is new
   */
  async request(askedBy: string | null, readFrom: Date | null = null): Promise<ReconciliationRun> {
    const running = readFrom === null ? await this.running() : null;
    if (running) return running;
    const id = await this.begin(null, askedBy, readFrom);
    invariant(id !== null, 'only the run of a night can have been begun by another');
    return this.runs.find(id);
  }

  /** The run that is under way; null when none is. */
  async running(): Promise<ReconciliationRun | null> {
    return this.runs.unfinished(new Date(this.clock.now().getTime() - LOST_AFTER_MS));
  }

  /**
   * Carries out a run that was asked for; one that has ended is left as it is.
   * @throws GatewayUnavailable; what went wrong is kept with the run, which may be carried out again
   */
  async carryOut(id: string): Promise<ReconciliationRun> {
    const run = await this.runs.find(id);
    if (run.finishedAt) return run;
    try {
      await this.run(run);
    } catch (error) {
      await this.runs.setFailure(id, error instanceof Error ? error.message : String(error));
      throw error;
    }
    return this.runs.find(id);
  }

  private async run({ id, readFrom }: ReconciliationRun): Promise<void> {
    const cut = this.clock.now();
    await this.runs.progress(id, { step: 'FETCHING' });
    const { read, fresh } = await this.statement.fetch(readFrom, (reading) =>
      this.runs.progress(id, { step: 'FETCHING', linesRead: reading.read, linesNew: reading.fresh }),
    );
    await this.runs.progress(id, { step: 'PAYOUTS', linesRead: read, linesNew: fresh });
    // Payouts are posted; while the books take nothing they are compared as they stand.
    if (!(await this.books.halted())) await this.payouts.followAll();
    await this.runs.progress(id, { step: 'COMPARING' });
    await this.compare(id, cut);
  }

  private async compare(id: string, cut: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.runs.lockFindings(tx);
      const now = this.clock.now();
      await this.bank.match(tx, id, now);
      const totals = await this.comparison.totals(tx, cut);
      const [provider, bank] = [await this.comparison.differences(tx, cut), await this.bank.differences(tx, now)];
      const recorded = await this.differences.record(tx, id, [...provider, ...bank], now);
      const explained = provider.reduce((sum, { gap }) => sum + gap, 0n);
      await this.runs.finish(tx, id, {
        ...totals,
        explained,
        unexplained: gapOf(totals) - explained,
        ...(await this.differences.openCounts(tx)),
        ...recorded,
        finishedAt: now,
      });
    });
  }

  private async begin(night: string | null, askedBy: string | null, readFrom: Date | null): Promise<string | null> {
    return this.database.transaction(async (tx) => {
      const id = await this.runs.begin(tx, { night, askedBy, readFrom, startedAt: this.clock.now() });
      if (id !== null) await this.outbox.publish(tx, 'reconciliation-run', [{ key: id }]);
      return id;
    });
  }
}

/** What is left between provider and books once payouts on their way and later postings are taken off. */
export function gapOf({ providerNet, ledgerNet, ledgerLater, inTransit }: Totals): bigint {
  return providerNet - inTransit - (ledgerNet - ledgerLater);
}
