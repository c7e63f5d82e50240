import { Inject, Injectable } from '@nestjs/common';
import { IdSource } from '#kernel';
import { Database, type DifferenceKind, type DifferenceState, type Prisma, type Tx } from '#platform';
import { BANK_KINDS, type FoundDifference } from './difference.types.js';

/** A difference as kept, and one of its steps. */
export type Difference = Prisma.ReconciliationDifferenceGetPayload<object>;
export type DifferenceStep = Prisma.DifferenceStepGetPayload<object>;

const SYSTEM = 'system:reconciliation';

export interface DifferenceFilter {
  states: readonly DifferenceState[];
  kinds: readonly DifferenceKind[] | null;
}

/** What became of the differences by one run. */
export interface Recorded {
  found: number;
  resolved: number;
}

@Injectable()
export class DifferencesRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  async find(id: string): Promise<Difference | null> {
    return this.database.reader.reconciliationDifference.findUnique({ where: { id } });
  }

  /** Newest first by id, which sorts by the time it was found. */
  async page(filter: DifferenceFilter, after: string | null, limit: number): Promise<Difference[]> {
    return this.database.reader.reconciliationDifference.findMany({
      where: {
        state: { in: [...filter.states] },
        ...(filter.kinds ? { kind: { in: [...filter.kinds] } } : {}),
        ...(after === null ? {} : { id: { lt: after } }),
      },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  /** Those nobody has explained. */
  async open(): Promise<Difference[]> {
    return this.database.reader.reconciliationDifference.findMany({
      where: { state: { in: ['OPEN', 'WRITE_OFF_PROPOSED'] } },
      orderBy: { occurredAt: 'asc' },
    });
  }

  async steps(differenceId: string): Promise<DifferenceStep[]> {
    return this.database.reader.differenceStep.findMany({ where: { differenceId }, orderBy: { id: 'asc' } });
  }

  async lock(tx: Tx, id: string): Promise<Difference | null> {
    await tx.$queryRaw`SELECT 1 FROM reconciliation_difference WHERE id = ${id} FOR UPDATE`;
    return tx.reconciliationDifference.findUnique({ where: { id } });
  }

  async update(tx: Tx, id: string, data: Partial<Difference>): Promise<Difference> {
    return tx.reconciliationDifference.update({ where: { id }, data });
  }

  async addStep(tx: Tx, step: Omit<DifferenceStep, 'id'>): Promise<void> {
    await tx.differenceStep.create({ data: step });
  }

  /** Marks these as told to staff; @returns those nobody had told of before */
  async claimAlarms(tx: Tx, ids: readonly string[], at: Date): Promise<Difference[]> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE reconciliation_difference SET alarmed_at = ${at}::timestamptz
      WHERE id = ANY (${[...ids]}::text[]) AND alarmed_at IS NULL RETURNING id`;
    return tx.reconciliationDifference.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  }

  /**
   * Writes down what a run found: new ones are opened, known ones go on, and those it did not find are resolved. An
   * explanation stands for what it explained: with other figures the difference is open again.
   */
  async record(tx: Tx, runId: string, found: readonly FoundDifference[], at: Date): Promise<Recorded> {
    const known = new Map(
      (await tx.reconciliationDifference.findMany({ where: { state: { not: 'RESOLVED' } } })).map((row) => [
        row.key,
        row,
      ]),
    );
    const fresh: FoundDifference[] = [];
    const same: string[] = [];
    for (const difference of found) {
      const row = known.get(keyOf(difference));
      known.delete(keyOf(difference));
      if (!row) fresh.push(difference);
      else if (isSame(row, difference)) same.push(row.id);
      else await this.change(tx, row, difference, runId, at);
    }
    await tx.$executeRaw`UPDATE reconciliation_difference SET last_run = ${runId} WHERE id = ANY (${same}::text[])`;
    await this.insertOpen(tx, fresh, runId, at);
    await this.resolve(tx, [...known.values()], runId, at);
    return { found: fresh.length, resolved: known.size };
  }

  /** How many are open between provider and books, and between books and bank. */
  async openCounts(tx: Tx): Promise<{ openProvider: number; openBank: number }> {
    const rows = await tx.reconciliationDifference.groupBy({
      by: ['kind'],
      where: { state: { in: ['OPEN', 'WRITE_OFF_PROPOSED'] } },
      _count: true,
    });
    let [openProvider, openBank] = [0, 0];
    for (const { kind, _count: count } of rows) {
      if (BANK_KINDS.includes(kind)) openBank += count;
      else openProvider += count;
    }
    return { openProvider, openBank };
  }

  /** As JSON, in one statement: a disaster is thousands of them, and row by row outlasts the transaction. */
  private async insertOpen(tx: Tx, fresh: readonly FoundDifference[], runId: string, at: Date): Promise<void> {
    if (fresh.length === 0) return;
    const rows = fresh.map((found) => ({ ...found, id: this.ids.next('difference'), key: keyOf(found) }));
    const json = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
    await tx.$executeRaw`
      INSERT INTO reconciliation_difference (
        id, key, kind, state, movement_id, posting_id, pledge_id, payout_id, bank_line_id, statement_id, currency,
        provider_amount, ledger_amount, bank_amount, provider_fee, ledger_fee, gap, action, action_key, occurred_at,
        first_run, first_seen_at, last_run)
      SELECT id, key, kind, 'OPEN', "movementId", "postingId", "pledgeId", "payoutId", "bankLineId", "statementId",
             currency, "providerAmount", "ledgerAmount", "bankAmount", "providerFee", "ledgerFee", gap, action,
             "actionKey", "occurredAt", ${runId}, ${at}::timestamptz, ${runId}
      FROM jsonb_to_recordset(${json}::jsonb) AS found (
        id text, key text, kind "DifferenceKind", "movementId" text, "postingId" text, "pledgeId" text,
        "payoutId" text, "bankLineId" text, "statementId" text, currency text, "providerAmount" bigint,
        "ledgerAmount" bigint, "bankAmount" bigint, "providerFee" bigint, "ledgerFee" bigint, gap bigint,
        action "DifferenceAction", "actionKey" text, "occurredAt" timestamptz)`;
    await this.addSteps(
      tx,
      rows.map(({ id }) => id),
      null,
      { to: 'OPEN', reason: 'difference_found', at },
    );
  }

  /** The same step of the system's for many; `from` null for those that are new. */
  private async addSteps(
    tx: Tx,
    ids: readonly string[],
    from: readonly DifferenceState[] | null,
    { to, reason, at }: { to: DifferenceState; reason: string; at: Date },
  ): Promise<void> {
    const before = from ?? ids.map(() => null);
    await tx.$executeRaw`
      INSERT INTO difference_step (difference_id, "from", "to", actor, reason, at)
      SELECT step.id, step.before::"DifferenceState", ${to}::"DifferenceState", ${SYSTEM}, ${reason}, ${at}::timestamptz
      FROM unnest(${[...ids]}::text[], ${[...before]}::text[]) AS step (id, before)`;
  }

  private async change(
    tx: Tx,
    row: Difference,
    { subject: _subject, ...facts }: FoundDifference,
    runId: string,
    at: Date,
  ): Promise<void> {
    const data = {
      ...facts,
      state: 'OPEN' as const,
      lastRun: runId,
      explainedBy: null,
      agreedBy: null,
      explanation: null,
    };
    await tx.reconciliationDifference.update({ where: { id: row.id }, data });
    await this.addStep(tx, {
      differenceId: row.id,
      from: row.state,
      to: 'OPEN',
      actor: SYSTEM,
      reason: 'difference_changed',
      at,
    });
  }

  private async resolve(tx: Tx, rows: readonly Difference[], runId: string, at: Date): Promise<void> {
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await tx.$executeRaw`
      UPDATE reconciliation_difference SET state = 'RESOLVED', resolved_run = ${runId}, resolved_at = ${at}::timestamptz
      WHERE id = ANY (${ids}::text[])`;
    const from = rows.map(({ state }) => state);
    await this.addSteps(tx, ids, from, { to: 'RESOLVED', reason: 'difference_resolved', at });
  }
}

const keyOf = ({ kind, subject }: FoundDifference): string => `${kind}:${subject}`;

function isSame(row: Difference, found: FoundDifference): boolean {
  return (
    row.gap === found.gap &&
    row.providerAmount === found.providerAmount &&
    row.ledgerAmount === found.ledgerAmount &&
    row.bankAmount === found.bankAmount &&
    row.action === found.action &&
    row.actionKey === found.actionKey
  );
}
