/**
 * `npm start`: from a fresh clone, with nothing but Node, to a running site. Node's built-ins only until the packages
 * are there, so everything that needs a package is imported late.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { obituary, startChild } from './children.mjs';
import { checkPorts } from './ports.mjs';
import { CommandError, endRuns, main, say, step } from './progress.mjs';
import { takeFolder } from './run-lock.mjs';
import {
  applicationAddress,
  childEnvironment,
  loadEnvFile,
  prepareDataDir,
  reachable,
  readSettings,
} from './settings.mjs';
import { checkNode, prepare, root } from './steps.mjs';
import { addressTable, loginTable } from './tables.mjs';

const readyWithinMs = 180_000;
const inDist = (...parts) => path.join(root, 'dist', ...parts);

/** What runs, in the order in which it was started; stopped the other way round. */
const running = { children: [], postgres: undefined, folder: undefined };

let stopping;
let firstSignalAt = 0;

function stop(reason) {
  stopping ??= (async () => {
    say(`stopping${reason ? ` (${reason})` : ''} …`);
    endRuns();
    // api and worker finish what they began, and need the sandbox and the database for that.
    const isSandbox = (child) => child.name === 'sandbox';
    await Promise.all(running.children.filter((child) => !isSandbox(child)).map((child) => child.stop()));
    await Promise.all(running.children.filter(isSandbox).map((child) => child.stop()));
    await running.postgres?.stop();
    running.folder?.release();
    say('stopped');
  })();
  return stopping;
}

function onSignal(signal) {
  if (!stopping) {
    firstSignalAt = Date.now();
    void stop(signal).then(() => process.exit(process.exitCode ?? 0));
    return;
  }
  // A terminal's Ctrl-C arrives twice, once from the terminal and once passed on by npm; only a later one means "now".
  if (Date.now() - firstSignalAt < 1_000) return;
  say('forced: killing what still runs; the database stops in order');
  for (const child of running.children) child.kill();
}

async function start() {
  checkNode();
  loadEnvFile();
  const settings = readSettings();
  prepareDataDir(settings.dataDir);
  running.folder = await takeFolder(settings.dataDir);
  await checkPorts(portsOf(settings));
  await unlessStopping(prepare);
  const addresses = await unlessStopping(() => openDatabase(settings));
  const isNew = await unlessStopping(() => migrateDatabase(addresses));

  const env = childEnvironment(settings, addresses.application);
  const { port, workerPort, sandboxPort } = settings;
  const host = reachable(settings.host);
  if (settings.sandbox) {
    const sandbox = launch('sandbox', inDist('apps/stripe-sandbox/main.js'), env);
    await unlessStopping(() => whenReady(sandbox, `http://${host}:${sandboxPort}/healthz`));
  }
  // An empty database is filled before anybody reads it; later there is nothing to wait for.
  const seeding = unlessStopping(() => seed(env));
  if (isNew) await seeding;
  const api = launch('api', inDist('apps/api/main.js'), env);
  const worker = launch('worker', inDist('apps/worker/main.js'), env);
  await unlessStopping(() =>
    step('waiting until everything is ready', () =>
      Promise.all([
        seeding,
        whenReady(api, `http://${host}:${port}/health/ready`),
        whenReady(worker, `http://${host}:${workerPort}/health/ready`),
      ]),
    ),
  );
  if (env.DEMO === '1' && settings.sandbox) await unlessStopping(() => giveExamples(env, `http://${host}:${port}`));
  announce(settings, env);
}

/** A signal during the preparation ends it between two steps; the promise never resolves, as the process is ending. */
async function unlessStopping(work) {
  if (stopping) return new Promise(() => undefined);
  try {
    return await work();
  } catch (error) {
    if (stopping) return new Promise(() => undefined);
    throw error;
  }
}

function portsOf({ port, workerPort, sandboxPort, host, sandbox }) {
  const wanted = [
    { name: 'PORT', port, host, example: `PORT=${port + 100} npm start` },
    {
      name: 'WORKER_HEALTH_PORT, by default PORT + 1',
      port: workerPort,
      host,
      example: `PORT=${port + 100} npm start`,
    },
  ];
  if (!sandbox) return wanted;
  const name = 'SANDBOX_PORT, by default PORT + 2';
  return [...wanted, { name, port: sandboxPort, host, example: `PORT=${port + 100} npm start` }];
}

