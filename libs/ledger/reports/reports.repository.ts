import { Inject, Injectable } from '@nestjs/common';
import { Database, Prisma, type AccountPurpose, type TransferKind } from '#platform';
import type {
  AccountFacts,
  AccountStanding,
  EntryPosting,
  Standings,
  StandingsQuery,
  Statement,
  StatementEntry,
  StatementQuery,
} from './reports.types.js';

interface StandingRow extends Omit<AccountStanding, 'flows'> {
  batch: bigint;
  recordedAt: Date | null;
  kinds: TransferKind[];
  flowDebits: bigint[];
  flowCredits: bigint[];
}

export interface AccountQuery {
  id?: number;
  orgUnitId?: string;
  purpose?: AccountPurpose;
}

/** The first version an account would have behind this batch number, found by halving: versions follow the batches. */
const versionAt = (accountId: Prisma.Sql, number: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  WITH RECURSIVE search (low, high) AS (
    SELECT 0::bigint, version FROM ledger_balance WHERE account_id = ${accountId}
    UNION ALL
    SELECT CASE WHEN probe.within THEN half.middle ELSE half.low END,
           CASE WHEN probe.within THEN half.high ELSE half.middle - 1 END
    FROM (SELECT low, high, (low + high + 1) / 2 AS middle FROM search WHERE low < high) half
    CROSS JOIN LATERAL (
      SELECT batch.number <= ${number} AS within
      FROM ledger_entry entry JOIN ledger_batch batch ON batch.id = entry.batch_id
      WHERE entry.account_id = ${accountId} AND entry.version = half.middle
    ) probe
  )
  SELECT low FROM search WHERE low = high)`;

const ACCOUNT = Prisma.sql`account.id, account.chart_code AS "chartCode", account.purpose,
  account.campaign_id AS "campaignId", account.org_unit_id AS "orgUnitId", account.source`;

/** Reads of the books for reports: balances, entries and flows, never a sum over gifts. */
@Injectable()
export class ReportsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Every account as it stands, or as it stood after the last batch booked before an instant; all in one snapshot. */
  async standings({ until, orgUnitId, campaignId }: StandingsQuery): Promise<Standings> {
    const narrowed = Prisma.sql`(${orgUnitId ?? null}::text IS NULL OR account.org_unit_id = ${orgUnitId ?? null})
      AND (${campaignId ?? null}::text IS NULL OR account.campaign_id = ${campaignId ?? null})`;
    const rows = await this.database.reader.$queryRaw<StandingRow[]>(
      until === null ? standingsNow(narrowed) : standingsThen(narrowed, until),
    );
    const [first] = rows;
    return {
      batch: first?.batch ?? 0n,
      recordedAt: first?.recordedAt ?? null,
      accounts: rows.map(({ batch: _batch, recordedAt: _at, kinds, flowDebits, flowCredits, ...account }) => ({
        ...account,
        flows: kinds.map((kind, k) => ({ kind, debits: flowDebits[k] ?? 0n, credits: flowCredits[k] ?? 0n })),
      })),
    };
  }

  /** Accounts, by code of the chart. */
  async accounts({ id, orgUnitId, purpose }: AccountQuery): Promise<AccountFacts[]> {
    return this.database.reader.$queryRaw<AccountFacts[]>`
      SELECT ${ACCOUNT} FROM ledger_account account
      WHERE (${id ?? null}::int IS NULL OR account.id = ${id ?? null}::int)
        AND (${orgUnitId ?? null}::text IS NULL OR account.org_unit_id = ${orgUnitId ?? null})
        AND (${purpose ?? null}::text IS NULL OR account.purpose::text = ${purpose ?? null})
      ORDER BY account.chart_code, account.purpose, account.campaign_id NULLS FIRST, account.org_unit_id NULLS FIRST,
               account.source NULLS FIRST`;
  }

  /** The entries of one account between two instants, newest first, with what it held before and after. */
  async statement({ accountId, from, until, after, limit }: StatementQuery): Promise<Statement> {
    const account = Prisma.sql`${accountId}::int`;
    const bounds = await this.database.reader.$queryRaw<
      { low: bigint; high: bigint; opening: bigint; closing: bigint }[]
    >`
      SELECT range.low, range.high, coalesce(before.credits - before.debits, 0) AS opening,
             coalesce(last.credits - last.debits, 0) AS closing
      FROM (
        SELECT CASE WHEN ${from}::timestamptz IS NULL THEN 0
                    ELSE ${versionAt(account, Prisma.sql`(SELECT ${numberBefore(from)})`)} END AS low,
               CASE WHEN ${until}::timestamptz IS NULL THEN version
                    ELSE ${versionAt(account, Prisma.sql`(SELECT ${numberBefore(until)})`)} END AS high
        FROM ledger_balance WHERE account_id = ${account}
      ) range
      LEFT JOIN ledger_entry before ON before.account_id = ${account} AND before.version = range.low
      LEFT JOIN ledger_entry last ON last.account_id = ${account} AND last.version = range.high`;
    const { low, high, opening, closing } = bounds[0] ?? { low: 0n, high: 0n, opening: 0n, closing: 0n };
    const entries = await this.database.reader.$queryRaw<StatementEntry[]>`
      SELECT entry.version, batch.number AS "batchNumber", batch.recorded_at AS "recordedAt", entry.debit, entry.credit,
             entry.debits, entry.credits, entry.gifts
      FROM ledger_entry entry JOIN ledger_batch batch ON batch.id = entry.batch_id
      WHERE entry.account_id = ${account} AND entry.version > ${low}
        AND entry.version <= ${after === null || after > high ? high : after - 1n}
      ORDER BY entry.version DESC LIMIT ${limit}`;
    return { opening, closing, entries };
  }

  /** The gifts and transfers behind an entry, in the order of the books; continue behind a place with `after`. */
  async postingsOfEntry(
    accountId: number,
    batchNumber: bigint,
    after: number | null,
    limit: number,
  ): Promise<EntryPosting[]> {
    return this.database.reader.$queryRaw<EntryPosting[]>`
      SELECT posting.id, posting.kind, posting.ordinal, batch.first_position + posting.ordinal AS position,
             posting.occurred_at AS "occurredAt", posting.debit, posting.credit
      FROM ledger_batch batch
      CROSS JOIN LATERAL (
        (SELECT gift.id, 'GIFT' AS kind, gift.ordinal, gift.occurred_at, line.debit, line.credit
         FROM ledger_gift gift JOIN ledger_route route ON route.id = gift.route_id
         CROSS JOIN LATERAL (
           SELECT CASE WHEN route.cash_account = ${accountId}::int THEN gift.amount ELSE 0 END
                  + CASE WHEN route.unallocated_account = ${accountId}::int THEN gift.amount ELSE 0 END
                  + CASE WHEN route.cost_account = ${accountId}::int THEN gift.fee ELSE 0 END AS debit,
                  CASE WHEN route.cash_account = ${accountId}::int THEN gift.fee ELSE 0 END
                  + CASE WHEN route.income_account = ${accountId}::int THEN gift.amount ELSE 0 END
                  + CASE WHEN route.management_account = ${accountId}::int THEN gift.management ELSE 0 END
                  + CASE WHEN route.covered_account = ${accountId}::int THEN gift.covered ELSE 0 END
                  + coalesce(gift.legs[array_position(route.leg_accounts, ${accountId}::int)], 0) AS credit
         ) line
         WHERE gift.batch_id = batch.id AND gift.route_id = ANY (batch.routes)
           AND gift.ordinal > ${after ?? -1}::int AND (line.debit > 0 OR line.credit > 0)
         ORDER BY gift.ordinal LIMIT ${limit})
        UNION ALL
        (SELECT transfer.id, transfer.kind::text, transfer.ordinal, transfer.occurred_at, line.debit, line.credit
         FROM ledger_transfer transfer
         CROSS JOIN LATERAL (
           SELECT sum(part.debit)::bigint AS debit, sum(part.credit)::bigint AS credit
           FROM unnest(transfer.accounts, transfer.debits, transfer.credits) AS part (account, debit, credit)
           WHERE part.account = ${accountId}::int
         ) line
         WHERE transfer.batch_id = batch.id AND transfer.accounts @> ARRAY[${accountId}::int]
           AND transfer.ordinal > ${after ?? -1}::int
         ORDER BY transfer.ordinal LIMIT ${limit})
      ) posting
      WHERE batch.number = ${batchNumber}
      ORDER BY posting.ordinal LIMIT ${limit}`;
  }
}

/** The number of the last batch booked before an instant; 0 when there was none. */
function numberBefore(instant: Date | null): Prisma.Sql {
  return Prisma.sql`coalesce((SELECT number FROM ledger_batch WHERE recorded_at < ${instant}::timestamptz
                              ORDER BY recorded_at DESC, number DESC LIMIT 1), 0)`;
}

function standingsNow(narrowed: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT ${ACCOUNT}, balance.debits, balance.credits, book.last_batch AS batch, last.recorded_at AS "recordedAt",
           flows.kinds, flows.debits AS "flowDebits", flows.credits AS "flowCredits"
    FROM ledger_book book
    LEFT JOIN ledger_batch last ON last.number = book.last_batch
    CROSS JOIN ledger_account account
    JOIN ledger_balance balance ON balance.account_id = account.id
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(kind::text), '{}') AS kinds, coalesce(array_agg(flow.debits), '{}') AS debits,
             coalesce(array_agg(flow.credits), '{}') AS credits
      FROM ledger_flow flow WHERE flow.account_id = account.id
    ) flows
    WHERE ${narrowed}
    ORDER BY account.id`;
}

