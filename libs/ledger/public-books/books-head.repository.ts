import { Inject, Injectable } from '@nestjs/common';
import type { CivilDate } from '#kernel';
import { Database } from '#platform';

/** A head as kept. */
export interface KeptHead {
  date: CivilDate;
  batches: bigint;
  positions: bigint;
  hash: string;
  recordedAt: Date;
  publicKey: string;
  signature: string;
}

@Injectable()
export class BooksHeadRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Keeps a head unless its day has one; the first one stays. */
  async insert(head: KeptHead): Promise<void> {
    await this.database.reader.booksHead.createMany({ data: [head], skipDuplicates: true });
  }

  async find(date: CivilDate): Promise<KeptHead | null> {
    return this.database.reader.booksHead.findUnique({ where: { date } });
  }

  async latest(): Promise<KeptHead | null> {
    return this.database.reader.booksHead.findFirst({ orderBy: { date: 'desc' } });
  }

  /** Newest first. */
  async list(limit: number): Promise<KeptHead[]> {
    return this.database.reader.booksHead.findMany({ orderBy: { date: 'desc' }, take: limit });
  }

  /** Where the books stood at an instant: the last batch recorded before it. Null when there was none. */
  async stateAt(instant: Date): Promise<{ batches: bigint; positions: bigint; hash: string } | null> {
    const [last] = await this.database.reader.$queryRaw<{ batches: bigint; positions: bigint; hash: string }[]>`
      SELECT number AS batches, first_position + gifts + transfers - 1 AS positions, hash
      FROM ledger_batch WHERE recorded_at < ${instant}::timestamptz ORDER BY number DESC LIMIT 1`;
    return last ?? null;
  }
}
