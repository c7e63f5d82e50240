import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** The number under which Prisma's own engine locks a database while it migrates; the two must exclude each other. */
const advisoryLock = 72_707_369;
/** First line of a migration that may not run inside a transaction, such as CREATE INDEX CONCURRENTLY. */
const withoutTransactionMark = /^\s*--\s*migrate:\s*no-transaction\s*$/im;
const lockNotAvailable = '55P03';

export interface MigrateOptions {
  /** Receives one line per step. */
  log?: (line: string) => void;
  /** How long, in milliseconds, one statement waits for a lock before the migration steps aside. */
  lockTimeoutMs?: number;
  /** How often a migration that met a lock is tried before it is an error. */
  attempts?: number;
  /** How long, in milliseconds, to wait for another process that is migrating the same database. */
  waitForOthersMs?: number;
}

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** A migration that cannot be applied, said in a way that tells what to do about it. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/** The migrations of a folder in the order in which they are applied: one folder each, sorted by name. */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Applies what is missing of `migrationsFolder` and returns the names of what it applied, oldest first.
 *
 * It keeps Prisma's own table, checksums and lock, so `prisma migrate status` agrees with it, but needs no Prisma
 * command line and no engine at run time. Any number of processes may call it at once: one migrates, the others wait.
 * Each migration and its row in the table are one transaction. A migration that may not run inside one says so in its
 * first line (`-- migrate: no-transaction`) and holds a single statement.
 *
 * It needs a session of its own: give it a direct connection, not one through a pooler in transaction mode.
 * @throws MigrationError when a migration fails, was changed after it was applied, or had failed before.
 */
export async function migrate(
  connectionString: string,
  migrationsFolder: string,
  options: MigrateOptions = {},
): Promise<string[]> {
  const migrations = readMigrations(migrationsFolder);
  const client = new pg.Client({ connectionString, application_name: 'migrate' });
  // The server's goodbye arrives as an event when a connection is cut between two queries; the query reports it too.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new MigrationError(`the database cannot be reached: ${messageOf(error)}`, { cause: error });
  }
  try {
    await takeTurn(client, options);
    await createBookkeeping(client);
    const pending = await findPending(client, migrations, options);
    for (const migration of pending) await apply(client, migration, options);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end(); // Ends the session, and with it the advisory lock.
  }
}

async function takeTurn(client: pg.Client, { waitForOthersMs = 120_000, log }: MigrateOptions): Promise<void> {
  const free = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [advisoryLock]);
  if (free.rows[0]?.taken) return;
  log?.('another process is migrating this database; waiting for it');
  await setTimeouts(client, waitForOthersMs);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
  } catch (error) {
    if (codeOf(error) !== lockNotAvailable) throw error;
    throw new MigrationError(
      `another process has been migrating this database for more than ${waitForOthersMs / 1000} s: look for it in pg_stat_activity`,
      { cause: error },
    );
  }
}

async function createBookkeeping(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ found: string | null }>(`SELECT to_regclass('_prisma_migrations') AS found`);
  if (rows[0]?.found) return; // The application's role may lack the right to create tables, and need not have it.
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`);
}

async function findPending(client: pg.Client, migrations: Migration[], { log }: MigrateOptions): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const known = new Set(migrations.map((migration) => migration.name));
  for (const row of rows) {
    if (!row.finished) {
      throw new MigrationError(
        `migration ${row.migration_name} failed half-way earlier: mend the database by hand, then ` +
          `"npx prisma migrate resolve --rolled-back ${row.migration_name}" (or --applied)`,
      );
    }
    // A newer version has been here, as happens while versions are rolled out side by side.
    if (!known.has(row.migration_name)) log?.(`the database has ${row.migration_name}, which this version lacks`);
  }
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  for (const { name, checksum } of migrations) {
    const before = applied.get(name);
    if (before !== undefined && before !== checksum) {
      throw new MigrationError(
        `migration ${name} was changed after it was applied: restore its text and put the change into a new migration`,
      );
    }
  }
  const pending = migrations.filter(({ name }) => !applied.has(name));
  const newest = migrations.findLast(({ name }) => applied.has(name))?.name ?? '';
  const late = pending.find(({ name }) => name < newest);
  if (late) log?.(`${late.name} is applied after ${newest}, although its name sorts before it`);
  return pending;
}

async function apply(client: pg.Client, migration: Migration, options: MigrateOptions): Promise<void> {
  const { lockTimeoutMs = 5_000, attempts = 5, log } = options;
  await setTimeouts(client, lockTimeoutMs);
  const run = withoutTransactionMark.test(migration.sql.split('\n', 1)[0] ?? '') ? applyAlone : applyInTransaction;
  for (let attempt = 1; ; attempt++) {
    try {
      log?.(`applying ${migration.name}`);
      await run(client, migration);
      return;
    } catch (error) {
      // Waiting for a lock makes everybody behind us wait as well, so the migration steps aside and comes back.
      if (codeOf(error) === lockNotAvailable && run === applyInTransaction && attempt < attempts) {
        log?.(`${migration.name} met a lock for ${lockTimeoutMs} ms; trying again (${attempt} of ${attempts})`);
        await sleep(Math.min(1_000, lockTimeoutMs) * attempt);
        continue;
      }
      throw new MigrationError(`migration ${migration.name} failed: ${explain(error, migration.sql)}`, {
        cause: error,
      });
    }
  }
}

async function applyInTransaction(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql); // One simple query: several statements and $$ bodies go through unsplit.
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Leaves an unfinished row behind when it fails, because what was done up to there cannot be rolled back. */
async function applyAlone(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
    id,
    checksum,
    name,
  ]);
  try {
    await client.query(sql);
  } catch (error) {
    await client.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, messageOf(error)]);
    throw error;
  }
  await client.query(
    'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
    [id],
  );
}

async function setTimeouts(client: pg.Client, lockTimeoutMs: number): Promise<void> {
  await client.query(`SELECT set_config('lock_timeout', $1, false), set_config('statement_timeout', '0', false)`, [
    String(lockTimeoutMs),
  ]);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** The database's words, with the line of the file they are about. */
function explain(error: unknown, sql: string): string {
  const words = [messageOf(error)];
  if (error instanceof pg.DatabaseError) {
    if (error.position) words.push(`at line ${sql.slice(0, Number(error.position)).split('\n').length}`);
    if (error.detail) words.push(error.detail);
    if (error.hint) words.push(error.hint);
    if (error.code === '25001') words.push('(its first line may say "-- migrate: no-transaction")');
  }
  return words.join(' ');
}
