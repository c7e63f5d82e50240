/**
 * One throw-away Postgres for everything that needs a database without keeping it: tests, benches, `prisma migrate`.
 *
 * Several runs may share it (two test runs in one clone, a bench beside them): each holds a lease, a file named after
 * its process, and the last one to leave stops the server. A run that was killed leaves a lease without a process,
 * which counts for nothing.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from './embedded-postgres.mjs';

/** Apart for each clone and each user, and outside of the clone: nothing in it is worth keeping. */
const clone = createHash('sha256')
  .update(`${import.meta.dirname} ${process.getuid?.()}`)
  .digest('hex')
  .slice(0, 12);
const home = path.join(tmpdir(), `yiqijuan-${clone}`);

/** Tests need no crash safety, but room for many workers with pools of their own. */
const quick = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const roomy = ['max_connections=500', 'shared_buffers=256MB', 'max_wal_size=4GB', 'checkpoint_timeout=30min'];

/**
 * Opens the shared test server, starting it when nobody has. With TEST_DATABASE_URL it is that server instead, which
 * is left alone; its role must be allowed to create databases.
 *
 * @param {{ durable?: boolean }} [options] `durable` keeps fsync and synchronous commit on, as a bench needs; such a
 *   server is another one than the tests'.
 * @returns {Promise<{ url(database?: string): string, close(): Promise<void> }>}
 */
export async function openTestPostgres({ durable = false } = {}) {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: (database) => withDatabase(given, database), close: async () => undefined };

  const dir = path.join(home, durable ? 'bench' : 'test');
  const leases = path.join(home, durable ? 'bench-leases' : 'test-leases');
  const mine = path.join(leases, String(process.pid));
  mkdirSync(leases, { recursive: true });
  const flags = (durable ? roomy : [...quick, ...roomy]).flatMap((setting) => ['-c', setting]);
  const server = await alone(leases, async () => {
    const started = await startPostgres({ dir, flags });
    writeFileSync(mine, '');
    return started;
  });
  return {
    url: (database = 'postgres') => server.url(database),
    close: () =>
      alone(leases, async () => {
        rmSync(mine, { force: true });
        if (others(leases).length === 0) await server.stop();
      }),
  };
}

function withDatabase(connectionString, database) {
  if (database === undefined) return connectionString;
  const url = new URL(connectionString);
  url.pathname = `/${encodeURIComponent(database)}`;
  return String(url);
}

function others(leases) {
  return readdirSync(leases).filter((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return false;
    if (isAlive(Number(name))) return true;
    rmSync(path.join(leases, name), { force: true });
    return false;
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Starting and stopping exclude each other between processes: making a folder either succeeds or does not. */
async function alone(leases, work) {
  const lock = path.join(leases, 'lock');
  const deadline = Date.now() + 90_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    // Nobody holds it longer than the server's own time limits; an older one was left by a killed run.
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 100_000) rmSync(lock, { recursive: true, force: true });
    if (Date.now() > deadline + 20_000) throw new Error(`${lock} is held by another run: delete it if there is none`);
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
