import { Inject, Injectable } from '@nestjs/common';
import { Database, type FundSource } from '#platform';
import type { CampaignTotals, CityTotal, FundBalance, FundLine, FundQuery, GiftPosting } from './ledger.types.js';

interface PostingRow extends Omit<GiftPosting, 'legs'> {
  orgUnitIds: string[];
  amounts: bigint[];
  weights: bigint[];
}

/** Reads of the books. Balances and totals are single rows; lists go by key, never by offset. */
@Injectable()
export class LedgerReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Since when nothing is posted, and why; null while the books take postings. */
  async halted(): Promise<{ since: Date; reason: string } | null> {
    const book = await this.database.reader.ledgerBook.findUniqueOrThrow({ where: { id: 1 } });
    return book.haltedAt && { since: book.haltedAt, reason: book.haltReason ?? '' };
  }

  /** Totals of campaigns, from their income accounts; a campaign without a gift is absent. */
  async campaignTotals(campaignIds: readonly string[]): Promise<CampaignTotals[]> {
    return this.database.reader.$queryRaw<CampaignTotals[]>`
      SELECT account.campaign_id AS "campaignId", balance.credits - balance.debits AS raised, balance.gifts::int AS gifts,
             coalesce(batch.first_position + batch.gifts + batch.transfers - 1, 0) AS "asOfPosition", batch.recorded_at AS "asOf"
      FROM ledger_account account
      JOIN ledger_balance balance ON balance.account_id = account.id
      LEFT JOIN LATERAL (
        SELECT batch_id FROM ledger_entry WHERE account_id = account.id ORDER BY batch_id DESC LIMIT 1
      ) last ON true
      LEFT JOIN ledger_batch batch ON batch.id = last.batch_id
      WHERE account.campaign_id = ANY (${[...campaignIds]}::text[]) AND account.purpose = 'RESTRICTED_INCOME'
        AND account.source IS NULL`;
  }

  /** What each federation's fund received from a campaign. */
  async cityTotals(campaignId: string): Promise<CityTotal[]> {
    return this.database.reader.$queryRaw<CityTotal[]>`
      SELECT account.org_unit_id AS "orgUnitId",
             coalesce(sum(balance.credits - balance.debits) FILTER (WHERE account.source = 'DIRECT'), 0)::bigint AS direct,
             coalesce(sum(balance.credits - balance.debits) FILTER (WHERE account.source = 'POOL'), 0)::bigint AS pool,
             coalesce(sum(balance.gifts) FILTER (WHERE account.source = 'DIRECT'), 0)::int AS gifts
      FROM ledger_account account JOIN ledger_balance balance ON balance.account_id = account.id
      WHERE account.campaign_id = ${campaignId} AND account.purpose = 'CITY_FUND'
      GROUP BY account.org_unit_id`;
  }

  /** A federation's fund over all campaigns. */
  async fundBalance(orgUnitId: string): Promise<FundBalance> {
    const rows = await this.database.reader.$queryRaw<{ source: FundSource; held: bigint; asOf: Date | null }[]>`
      SELECT account.source, balance.credits - balance.debits AS held, batch.recorded_at AS "asOf"
      FROM ledger_account account
      JOIN ledger_balance balance ON balance.account_id = account.id
      LEFT JOIN LATERAL (
        SELECT batch_id FROM ledger_entry WHERE account_id = account.id ORDER BY batch_id DESC LIMIT 1
      ) last ON true
      LEFT JOIN ledger_batch batch ON batch.id = last.batch_id
      WHERE account.org_unit_id = ${orgUnitId} AND account.purpose = 'CITY_FUND'`;
    const sources = [...new Set(rows.map(({ source }) => source))].map((source) => ({
      source,
      held: rows.reduce((sum, row) => (row.source === source ? sum + row.held : sum), 0n),
    }));
    const held = (source: FundSource): bigint => sources.find((part) => part.source === source)?.held ?? 0n;
    const times = rows.flatMap(({ asOf }) => (asOf ? [asOf.getTime()] : []));
    return {
      balance: sources.reduce((sum, part) => sum + part.held, 0n),
      direct: held('DIRECT'),
      pool: held('POOL'),
      sources,
      asOf: times.length ? new Date(Math.max(...times)) : null,
    };
  }

  /**
   * Lines of a federation's fund, newest first: every gift's leg into it, by keyset over each of its routes, and every
   * transfer in or out of it, by keyset over the entries transfers left. They sum to the balance.
   */
  async fundLines({ orgUnitId, from, until, after, limit }: FundQuery): Promise<FundLine[]> {
    return this.database.reader.$queryRaw<FundLine[]>`
      WITH range AS (
        SELECT coalesce((SELECT id FROM ledger_batch WHERE recorded_at >= ${from}::timestamptz ORDER BY recorded_at LIMIT 1),
                        CASE WHEN ${from}::timestamptz IS NULL THEN 0 ELSE 9223372036854775807 END) AS low,
               -- Where to go on is a bound as well: as a filter alone it would read everything before it at every page.
               least(${after?.batchId ?? null}::bigint,
                 CASE WHEN ${until}::timestamptz IS NULL THEN 9223372036854775807 ELSE
                   coalesce((SELECT id FROM ledger_batch WHERE recorded_at < ${until}::timestamptz ORDER BY recorded_at DESC LIMIT 1), -1)
                 END) AS high
      ), fund AS (
        SELECT account.id, account.campaign_id, account.source, range.low, range.high
        FROM range CROSS JOIN ledger_account account
        WHERE account.org_unit_id = ${orgUnitId} AND account.purpose = 'CITY_FUND'
      ), line AS (
        (SELECT gift.id, 'GIFT' AS kind, fund.campaign_id, route.rule_id, fund.source, gift.leg AS amount, gift.batch_id,
                gift.ordinal, NULL AS note
         FROM fund
         JOIN ledger_route route ON route.leg_accounts @> ARRAY[fund.id]
         CROSS JOIN LATERAL (
           SELECT id, batch_id, ordinal, legs[array_position(route.leg_accounts, fund.id)] AS leg
           FROM ledger_gift
           WHERE route_id = route.id
             AND batch_id BETWEEN fund.low AND fund.high
             AND (batch_id, ordinal) < (${after?.batchId ?? null}::bigint, ${after?.ordinal ?? null}::int) IS NOT FALSE
             AND legs[array_position(route.leg_accounts, fund.id)] > 0
           ORDER BY batch_id DESC, ordinal DESC LIMIT ${limit}
         ) gift)
        UNION ALL
        (SELECT moved.id, moved.kind, fund.campaign_id, moved.rule_id, fund.source, moved.amount, moved.batch_id,
                moved.ordinal, moved.note
         FROM fund
         CROSS JOIN LATERAL (
           SELECT transfer.id, transfer.kind::text AS kind, transfer.batch_id, transfer.ordinal, transfer.note, sums.amount,
                  coalesce(transfer.rule_id, (SELECT rule_id FROM ledger_route WHERE id = transfer.route_id)) AS rule_id
           FROM ledger_entry entry
           JOIN ledger_transfer transfer ON transfer.batch_id = entry.batch_id AND transfer.accounts @> ARRAY[fund.id]
           CROSS JOIN LATERAL (
             SELECT sum(part.credit - part.debit)::bigint AS amount
             FROM unnest(transfer.accounts, transfer.debits, transfer.credits) AS part (account, debit, credit)
             WHERE part.account = fund.id
           ) sums
           WHERE entry.account_id = fund.id AND entry.gifts = 0
             AND entry.batch_id BETWEEN fund.low AND fund.high
             AND (transfer.batch_id, transfer.ordinal)
                 < (${after?.batchId ?? null}::bigint, ${after?.ordinal ?? null}::int) IS NOT FALSE
           ORDER BY entry.batch_id DESC, transfer.ordinal DESC LIMIT ${limit}
         ) moved)
      )
      SELECT line.id, line.kind, line.campaign_id AS "campaignId", line.rule_id AS "ruleId", line.source, line.amount,
             line.note, line.batch_id AS "batchId", line.ordinal, batch.number AS "batchNumber",
             batch.first_position + line.ordinal AS position, batch.recorded_at AS "recordedAt"
      FROM line
      -- Looked up line by line: the planner, who expects few lines, would rather walk over all batches.
      CROSS JOIN LATERAL (SELECT number, first_position, recorded_at FROM ledger_batch WHERE id = line.batch_id OFFSET 0) batch
      ORDER BY line.batch_id DESC, line.ordinal DESC LIMIT ${limit}`;
  }

  /** How these gifts stand in the books; a gift that is not posted yet is absent. */
  async postings(giftIds: readonly string[]): Promise<GiftPosting[]> {
    const rows = await this.database.reader.$queryRaw<PostingRow[]>`
      SELECT gift.id AS "giftId", gift.amount, gift.fee, route.source, route.rule_id AS "ruleId",
             batch.number AS "batchNumber", batch.first_position + gift.ordinal AS position,
             batch.recorded_at AS "recordedAt", gift.legs AS amounts,
             route.cumulative_weights[cardinality(route.cumulative_weights)] AS "totalWeight",
             ARRAY(SELECT c - p FROM unnest(route.cumulative_weights,
                                            0::bigint || route.cumulative_weights) AS step (c, p) WHERE c IS NOT NULL) AS weights,
             ARRAY(SELECT account.org_unit_id FROM unnest(route.leg_accounts) WITH ORDINALITY AS leg (id, k)
                   JOIN ledger_account account ON account.id = leg.id ORDER BY k) AS "orgUnitIds"
      FROM ledger_gift gift
      JOIN ledger_route route ON route.id = gift.route_id
      JOIN ledger_batch batch ON batch.id = gift.batch_id
      WHERE gift.id = ANY (${[...giftIds]}::text[])`;
    return rows.map(({ orgUnitIds, amounts, weights, ...posting }) => ({
      ...posting,
      legs: orgUnitIds.map((orgUnitId, k) => ({ orgUnitId, amount: amounts[k] ?? 0n, weight: weights[k] ?? 0n })),
    }));
  }
}
