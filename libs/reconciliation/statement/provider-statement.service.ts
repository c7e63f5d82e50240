import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { PaymentGateway, type StatementLine } from '#payments';
import { Database } from '#platform';
import { ProviderStatementRepository } from './provider-statement.repository.js';

/** The provider's times are whole seconds and lines may show a little late: so much is read again every time. */
const OVERLAP_MS = 15 * 60_000;
const CHUNK = 500;

export interface Reading {
  read: number;
  fresh: number;
}

/** Brings the provider's statement here, line by line. Any number of readings may overlap or run at once. */
@Injectable()
export class ProviderStatementService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(ProviderStatementRepository) private readonly statement: ProviderStatementRepository,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Reads what is new, or everything from a moment on. The list comes newest first, so the cursor moves only with the
   * last line: a reading that breaks off begins again where it began.
   * @throws GatewayUnavailable
   */
  async fetch(from: Date | null, progress: (reading: Reading) => Promise<void>): Promise<Reading> {
    const reading: Reading = { read: 0, fresh: 0 };
    const fetchedTo = await this.statement.fetchedTo();
    const start = from ?? (fetchedTo ? new Date(fetchedTo.getTime() - OVERLAP_MS) : new Date(0));
    let newest = new Date(0);
    let chunk: StatementLine[] = [];
    for await (const line of this.gateway.listStatement(start)) {
      if (line.occurredAt > newest) newest = line.occurredAt;
      chunk.push(line);
      if (chunk.length < CHUNK) continue;
      await this.keep(chunk, reading, null);
      chunk = [];
      await progress(reading);
    }
    await this.keep(chunk, reading, newest);
    return reading;
  }

  private async keep(lines: readonly StatementLine[], reading: Reading, cursor: Date | null): Promise<void> {
    const seenAt = this.clock.now();
    const fresh = await this.database.transaction(async (tx) => {
      const inserted = await this.statement.insert(tx, lines, seenAt);
      if (cursor) await this.statement.moveCursor(tx, cursor);
      return inserted;
    });
    reading.read += lines.length;
    reading.fresh += fresh;
  }
}
