import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '#platform';
import type { StatementLine } from '#payments';

/** The provider's statement as we keep it: lines are added and never change. */
@Injectable()
export class ProviderStatementRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Keeps lines; one that is here stays as it is. @returns how many were new */
  async insert(tx: Tx, lines: readonly StatementLine[], seenAt: Date): Promise<number> {
    const { count } = await tx.providerMovement.createMany({
      data: lines.map((line) => ({
        id: line.id,
        kind: line.kind,
        type: line.type,
        sourceId: line.sourceId,
        paymentIntentId: line.paymentIntentId,
        attemptId: line.attemptId,
        amount: line.amount,
        fee: line.fee,
        currency: line.currency,
        description: line.description,
        occurredAt: line.occurredAt,
        availableAt: line.availableAt,
        seenAt,
      })),
      skipDuplicates: true,
    });
    return count;
  }

  /** Up to where everything is here, on the provider's clock; null before the first reading. */
  async fetchedTo(): Promise<Date | null> {
    const cursor = await this.database.reader.statementCursor.findUnique({ where: { id: 1 } });
    return cursor?.fetchedTo ?? null;
  }

  /** Never moves back: a reading from further back ends where an earlier one ended. */
  async moveCursor(tx: Tx, to: Date): Promise<void> {
    await tx.$executeRaw`
      INSERT INTO statement_cursor (id, fetched_to) VALUES (1, ${to}::timestamptz)
      ON CONFLICT (id) DO UPDATE SET fetched_to = greatest(statement_cursor.fetched_to, excluded.fetched_to)`;
  }
}
