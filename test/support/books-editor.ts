import { randomInt } from 'node:crypto';
import type pg from 'pg';

type Run = (sql: string, values?: unknown[]) => Promise<pg.QueryResult>;

/** What the export prints, table by table, with the column that names a row. Caches for ourselves are not printed. */
const TABLES: Record<string, { key: string; columns: string[] }> = {
  ledger_account: { key: 'id', columns: ['id', 'key', 'chart_code', 'campaign_id', 'org_unit_id', 'purpose'] },
  ledger_balance: { key: 'account_id', columns: ['account_id', 'debits', 'credits', 'gifts', 'version'] },
  ledger_route: {
    key: 'id',
    columns: [
      'id',
      'key',
      'rule_id',
      'rule_digest',
      'management_bp',
      'fee_carrier',
      'cash_account',
      'income_account',
    ].concat(['unallocated_account', 'cost_account', 'leg_accounts', 'cumulative_weights', 'digest']),
  },
  ledger_gift: {
    key: 'id',
    columns: [
      'id',
      'route_id',
      'batch_id',
      'ordinal',
      'amount',
      'fee',
      'management',
      'covered',
      'legs',
      'commitment',
    ].concat(['occurred_at']),
  },
  ledger_transfer: {
    key: 'id',
    columns: [
      'id',
      'kind',
      'batch_id',
      'ordinal',
      'gift_id',
      'route_id',
      'reverses',
      'rule_id',
      'document',
      'accounts',
    ].concat(['debits', 'credits', 'parts', 'occurred_at', 'note', 'proposed_by', 'approved_by']),
  },
  ledger_batch: {
    key: 'id',
    columns: ['id', 'number', 'first_position', 'gifts', 'transfers', 'recorded_at', 'body', 'hash'],
  },
  ledger_entry: {
    key: 'ctid',
    columns: ['account_id', 'batch_id', 'debit', 'credit', 'gifts', 'debits', 'credits', 'version'],
  },
  ledger_book: { key: 'id', columns: ['last_batch', 'last_position', 'head'] },
};

/** Another value of each type, close enough to the old one to be plausible. */
const OTHER: Record<string, string> = {
  integer: '% + 1',
  bigint: '% + 1',
  smallint: '% + 1',
  text: `CASE WHEN % ~ '^[0-9a-f]{64}$' THEN translate(%, '0123456789abcdef', '1032547698badcfe') ELSE concat(%, 'x') END`,
  'timestamp with time zone': `% + interval '1 second'`,
  ARRAY: 'array_append(%[2:], %[1] + 1)',
};
const SWAPPED_ENUMS: Record<string, string> = {
  purpose: `CASE % WHEN 'BANK' THEN 'ADVANCE' ELSE 'BANK' END::"AccountPurpose"`,
  fee_carrier: `CASE % WHEN 'GIFT' THEN 'FOUNDATION' ELSE 'GIFT' END::"FeeCarrier"`,
  kind: `CASE % WHEN 'GIFT_REFUNDED' THEN 'MANAGEMENT_SPENT' ELSE 'GIFT_REFUNDED' END::"TransferKind"`,
};

/**
 * Edits the books as a superuser can, with triggers and constraints out of the way, and puts them back. The same seed
 * makes the same edits.
 */
export class BooksEditor {
  private constructor(
    private readonly run: Run,
    private readonly types: ReadonlyMap<string, string>,
    private state: number,
  ) {}

  /** A seed to be printed; EDITS_SEED repeats a run. */
  static seed(): number {
    return Number(process.env['EDITS_SEED'] ?? randomInt(1_000_000));
  }

  static async open(run: Run, seed: number): Promise<BooksEditor> {
    const { rows } = await run(`SELECT table_name || '.' || column_name AS name, data_type AS type
                                FROM information_schema.columns WHERE table_name LIKE 'ledger\\_%'`);
    const types = new Map((rows as { name: string; type: string }[]).map(({ name, type }) => [name, type]));
    for (const table of Object.keys(TABLES)) {
      await run(`DROP TABLE IF EXISTS saved_${table}; CREATE TABLE saved_${table} AS TABLE ${table};`);
    }
    await run(`DO $$ DECLARE found record; BEGIN
      FOR found IN SELECT conrelid::regclass AS place, conname AS name, contype AS kind FROM pg_constraint
                   WHERE conrelid::regclass::text LIKE 'ledger\\_%' AND contype IN ('p', 'u', 'c', 'f') LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', found.place, found.name);
      END LOOP;
      FOR found IN SELECT indexrelid::regclass AS name FROM pg_index
                   WHERE indrelid::regclass::text LIKE 'ledger\\_%' AND indisunique LOOP
        EXECUTE format('DROP INDEX %s', found.name);
      END LOOP;
    END $$`);
    return new BooksEditor(run, types, seed >>> 0 || 1);
  }

