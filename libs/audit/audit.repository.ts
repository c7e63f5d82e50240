import { Inject, Injectable } from '@nestjs/common';
import { IdSource } from '#kernel';
import { Database, type Prisma, type Tx } from '#platform';
import type { AuditRun, BrokenSentence } from './audit.types.js';

@Injectable()
export class AuditRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /** Begins a run; null when another process has begun this night's already. */
  async begin(night: string | null, askedBy: string | null, startedAt: Date): Promise<string | null> {
    const id = this.ids.next('audit');
    const data = [{ id, night, askedBy, startedAt }];
    const { count } = await this.database.reader.auditRun.createMany({ data, skipDuplicates: true });
    return count === 1 ? id : null;
  }

  async finish(tx: Tx, id: string, checks: number, broken: readonly BrokenSentence[], finishedAt: Date): Promise<void> {
    const rows = broken.map(({ sentence, offenders }) => ({ sentence, offenders }));
    await tx.auditRun.update({ where: { id }, data: { checks, broken: rows, finishedAt } });
  }

  /** The last run that came to its end; null before the first. */
  async latest(): Promise<AuditRun | null> {
    const row = await this.database.reader.auditRun.findFirst({
      where: { finishedAt: { not: null } },
      orderBy: { startedAt: 'desc' },
    });
    return row && runOf(row);
  }

  /** Says how many sentences have been checked so far. */
  async progress(id: string, checks: number): Promise<void> {
    await this.database.reader.auditRun.updateMany({ where: { id, finishedAt: null }, data: { checks } });
  }

  /** The run begun last since then that has not ended. */
  async unfinished(since: Date): Promise<AuditRun | null> {
    const row = await this.database.reader.auditRun.findFirst({
      where: { finishedAt: null, startedAt: { gte: since } },
      orderBy: { startedAt: 'desc' },
    });
    return row && runOf(row);
  }

  async find(id: string): Promise<AuditRun> {
    return runOf(await this.database.reader.auditRun.findUniqueOrThrow({ where: { id } }));
  }

  /** A night's run that never came to its end may be tried again. */
  async forgetUnfinished(night: string, before: Date): Promise<void> {
    await this.database.reader.auditRun.deleteMany({ where: { night, finishedAt: null, startedAt: { lt: before } } });
  }

  async noteChange(tx: Tx, change: { stopped: boolean; actor: string; reason: string; at: Date }): Promise<void> {
    await tx.postingChange.create({ data: change });
  }
}

function runOf(row: Prisma.AuditRunGetPayload<object>): AuditRun {
  const { id, askedBy, startedAt, finishedAt, checks } = row;
  // Written by `finish` and by nothing else.
  return { id, askedBy, startedAt, finishedAt, checks, broken: row.broken as unknown as BrokenSentence[] };
}
