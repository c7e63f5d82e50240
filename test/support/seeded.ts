import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Part } from './part.js';

/** One for a whole run of tests: their databases begin as copies of one that was filled under it. */
export const DATA_KEY = createHash('sha256')
  .update(`data key ${process.env['TEST_RUN'] ?? process.pid}`)
  .digest('base64');

/** Fills the database at `url` with the examples, by the built program, as `npm start` does. */
export async function seedExamples(url: string): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'seed-'));
  const secret = randomBytes(32).toString('base64url');
  const seed = new Part({
    name: 'seed',
    file: 'dist/apps/api/seed.js',
    env: {
      ...inherited(),
      DATABASE_URL: url,
      PUBLIC_URL: 'http://127.0.0.1',
      DATA_DIR: dataDir,
      DATA_KEY,
      SESSION_SECRET: secret,
      STRIPE_SECRET_KEY: `sk_test_${secret}`,
      STRIPE_WEBHOOK_SECRET: `whsec_${secret}`,
      LOG_LEVEL: 'error',
      DEMO: '1',
    },
  });
  try {
    await seed.start();
    await seed.ended();
  } catch (error) {
    throw new Error(`the examples were not written; the seed said: ${seed.output}`, { cause: error });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What a process needs of ours to run at all, and no setting. */
export function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'LD_LIBRARY_PATH'];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}