  /** One random edit that changes something the export prints. @returns what was done */
  async edit(): Promise<string> {
    for (;;) {
      const [table, sql, name] = this.draft();
      await this.run(`SET session_replication_role = replica; ${sql}`);
      const { rows } = await this.run(
        `SELECT 1 FROM ((TABLE ${table} EXCEPT ALL TABLE saved_${table})
                        UNION ALL (TABLE saved_${table} EXCEPT ALL TABLE ${table})) AS changed LIMIT 1`,
      );
      if (rows.length > 0) return name;
    }
  }

  /** Changes a row and recomputes every hash behind it, as whoever knows the code could. */
  async forge(): Promise<void> {
    await this.run(`SET session_replication_role = replica;
      UPDATE ledger_gift SET commitment = 'forged' WHERE id = (SELECT min(id) FROM ledger_gift);
      UPDATE ledger_batch SET body = ledger_batch_body(ledger_batch);
      DO $$ DECLARE batch ledger_batch; before text := repeat('0', 64); BEGIN
        FOR batch IN SELECT * FROM ledger_batch ORDER BY number LOOP
          before := ledger_batch_hash(batch, before);
          UPDATE ledger_batch SET hash = before WHERE id = batch.id;
        END LOOP;
        UPDATE ledger_book SET head = before;
      END $$`);
  }

  /** Everything as it was. */
  async restore(): Promise<void> {
    const all = Object.keys(TABLES).map((table) => `DELETE FROM ${table}; INSERT INTO ${table} TABLE saved_${table};`);
    await this.run(`SET session_replication_role = replica; ${all.join(' ')}`);
  }

  private draft(): [table: string, sql: string, name: string] {
    const [table, { key, columns }] = this.pick(Object.entries(TABLES));
    const column = this.pick(columns);
    const row = `(SELECT ctid FROM ${table} ORDER BY ${key} OFFSET ${this.next(1000)} % (SELECT count(*) FROM ${table}) LIMIT 1)`;
    const other = (SWAPPED_ENUMS[column] ?? OTHER[this.types.get(`${table}.${column}`) ?? ''] ?? '%').replaceAll(
      '%',
      column,
    );
    const kind = this.pick(['update', 'update', 'delete', 'insert', 'swap', 'cut']);
    const name = `${kind} ${table}.${column} ${this.state}`;
    switch (kind) {
      case 'update':
        return [table, `UPDATE ${table} SET ${column} = ${other} WHERE ctid = ${row};`, name];
      case 'delete':
        return [table, `DELETE FROM ${table} WHERE ctid = ${row};`, name];
      case 'insert':
        return this.insertion(table, row, name);
      case 'swap':
        return this.swap(table, column, name);
      default:
        return this.cut(table, key, name);
    }
  }

  /** A second row like one that is there, also under a new name where rows have one. */
  private insertion(table: string, row: string, name: string): [string, string, string] {
    const renamed: Record<string, string> = {
      ledger_gift: `id = id || 'x', amount = amount + 1`,
      ledger_transfer: `id = id || 'x'`,
      ledger_batch: `id = id + 1000, number = number + 1`,
    };
    const change = this.next(2) === 0 ? renamed[table] : undefined;
    const copy = `CREATE TEMP TABLE copied AS SELECT * FROM ${table} WHERE ctid = ${row};`;
    const rename = change === undefined ? '' : `UPDATE copied SET ${change};`;
    return [table, `${copy} ${rename} INSERT INTO ${table} TABLE copied; DROP TABLE copied;`, name];
  }

  /** Two rows trade a value. */
  private swap(table: string, column: string, name: string): [string, string, string] {
    const [a, b] = [this.next(1000), this.next(1000)];
    const place = (offset: number): string =>
      `(SELECT ctid FROM ${table} OFFSET ${offset} % (SELECT count(*) FROM ${table}) LIMIT 1)`;
    const sql = `WITH one AS (SELECT ctid AS place, ${column} AS value FROM ${table} WHERE ctid = ${place(a)}),
                      two AS (SELECT ctid AS place, ${column} AS value FROM ${table} WHERE ctid = ${place(b)})
                 UPDATE ${table} SET ${column} = CASE ${table}.ctid WHEN one.place THEN two.value ELSE one.value END
                 FROM one, two WHERE ${table}.ctid IN (one.place, two.place) AND one.place <> two.place;`;
    return [table, sql, name];
  }

  /** The last rows of a table go. */
  private cut(table: string, key: string, name: string): [string, string, string] {
    const order = ['ledger_gift', 'ledger_transfer', 'ledger_entry'].includes(table) ? 'batch_id' : key;
    const tail = `SELECT ctid FROM ${table} ORDER BY ${order} DESC LIMIT ${1 + this.next(3)}`;
    return [table, `DELETE FROM ${table} WHERE ctid IN (${tail});`, name];
  }

  private pick<T>(from: readonly T[]): T {
    const picked = from[this.next(from.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }

  /** xorshift32 */
  private next(below: number): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state % below;
  }
}
