import { afterAll, expect, test } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePorts } from './part.js';

const run = promisify(execFile);

export interface TestRedis {
  url: string;
  /** Empties it, as a restart without a file would. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A Redis for one test file: the server REDIS_TEST_URL names, or a redis-server of this machine on a port of its own.
 * On Debian and Ubuntu it is installed when root runs the tests. There is no well-kept npm package that brings a Redis
 * (those there are download or compile one), so elsewhere it has to be there.
 * @throws Error saying what to install or set
 */
export async function startRedis(): Promise<TestRedis> {
  const given = process.env.REDIS_TEST_URL;
  if (given) return connected(given, () => Promise.resolve());
  const server = await ensureServer();
  const [port = 0] = await freePorts(1);
  const dir = mkdtempSync(path.join(tmpdir(), 'redis-'));
  const settings = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--save',
    '',
    '--maxmemory-policy',
    'noeviction',
  ];
  const child = spawn(server, settings, { stdio: 'ignore' });
  return connected(`redis://127.0.0.1:${port}`, async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    rmSync(dir, { recursive: true, force: true });
  });
}

async function connected(url: string, stop: () => Promise<void>): Promise<TestRedis> {
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 50, retryStrategy: () => 100 });
  client.on('error', () => undefined); // Not up yet: it is tried again, and the ping below says so in the end.
  try {
    await client.ping();
  } catch (error) {
    client.disconnect();
    await stop();
    throw new Error(`no Redis answers at ${url}`, { cause: error });
  }
  return {
    url,
    flush: async () => {
      await client.flushall();
    },
    close: async () => {
      client.disconnect();
      await stop();
    },
  };
}

async function ensureServer(): Promise<string> {
  const found = await findServer();
  if (found) return found;
  if (process.getuid?.() === 0 && (await works('apt-get'))) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-q'], { env });
    await run('apt-get', ['install', '-qy', '--no-install-recommends', 'redis-server'], { env });
    const installed = await findServer();
    if (installed) return installed;
  }
  throw new Error(
    'No redis-server was found. Install Redis or Valkey (brew install redis, apt-get install redis-server), ' +
      'or set REDIS_TEST_URL to a Redis that may be emptied.',
  );
}

async function findServer(): Promise<string | undefined> {
  for (const name of ['redis-server', 'valkey-server']) if (await works(name)) return name;
  return undefined;
}

async function works(program: string): Promise<boolean> {
  try {
    await run(program, ['--version']);
    return true;
  } catch {
    return false;
  }
}

/** Defines the tests of a file once more, with Redis behind the queue, and one that Redis did carry it. */
export async function onRedis(define: () => Promise<unknown>): Promise<void> {
  const redis = await startRedis();
  process.env['TEST_REDIS_URL'] = redis.url;
  await define();
  test('Redis carried the queue', async () => {
    const client = new Redis(redis.url);
    expect(await client.keys('bull:*')).not.toEqual([]);
    client.disconnect();
  });
  afterAll(() => redis.close());
}
