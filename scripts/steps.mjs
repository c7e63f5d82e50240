/**
 * What must be there before anything runs: packages, the database client, the built server, the built web.
 * Each step is skipped when it is fresh. Freshness goes by content, not by time: a checkout, a copy or a restored
 * cache changes times without changing anything. Node's built-ins only: it runs before `npm ci`.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { CommandError, run, say, step } from './progress.mjs';

export const root = path.resolve(import.meta.dirname, '..');
export const inRoot = (...parts) => path.join(root, ...parts);
/** Inside node_modules on purpose: `npm ci` removes it, and everything that packages had a hand in is made again. */
const stamps = inRoot('node_modules/.cache/yiqijuan');

/** @throws {CommandError} on a Node too old to run this. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new CommandError(`Node 20.19 or later is needed; this is ${process.version}. Node 24 is a good choice.`);
}

/** Installs the packages of the lock file when what is installed differs from it. */
export async function installPackages() {
  if (packagesMatchLock()) return;
  // Building needs the development packages also where NODE_ENV=production would leave them out.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  await step('installing packages (about a minute)', () => run('npm', args, { cwd: root }));
}

/** npm keeps a list of what it installed; it must name every package of the lock that this platform needs. */
function packagesMatchLock() {
  const installedFile = inRoot('node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  const same = ([place, { version }]) => installed[place]?.version === version;
  return (
    Object.entries(installed).every(([place, { version }]) => wanted[place]?.version === version) &&
    Object.entries(wanted).every((entry) => entry[0] === '' || entry[1].optional || entry[1].peer || same(entry))
  );
}

/** Generates the database client from prisma/schema. */
export function generateClient() {
  return whenChanged('client', 'generating the database client', {
    inputs: ['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json'],
    output: 'libs/platform/database/generated/client.ts',
    work: () => run(process.execPath, ['scripts/prisma.mjs', 'generate'], { cwd: root }),
  });
}

/** Builds api, worker and sandbox into dist/. One call builds all three: they share their libraries. */
export function buildServer() {
  return whenChanged('server', 'building the server', {
    inputs: [...serverSources, ...serverConfig],
    output: 'dist/libs',
    work: async () => {
      // Files of deleted sources would stay behind and be loaded by whoever still imports them.
      for (const folder of ['apps', 'libs', 'test']) rmSync(inRoot('dist', folder), { recursive: true, force: true });
      await run(process.execPath, ['node_modules/@nestjs/cli/bin/nest.js', 'build', 'api'], { cwd: root });
    },
  });
}

/** Everything nest-cli.json compiles. */
const serverSources = [
  'apps/api',
  'apps/worker',
  'apps/stripe-sandbox',
  'apps/visitor',
  'libs',
  'test/support',
  'test/bench',
  'test/faults',
];
const serverConfig = ['nest-cli.json', '.swcrc', 'tsconfig.json', 'package.json'];

/** Builds the verifier: one readable file that runs with plain Node. */
export function buildVerifier() {
  return whenChanged('verifier', 'building the verifier', {
    inputs: ['apps/verifier', 'libs/verifier', 'package-lock.json'],
    output: 'dist/verifier/verify.mjs',
    work: () => run(process.execPath, [viteBin, 'build', 'apps/verifier', '--logLevel', 'warn'], { cwd: root }),
  });
}

const viteBin = 'node_modules/vite/bin/vite.js';

/** Builds the web: the browser's files and the bundle that renders public pages on the server. */
export async function buildWeb() {
  if (!existsSync(inRoot('apps/web/vite.config.ts'))) return;
  const vite = (...args) => run(process.execPath, [viteBin, 'build', 'apps/web', ...args], { cwd: root });
  await buildVerifier();
  await whenChanged('web', 'building the web pages', {
    inputs: ['apps/web', 'apps/verifier', 'libs/verifier', 'schema.graphql', 'package-lock.json'],
    output: 'dist/web/server/entry-server.js',
    work: async () => {
      await vite('--logLevel', 'warn');
      await vite('--ssr', 'entry-server.tsx', '--logLevel', 'warn');
      // For whoever checks the books from outside: /verify.mjs.
      copyFileSync(inRoot('dist/verifier/verify.mjs'), inRoot('dist/web/client/verify.mjs'));
      compressFiles(inRoot('dist/web/client'));
    },
  });
}

/** Files are pressed once here, as hard as it goes, and not at every request; the api serves what a browser takes. */
function compressFiles(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(m?js|css|svg|json|webmanifest)$/.test(entry.name)) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const bytes = readFileSync(file);
    if (bytes.length < 1_000) continue;
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(bytes));
  }
}

/** Everything a start or an end-to-end test needs, in order. */
export async function prepare() {
  checkNode();
  await installPackages();
  await generateClient();
  await buildServer();
  await buildWeb();
}

async function whenChanged(name, title, { inputs, output, work }) {
  const stamp = path.join(stamps, name);
  const hash = hashOf(inputs);
  const before = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (before === hash && existsSync(inRoot(output)) && !process.env.FORCE_BUILD) return;
  await step(title, work);
  if (!existsSync(inRoot(output))) throw new CommandError(`${title} made no ${output}.`);
  mkdirSync(stamps, { recursive: true });
  // The hash from before the work: what was edited meanwhile makes the next start build again.
  writeFileSync(stamp, hash);
}

const notInputs = /^(node_modules|generated|dist)$|\.spec\.tsx?$/;

function hashOf(places) {
  const hash = createHash('sha256');
  const add = (place) => {
    const found = statSync(inRoot(place), { throwIfNoEntry: false });
    if (!found) return;
    if (found.isDirectory()) {
      for (const name of readdirSync(inRoot(place)).sort()) if (!notInputs.test(name)) add(path.join(place, name));
      return;
    }
    hash
      .update(`${place}\0`)
      .update(readFileSync(inRoot(place)))
      .update('\0');
  };
  places.forEach(add);
  return hash.digest('hex');
}

/** For the npm scripts: `node scripts/steps.mjs generateClient buildServer`. */
if (process.argv[1] && path.resolve(process.argv[1]) === import.meta.filename) {
  const { main } = await import('./progress.mjs');
  const steps = { checkNode, installPackages, generateClient, buildServer, buildVerifier, buildWeb, prepare };
  await main(async () => {
    for (const name of process.argv.slice(2)) {
      if (!Object.hasOwn(steps, name))
        throw new CommandError(`There is no step ${name}: ${Object.keys(steps).join(', ')}`);
      await steps[name]();
    }
    say('up to date');
  });
}