/** Balances from the entry after the last batch of the day; flows less what transfers have done since. */
function standingsThen(narrowed: Prisma.Sql, until: Date): Prisma.Sql {
  return Prisma.sql`
    WITH cut AS MATERIALIZED (SELECT ${numberBefore(until)} AS number),
    since AS MATERIALIZED (
      SELECT line.account, transfer.kind, sum(line.debit) AS debits, sum(line.credit) AS credits
      FROM cut JOIN ledger_batch batch ON batch.number > cut.number AND batch.transfers > 0
      JOIN ledger_transfer transfer ON transfer.batch_id = batch.id
      CROSS JOIN LATERAL unnest(transfer.accounts, transfer.debits, transfer.credits) AS line (account, debit, credit)
      GROUP BY line.account, transfer.kind
    )
    SELECT ${ACCOUNT}, coalesce(entry.debits, 0) AS debits, coalesce(entry.credits, 0) AS credits, cut.number AS batch,
           last.recorded_at AS "recordedAt", flows.kinds, flows.debits AS "flowDebits", flows.credits AS "flowCredits"
    FROM cut
    LEFT JOIN ledger_batch last ON last.number = cut.number
    CROSS JOIN ledger_account account
    LEFT JOIN ledger_entry entry ON entry.account_id = account.id
      AND entry.version = ${versionAt(Prisma.sql`account.id`, Prisma.sql`cut.number`)}
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(flow.kind::text), '{}') AS kinds,
             coalesce(array_agg(flow.debits - coalesce(since.debits, 0)::bigint), '{}') AS debits,
             coalesce(array_agg(flow.credits - coalesce(since.credits, 0)::bigint), '{}') AS credits
      FROM ledger_flow flow LEFT JOIN since ON since.account = flow.account_id AND since.kind = flow.kind
      WHERE flow.account_id = account.id
    ) flows
    WHERE ${narrowed}
    ORDER BY account.id`;
}
