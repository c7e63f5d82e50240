import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

let dataDir: string;
let port: number;
const runs: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'start-'));
  port = await threeFreePorts();
});

afterAll(async () => {
  await Promise.all(runs.map((run) => end(run)));
  rmSync(dataDir, { recursive: true, force: true });
});

/** The api's port; the two after it are the worker's and the sandbox's. */
async function threeFreePorts(): Promise<number> {
  for (;;) {
    const first = await listen(0);
    const base = (first.address() as AddressInfo).port;
    const rest = await Promise.allSettled([listen(base + 1), listen(base + 2)]);
    first.close();
    for (const each of rest) if (each.status === 'fulfilled') each.value.close();
    if (rest.every((each) => each.status === 'fulfilled')) return base;
  }
}

async function listen(at: number): Promise<ReturnType<typeof createServer>> {
  const server = createServer();
  server.listen(at, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

interface Run {
  process: ChildProcess;
  printed(): string;
}

function start(env: Record<string, string> = {}): Run {
  // Set by Jest and by the surrounding tests; the start must find its own way.
  const inherited = { ...process.env };
  for (const name of ['NODE_ENV', 'NODE_OPTIONS', 'DATABASE_URL', 'STRIPE_SECRET_KEY']) delete inherited[name];
  const settings = { PORT: String(port), DATA_DIR: dataDir, NO_COLOR: '1', ...env };
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env: { ...inherited, ...settings } });
  runs.push(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text));
  return { process: child, printed: () => printed };
}

async function untilReady(run: Run): Promise<void> {
  while (!run.printed().includes('ready · 就绪')) {
    if (run.process.exitCode !== null) throw new Error(`the start ended:\n${run.printed()}`);
    await sleep(50);
  }
}

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  child.kill('SIGTERM');
  await once(child, 'close');
  return child.exitCode;
}

const health = async (at: number): Promise<number | undefined> =>
  fetch(`http://127.0.0.1:${at}/health/ready`).then(
    (response) => response.status,
    () => undefined,
  );

describe('npm start', () => {
  test('serves, survives its own death by kill -9 with the data kept, and stops everything', async () => {
    const first = start();
    await untilReady(first);
    expect(await health(port)).toBe(200);
    expect(await health(port + 1)).toBe(200);
    expect(first.printed()).toMatch(/演示登录 · Demo login/);
    const keys = readFileSync(path.join(dataDir, 'secrets.json'), 'utf8');
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');

    const began = Date.now();
    const second = start();
    await untilReady(second);
    expect(Date.now() - began).toBeLessThan(15_000 + 20_000); // Two cores under test, and the children's drain before.
    expect(second.printed()).toContain('took over the Postgres');
    expect(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8')).toBe(keys);

    expect(await end(second.process)).toBe(0);
    expect(second.printed()).toMatch(/stopped\n$/);
    expect([await health(port), await health(port + 1)]).toEqual([undefined, undefined]);
    expect(existsSync(path.join(dataDir, 'running.json'))).toBe(false);
  }, 300_000);

  test('names a busy port and what to set instead, in one line', async () => {
    const holder = await listen(port);
    const run = start();
    await once(run.process, 'close');
    holder.close();
    expect(run.process.exitCode).toBe(1);
    expect(run.printed().trim()).toMatch(/^Port \d+ \(PORT\) is in use by another program: choose another, .*PORT=\d+/);
  }, 30_000);

  test('reports every wrong setting at once', async () => {
    const run = start({ PORT: 'abc', SANDBOX_PORT: '70000', NODE_ENV: 'production' });
    await once(run.process, 'close');
    expect(run.process.exitCode).toBe(78);
    expect(run.printed()).toMatch(/PORT is "abc"[\s\S]*SANDBOX_PORT is "70000"[\s\S]*STRIPE_SECRET_KEY is needed/);
  }, 30_000);
});