/** Two addresses of one database: of the role that owns the tables, and of the one the application runs as. */
async function openDatabase(settings) {
  const { ownDatabase, dataDir, production } = settings;
  if (!ownDatabase) {
    const application = process.env.DATABASE_URL;
    return { application, owner: process.env.DATABASE_OWNER_URL?.trim() || application };
  }
  if (production)
    say('note: NODE_ENV is production, but DATABASE_URL is not set: the embedded database has no backups');
  const { startPostgres } = await import('./embedded-postgres.mjs');
  running.postgres = await step('starting Postgres', () => startPostgres({ dir: path.join(dataDir, 'postgres') }));
  if (running.postgres.adopted) say('took over the Postgres of a start that was killed');
  void running.postgres.exited.then(() => {
    if (!stopping)
      void fail(new CommandError(`Postgres ended unexpectedly; see ${running.postgres.dir}/postgres.log.`));
  });
  await running.postgres.ensureDatabase('yiqijuan');
  const owner = running.postgres.url('yiqijuan');
  return { owner, application: applicationAddress(owner, settings) };
}

/** Says whether anything was applied. */
async function migrateDatabase({ owner, application }) {
  const platform = (file) => import(pathToFileURL(inDist('libs/platform/database', file)).href);
  const { migrate } = await platform('migrate.js');
  const applied = await migrate(owner, path.join(root, 'prisma/migrations'), { log: say });
  const { openToApplication } = await platform('roles.js');
  await openToApplication(owner, application);
  if (applied.length > 0) say(`${applied.length} migration(s) applied`);
  return applied.length > 0;
}

/** Fills an empty database with the examples; a full one is left as it is. */
async function seed(env) {
  const file = inDist('apps/api/seed.js');
  if (!existsSync(file)) return;
  const child = launch('seed', file, env);
  const result = await step('filling in the examples', () => child.ended);
  running.children.splice(running.children.indexOf(child), 1);
  if (result.code !== 0) throw obituary('seed', result);
}

/** The example donations go the way of every other, so they are given once the site is up; a second start finds them. */
async function giveExamples(env, url) {
  const child = launch('examples', inDist('apps/visitor/give-examples.js'), env, ['--url', url]);
  const result = await step('giving the example donations', () => child.ended);
  running.children.splice(running.children.indexOf(child), 1);
  if (result.code !== 0) throw obituary('examples', result);
}

function launch(name, file, env, args = []) {
  if (!existsSync(file)) throw new CommandError(`${path.relative(root, file)} is missing after the build.`);
  const child = startChild(name, file, env, args);
  running.children.push(child);
  running.folder.note(Object.fromEntries(running.children.map((each) => [each.name, each.pid])));
  void child.ended.then((result) => {
    const wasExpected = stopping || !running.children.includes(child) || ['seed', 'examples'].includes(name);
    if (!wasExpected) void fail(obituary(name, result));
  });
  return child;
}

async function whenReady(child, url) {
  const deadline = Date.now() + readyWithinMs;
  let hasEnded = false;
  void child.ended.then(() => (hasEnded = true));
  while (!hasEnded && !stopping) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      await response.arrayBuffer();
      if (response.ok) return;
    } catch {
      // Not listening yet, or busy starting: asked again below.
    }
    if (Date.now() > deadline) throw new CommandError(`${child.name} is not ready after ${readyWithinMs / 1000} s.`);
    await sleep(100);
  }
  await new Promise(() => undefined); // Its end is reported elsewhere; nothing may be announced any more.
}

async function fail(error) {
  if (stopping) return;
  process.exitCode = error.exitCode ?? 1;
  console.error(`\n✗ ${error.message}\n`);
  await stop();
  process.exit();
}

function announce(settings, env) {
  console.log(addressTable(settings, env));
  const file = path.join(settings.dataDir, 'demo-logins.json');
  if (env.DEMO === '1' && existsSync(file)) console.log(loginTable(JSON.parse(readFileSync(file, 'utf8'))));
  say('ready · 就绪    Ctrl-C stops everything · 按 Ctrl-C 停止');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => onSignal(signal));
await main(async () => {
  try {
    await start();
  } catch (error) {
    if (stopping) return;
    const somethingRuns = running.children.length > 0 || running.postgres !== undefined;
    if (somethingRuns) await stop();
    else running.folder?.release();
    throw error;
  }
});
if (process.exitCode) process.exit();
