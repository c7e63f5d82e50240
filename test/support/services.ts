import { Test, type TestingModule } from '@nestjs/testing';
import type { Type } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { ALL_CHECKS } from '#audit';
import { Clock, SystemClock } from '#kernel';
import { Database, parseSettings, PlatformModule, runChecks, type Check, type Settings } from '#platform';
import { createTestDatabase } from './database.js';

export interface Services {
  get: <T>(token: abstract new (...args: never[]) => T) => T;
  database: Database;
  settings: Settings;
  /** Runs SQL as the owner of the tables, who could do what the application cannot. */
  asOwner: (sql: string, values?: unknown[]) => Promise<pg.QueryResult<Record<string, unknown>>>;
  /** Runs every invariant, then lets everything go. Fails with the sentences that do not hold. */
  close: () => Promise<void>;
}

/** Settings for a test: a database of its own, secrets of its own, nothing outside. */
export function testSettings(databaseUrl: string, dataDir: string, changes: Record<string, string> = {}): Settings {
  return parseSettings({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: '8',
    DATA_DIR: dataDir,
    DATA_KEY: randomBytes(32).toString('base64'),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    STRIPE_SECRET_KEY: `sk_test_${randomBytes(12).toString('hex')}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(12).toString('hex')}`,
    LOG_LEVEL: 'silent',
    ...changes,
  });
}

/** The real services of these modules on a database of their own, for one test file. */
export async function openServices(
  modules: Type<unknown>[],
  changes: Record<string, string> = {},
  checks: readonly Check[] = ALL_CHECKS,
  clock: Clock = new SystemClock(),
): Promise<Services> {
  const { url, ownerUrl, drop } = await createTestDatabase();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'yiqijuan-'));
  const settings = testSettings(url, dataDir, changes);
  const testing: TestingModule = await Test.createTestingModule({
    imports: [PlatformModule.for('test', settings), ...modules],
  })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const database = testing.get(Database, { strict: false });
  return {
    get: (token) => testing.get(token, { strict: false }),
    database,
    settings,
    asOwner: async (sql, values) => {
      const owner = new pg.Client({ connectionString: ownerUrl });
      await owner.connect();
      try {
        return await owner.query(sql, values);
      } finally {
        await owner.end();
      }
    },
    close: async () => {
      const broken = (await runChecks(database, checks)).filter(({ offenders }) => offenders > 0);
      await testing.close();
      await drop();
      rmSync(dataDir, { recursive: true, force: true });
      if (broken.length > 0) {
        throw new Error(
          `does not hold: ${broken.map(({ sentence, offenders }) => `${sentence} (${offenders})`).join('; ')}`,
        );
      }
    },
  };
}
