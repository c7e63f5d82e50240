import { Inject, Injectable } from '@nestjs/common';
import { Database, type FeeCarrier, type FundSource } from '#platform';

/** The last batch of the books and the chain up to it. */
export interface BooksState {
  batches: bigint;
  positions: bigint;
  /** 64 hexadecimal digits; zeros for empty books. */
  hash: string;
}

export interface ExportedRoute {
  id: number;
  key: string;
  ruleId: string;
  ruleDigest: string;
  source: FundSource;
  managementBp: number;
  feeCarrier: FeeCarrier;
  cash: number;
  income: number;
  unallocated: number;
  cost: number;
  management: number | null;
  covered: number | null;
  legs: number[];
  cumulative: bigint[];
  digest: string;
}

/** What an export begins with: everything that does not grow with the gifts, as it stood at one moment. */
export interface BooksOpening extends BooksState {
  accounts: { id: number; key: string }[];
  /** After the last batch. */
  balances: { account: number; debits: bigint; credits: bigint; gifts: bigint; version: bigint }[];
  routes: ExportedRoute[];
  /** Further rows where there may be only one; empty in sound books. */
  others: BooksState[];
}

const NOTHING: BooksState = { batches: 0n, positions: 0n, hash: '0'.repeat(64) };
/** Rows of a page are gifts mostly, about 300 bytes each. */
const BATCHES_PER_PAGE = 10;

/** Reads the books for the public, in the format of docs/books-format.md; there is no name in any of it. */
@Injectable()
export class BooksExportReader {
  constructor(@Inject(Database) private readonly database: Database) {}

  async state(): Promise<BooksState> {
    const [state] = await this.database.reader.$queryRaw<BooksState[]>`
      SELECT last_batch AS batches, last_position AS positions, head AS hash FROM ledger_book`;
    return state ?? NOTHING;
  }

  /**
   * Accounts, balances and routes at one moment. The snapshot is held for these small tables only: what follows, batch
   * by batch up to this moment's last, never changes, so an export of any length disturbs nobody.
   */
  async open(): Promise<BooksOpening> {
    return this.database.transaction(async (tx) => {
      await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`;
      const [state, ...others] = await tx.$queryRaw<BooksState[]>`
        SELECT last_batch AS batches, last_position AS positions, head AS hash FROM ledger_book`;
      // An account whose key is not made of its dimensions is printed with both, so that the verifier stumbles over it.
      const accounts = await tx.$queryRaw<BooksOpening['accounts']>`
        SELECT account.id, concat_ws(' ≠ ', account.key, nullif(dimensions.key, account.key)) AS key
        FROM ledger_account account
        CROSS JOIN LATERAL (SELECT concat_ws('/', chart_year, chart_code, purpose, coalesce(campaign_id, '-'),
                                             coalesce(org_unit_id, '-'), coalesce(source::text, '-')) AS key) dimensions
        ORDER BY account.id`;
      const balances = await tx.$queryRaw<BooksOpening['balances']>`
        SELECT account_id AS account, debits, credits, gifts, version FROM ledger_balance ORDER BY account_id`;
      const routes = await tx.$queryRaw<ExportedRoute[]>`
        SELECT id, key, rule_id AS "ruleId", rule_digest AS "ruleDigest", source, management_bp AS "managementBp",
               fee_carrier AS "feeCarrier", cash_account AS cash, income_account AS income,
               unallocated_account AS unallocated, cost_account AS cost, management_account AS management,
               covered_account AS covered, leg_accounts AS legs, cumulative_weights AS cumulative, digest
        FROM ledger_route ORDER BY id`;
      return { ...(state ?? NOTHING), accounts, balances, routes, others };
    });
  }

  /**
   * Batches 1 to `last` with their gifts, transfers and entries, page by page, as finished lines: text is put together
   * where the rows are, because a million rows cost more as objects than as lines.
   */
  async *batches(last: bigint): AsyncGenerator<string> {
    for (let from = 1n; from <= last; from += BigInt(BATCHES_PER_PAGE)) {
      const upTo = from + BigInt(BATCHES_PER_PAGE) - 1n;
      yield* await this.page(from, upTo < last ? upTo : last);
    }
  }

  private async page(from: bigint, upTo: bigint): Promise<string[]> {
    const rows = await this.database.reader.$queryRaw<{ lines: string }[]>`
      SELECT concat_ws(E'\n', books_batch_line(batch), gifts.lines, transfers.lines, entries.lines) AS lines
      FROM ledger_batch batch
      CROSS JOIN LATERAL (
        SELECT string_agg(books_gift_line(gift, place), E'\n' ORDER BY place) AS lines
        FROM (SELECT gift, row_number() OVER (ORDER BY ordinal, id) - 1 AS place FROM ledger_gift gift
              WHERE route_id = ANY (batch.routes) AND batch_id = batch.id) placed
      ) gifts
      CROSS JOIN LATERAL (
        SELECT string_agg(books_transfer_line(transfer, place), E'\n' ORDER BY place) AS lines
        FROM (SELECT transfer, row_number() OVER (ORDER BY ordinal, id) - 1 AS place FROM ledger_transfer transfer
              WHERE batch_id = batch.id) placed
      ) transfers
      CROSS JOIN LATERAL (SELECT string_agg(books_entry_line(entry), E'\n' ORDER BY account_id) AS lines
                          FROM ledger_entry entry WHERE batch_id = batch.id) entries
      WHERE batch.number BETWEEN ${from} AND ${upTo} ORDER BY batch.number, batch.id`;
    return rows.map(({ lines }) => lines);
  }

  /**
   * Rows that belong to no batch, or to none that names their route. There are none in sound books; printed behind the
   * balances, where no row belongs, they are found by whoever verifies.
   */
  async strays(): Promise<string[]> {
    const rows = await this.database.reader.$queryRaw<{ line: string }[]>`
      SELECT books_gift_line(gift, ordinal) AS line FROM ledger_gift gift LEFT JOIN ledger_batch batch ON batch.id = gift.batch_id
      WHERE batch.id IS NULL OR gift.route_id <> ALL (batch.routes)
      UNION ALL
      SELECT books_transfer_line(transfer, ordinal) FROM ledger_transfer transfer
      WHERE NOT EXISTS (SELECT 1 FROM ledger_batch WHERE id = transfer.batch_id)
      UNION ALL
      SELECT books_entry_line(entry) FROM ledger_entry entry
      WHERE NOT EXISTS (SELECT 1 FROM ledger_batch WHERE id = entry.batch_id)
      UNION ALL
      SELECT books_batch_line(batch) FROM ledger_batch batch
      WHERE number < 1 OR number > (SELECT max(last_batch) FROM ledger_book)
      LIMIT 100`;
    return rows.map(({ line }) => line);
  }
}
