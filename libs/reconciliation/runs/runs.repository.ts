import { Inject, Injectable } from '@nestjs/common';
import { IdSource } from '#kernel';
import { Database, type Prisma, type Tx } from '#platform';

/** One comparison as kept. */
export type ReconciliationRun = Prisma.ReconciliationRunGetPayload<object>;
export type RunStep = 'FETCHING' | 'PAYOUTS' | 'COMPARING' | 'DONE';

@Injectable()
export class ReconciliationRunsRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /** Begins a run; null when another process has begun this night's already. */
  async begin(
    tx: Tx,
    run: { night: string | null; askedBy: string | null; readFrom: Date | null; startedAt: Date },
  ): Promise<string | null> {
    const id = this.ids.next('reconciliation');
    const { count } = await tx.reconciliationRun.createMany({
      data: [{ ...run, id, step: 'FETCHING' }],
      skipDuplicates: true,
    });
    return count === 1 ? id : null;
  }

  async find(id: string): Promise<ReconciliationRun> {
    return this.database.reader.reconciliationRun.findUniqueOrThrow({ where: { id } });
  }

  /** The last one that came to its end; null before the first. */
  async latest(): Promise<ReconciliationRun | null> {
    return this.database.reader.reconciliationRun.findFirst({
      where: { finishedAt: { not: null } },
      orderBy: { finishedAt: 'desc' },
    });
  }

  /** The last one begun since then that has not ended. */
  async unfinished(since: Date): Promise<ReconciliationRun | null> {
    return this.database.reader.reconciliationRun.findFirst({
      where: { finishedAt: null, startedAt: { gte: since } },
      orderBy: { startedAt: 'desc' },
    });
  }

  /** Newest first. */
  async page(after: string | null, limit: number): Promise<ReconciliationRun[]> {
    return this.database.reader.reconciliationRun.findMany({
      where: after === null ? {} : { id: { lt: after } },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  /** When a run last ended with both sides equal; a gap that has been explained is still a gap. */
  async lastEqual(side: 'provider' | 'bank'): Promise<Date | null> {
    const equal = side === 'provider' ? { openProvider: 0, explained: 0n, unexplained: 0n } : { openBank: 0 };
    const run = await this.database.reader.reconciliationRun.findFirst({
      where: { finishedAt: { not: null }, ...equal },
      orderBy: { finishedAt: 'desc' },
    });
    return run?.finishedAt ?? null;
  }

  /** Since when every run has ended with all sides equal; null when the last one did not. */
  async equalSince(): Promise<Date | null> {
    const equal = { openProvider: 0, openBank: 0, explained: 0n, unexplained: 0n };
    const { reader } = this.database;
    const last = await this.latest();
    if (!last || last.openProvider + last.openBank > 0 || last.explained !== 0n || last.unexplained !== 0n) return null;
    const broken = await reader.reconciliationRun.findFirst({
      where: { finishedAt: { not: null }, NOT: equal },
      orderBy: { finishedAt: 'desc' },
    });
    const first = await reader.reconciliationRun.findFirst({
      where: { finishedAt: broken?.finishedAt ? { gt: broken.finishedAt } : { not: null } },
      orderBy: { finishedAt: 'asc' },
    });
    return first?.finishedAt ?? null;
  }

  /** Says how far it has come. */
  async progress(id: string, data: { step: RunStep; linesRead?: number; linesNew?: number }): Promise<void> {
    await this.database.reader.reconciliationRun.updateMany({ where: { id, finishedAt: null }, data });
  }

  /** Says why it has not come to its end. */
  async setFailure(id: string, failure: string): Promise<void> {
    await this.database.reader.reconciliationRun.updateMany({
      where: { id, finishedAt: null },
      data: { failure: failure.slice(0, 500) },
    });
  }

  async finish(tx: Tx, id: string, result: Prisma.ReconciliationRunUpdateInput): Promise<void> {
    await tx.reconciliationRun.update({ where: { id }, data: { ...result, step: 'DONE', failure: null } });
  }

  /** One run writes its findings at a time, and all it reads in this transaction is of one moment. */
  async lockFindings(tx: Tx): Promise<void> {
    await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`;
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('reconciliation findings'))`;
  }
}
