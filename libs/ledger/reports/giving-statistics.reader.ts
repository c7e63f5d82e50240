import { Inject, Injectable } from '@nestjs/common';
import type { CivilDate, Fen } from '#kernel';
import { Database } from '#platform';

/** Gifts that were booked on one day of China's calendar, as they came; what went back later is not taken off. */
export interface DayOfGiving {
  day: CivilDate;
  gifts: number;
  amount: Fen;
}

/** Gifts designated to one city. */
export interface CityOfGiving {
  orgUnitId: string;
  gifts: number;
  amount: Fen;
}

/** Sums over gifts for statistics, from entries and balances: their number grows with batches, never with gifts. */
@Injectable()
export class GivingStatisticsReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The number of the last batch. */
  async lastBatch(): Promise<bigint> {
    const book = await this.database.reader.ledgerBook.findUniqueOrThrow({ where: { id: 1 } });
    return book.lastBatch;
  }

  /** Days with gifts in the batches behind one number up to another. */
  async days(after: bigint, upTo: bigint): Promise<DayOfGiving[]> {
    return this.database.reader.$queryRaw<DayOfGiving[]>`
      SELECT to_char(batch.recorded_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day,
             sum(entry.gifts)::int AS gifts, sum(entry.credit)::bigint AS amount
      FROM ledger_batch batch
      JOIN ledger_entry entry ON entry.batch_id = batch.id AND entry.gifts > 0
      JOIN ledger_account account ON account.id = entry.account_id
      WHERE batch.number > ${after} AND batch.number <= ${upTo}
        AND account.purpose = 'RESTRICTED_INCOME' AND account.source IS NULL
      GROUP BY day`;
  }

  /** Gifts designated to each city. */
  async designated(): Promise<CityOfGiving[]> {
    return this.database.reader.$queryRaw<CityOfGiving[]>`
      SELECT account.org_unit_id AS "orgUnitId", sum(balance.gifts)::int AS gifts,
             sum(balance.credits - coalesce(moved.credits, 0))::bigint AS amount
      FROM ledger_account account
      JOIN ledger_balance balance ON balance.account_id = account.id
      LEFT JOIN LATERAL (
        SELECT sum(credits) AS credits FROM ledger_flow WHERE account_id = account.id
      ) moved ON true
      WHERE account.purpose = 'CITY_FUND' AND account.source = 'DIRECT'
      GROUP BY account.org_unit_id`;
  }
}
