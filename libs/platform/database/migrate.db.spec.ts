import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { migrate } from './migrate.js';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(path.join(tmpdir(), 'migrations-'));
  // The template already holds the project's own migrations; these tests bring theirs.
  await query('DROP TABLE IF EXISTS _prisma_migrations');
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
}

const run = (): Promise<string[]> => migrate(database.ownerUrl, folder, { lockTimeoutMs: 100, attempts: 2 });

describe('migrate', () => {
  test('applies what is missing, in the order of the names, and nothing twice', async () => {
    write('2_fill', `INSERT INTO ops_probe VALUES (1)`);
    write(
      '1_make',
      `CREATE TABLE ops_probe (n int); CREATE FUNCTION ops_f() RETURNS int LANGUAGE plpgsql AS $$
      BEGIN RETURN 1; END; $$;`,
    );
    expect(await run()).toEqual(['1_make', '2_fill']);
    expect(await run()).toEqual([]);
    write('3_more', `INSERT INTO ops_probe VALUES (2)`);
    expect(await run()).toEqual(['3_more']);
    expect(await query('SELECT n FROM ops_probe ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('leaves no trace of a migration that fails in its last statement', async () => {
    write('1_bad', 'CREATE TABLE ops_half (n int);\nINSERT INTO ops_missing VALUES (1);');
    await expect(run()).rejects.toThrow(/1_bad failed: relation "ops_missing" does not exist at line 2/);
    expect(await query(`SELECT to_regclass('ops_half') AS found`)).toEqual([{ found: null }]);
    write('1_bad', 'CREATE TABLE ops_half (n int);');
    expect(await run()).toEqual(['1_bad']);
  });

  test('refuses a migration that was changed after it was applied', async () => {
    write('1_make', 'CREATE TABLE ops_probe (n int)');
    await run();
    write('1_make', 'CREATE TABLE ops_probe (n bigint)');
    await expect(run()).rejects.toThrow(/1_make was changed after it was applied/);
  });

  test('runs a marked migration outside of a transaction, and an unmarked one says how', async () => {
    write('1_make', 'CREATE TABLE ops_probe (n int)');
    write('2_index', 'CREATE INDEX CONCURRENTLY ops_index ON ops_probe (n)');
    await expect(run()).rejects.toThrow(/2_index failed: .*transaction block.*migrate: no-transaction/);
    write('2_index', '-- migrate: no-transaction\nCREATE INDEX CONCURRENTLY ops_index ON ops_probe (n)');
    expect(await run()).toEqual(['2_index']);
  });

  test('remembers a failure that could not be rolled back, until somebody has resolved it', async () => {
    write('1_half', '-- migrate: no-transaction\nCREATE INDEX CONCURRENTLY ops_index ON ops_missing (n)');
    await expect(run()).rejects.toThrow(/1_half failed/);
    await expect(run()).rejects.toThrow(/1_half failed half-way earlier.*migrate resolve --rolled-back 1_half/);
    await query('UPDATE _prisma_migrations SET rolled_back_at = now()');
    write('1_half', 'CREATE TABLE ops_whole (n int)');
    expect(await run()).toEqual(['1_half']);
  });

  test('five processes at once apply each migration once', async () => {
    write('1_make', 'CREATE TABLE ops_probe (n int); SELECT pg_sleep(0.2)');
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(database.ownerUrl, folder)));
    expect(applied.flat()).toEqual(['1_make']);
  });

  test('steps aside for a lock instead of making everybody wait, and says so in the end', async () => {
    write('1_make', 'CREATE TABLE ops_probe (n int)');
    await run();
    const holder = new pg.Client({ connectionString: database.ownerUrl });
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE ops_probe IN ACCESS SHARE MODE');
    write('2_alter', 'ALTER TABLE ops_probe ADD COLUMN m int');
    await expect(run()).rejects.toThrow(/2_alter failed: canceling statement due to lock timeout/);
    await holder.end();
    expect(await run()).toEqual(['2_alter']);
  });

  test('a database newer than this version is left alone', async () => {
    write('1_make', 'CREATE TABLE ops_probe (n int)');
    write('2_later', 'SELECT 1');
    await run();
    rmSync(path.join(folder, '2_later'), { recursive: true });
    const lines: string[] = [];
    expect(await migrate(database.ownerUrl, folder, { log: (line) => lines.push(line) })).toEqual([]);
    expect(lines).toEqual(['the database has 2_later, which this version lacks']);
  });

  test('an address where nobody listens is said plainly', async () => {
    await expect(migrate('postgresql://nobody@127.0.0.1:1/none', folder)).rejects.toThrow(/cannot be reached/);
  });
});
