import { Inject, Injectable } from '@nestjs/common';
import { Database, type Prisma, type Tx } from '#platform';

/** What is wrong beside differences, as kept while it lasts. */
export type StandingAlarm = Prisma.ReconciliationAlarmGetPayload<object>;
export type AlarmName = 'WEBHOOK' | 'RUN';

@Injectable()
export class AlarmsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  async all(): Promise<StandingAlarm[]> {
    return this.database.reader.reconciliationAlarm.findMany({ orderBy: { id: 'asc' } });
  }

  /** Raises it, or lets it go with null; @returns whether it is news */
  async set(id: AlarmName, detail: string | null, at: Date): Promise<boolean> {
    const { reader } = this.database;
    if (detail === null) {
      await reader.reconciliationAlarm.deleteMany({ where: { id } });
      return false;
    }
    const raised = await reader.$executeRaw`
      INSERT INTO reconciliation_alarm (id, since, detail) VALUES (${id}, ${at}::timestamptz, ${detail})
      ON CONFLICT (id) DO UPDATE SET detail = excluded.detail, mailed_at = NULL
      WHERE reconciliation_alarm.detail <> excluded.detail`;
    return raised === 1;
  }

  /** Marks those nobody was told of; @returns them */
  async claim(tx: Tx, at: Date): Promise<StandingAlarm[]> {
    return tx.$queryRaw<StandingAlarm[]>`
      UPDATE reconciliation_alarm SET mailed_at = ${at}::timestamptz WHERE mailed_at IS NULL
      RETURNING id, since, detail, mailed_at AS "mailedAt"`;
  }
}
