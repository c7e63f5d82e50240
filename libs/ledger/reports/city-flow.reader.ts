import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform';

/** What has been paid to a city, and how soon. */
export interface CityPayments {
  /** Disbursements that left the bank. */
  paid: number;
  /** Of those, how many within so many days of the application. */
  onTime: number;
}

/** How money moves through a city's fund: what waits and since when, what was paid and how soon. */
@Injectable()
export class CityFlowReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /**
   * Since when the oldest fen that a federation holds and has not been paid has waited: money of one account is used in
   * the order it arrived. Null when nothing waits. Found by halving over the account's versions, never by a walk.
   */
  async waitingSince(orgUnitId: string): Promise<Date | null> {
    const [row] = await this.database.reader.$queryRaw<{ since: Date | null }[]>`
      WITH RECURSIVE fund AS (
        SELECT account.id, balance.version, balance.debits - coalesce(applied.held, 0) AS used
        FROM ledger_account account
        JOIN ledger_balance balance ON balance.account_id = account.id
        CROSS JOIN LATERAL (
          -- What was applied for has left the fund and waits all the same.
          SELECT sum(part.credits - part.debits) AS held
          FROM ledger_account committed JOIN ledger_balance part ON part.account_id = committed.id
          WHERE committed.org_unit_id = account.org_unit_id AND committed.purpose = 'CITY_COMMITTED'
            AND committed.campaign_id IS NOT DISTINCT FROM account.campaign_id AND committed.source = account.source
        ) applied
        WHERE account.org_unit_id = ${orgUnitId} AND account.purpose = 'CITY_FUND'
          AND balance.credits > balance.debits - coalesce(applied.held, 0)
      ), search AS (
        SELECT id, used, 1::bigint AS low, version AS high FROM fund
        UNION ALL
        SELECT half.id, half.used, CASE WHEN entry.credits > half.used THEN half.low ELSE half.middle + 1 END,
               CASE WHEN entry.credits > half.used THEN half.middle ELSE half.high END
        FROM (SELECT id, used, low, high, (low + high) / 2 AS middle FROM search WHERE low < high) half
        JOIN ledger_entry entry ON entry.account_id = half.id AND entry.version = half.middle
      )
      SELECT min(batch.recorded_at) AS since
      FROM search
      JOIN ledger_entry entry ON entry.account_id = search.id AND entry.version = search.low
      JOIN ledger_batch batch ON batch.id = entry.batch_id
      WHERE search.low = search.high`;
    return row?.since ?? null;
  }

  /** Payments to a federation; one is on time when it left the bank at most `days` after it was applied for. */
  async payments(orgUnitId: string, days: number): Promise<CityPayments> {
    const [row] = await this.database.reader.$queryRaw<CityPayments[]>`
      SELECT count(*)::int AS paid,
             count(*) FILTER (WHERE paid.occurred_at <= requested.at + make_interval(days => ${days}::int))::int AS "onTime"
      FROM ledger_account committed
      JOIN ledger_entry entry ON entry.account_id = committed.id AND entry.gifts = 0
      JOIN ledger_transfer paid ON paid.batch_id = entry.batch_id AND paid.accounts @> ARRAY[committed.id]
      CROSS JOIN LATERAL (
        SELECT min(occurred_at) AS at FROM ledger_transfer
        WHERE document = paid.document AND kind = 'DISBURSEMENT_REQUESTED'
      ) requested
      WHERE committed.org_unit_id = ${orgUnitId} AND committed.purpose = 'CITY_COMMITTED'
        AND paid.kind = 'DISBURSEMENT_PAID'`;
    return row ?? { paid: 0, onTime: 0 };
  }
}
