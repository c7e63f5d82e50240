/**
 * Prisma's command line, without its downloaded engine and without a database of one's own.
 *
 *   node scripts/prisma.mjs generate                      the client, from prisma/schema
 *   node scripts/prisma.mjs migrate --name add-refunds    a new migration from the difference; --create-only to edit it
 *   node scripts/prisma.mjs drift                         fails when prisma/migrations do not add up to prisma/schema
 *   node scripts/prisma.mjs <anything else of Prisma's>   with DATABASE_URL, for example: migrate status
 *
 * `migrate` and `drift` work on a scratch database that is made for them, so nothing depends on what somebody's own
 * database happens to hold.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

function prisma(args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'node_modules/prisma/build/index.js'), ...args], {
      cwd: root,
      // Without a terminal on its input Prisma asks no questions; it would wait for an answer that nobody gives.
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, 'scripts/schema-engine.mjs'),
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
        ...env,
      },
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Writes the typed client; resolves to Prisma's exit code. */
function generate() {
  return prisma(['generate', '--no-hints']);
}

async function withScratchDatabase(work) {
  const { openTestPostgres } = await import('./test-postgres.mjs');
  const { default: pg } = await import('pg');
  const server = await openTestPostgres();
  const admin = new pg.Client({ connectionString: server.url() });
  const name = `scratch_${randomBytes(6).toString('hex')}`;
  try {
    await admin.connect();
    await admin.query(`CREATE DATABASE ${name}`);
    try {
      return await work({ DATABASE_URL: server.url(name) });
    } finally {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  } finally {
    await admin.end();
    await server.close();
  }
}

async function migrateNew(args) {
  if (!args.includes('--name')) {
    console.error('Give the migration a name: npm run prisma:migrate -- --name add-refunds [--create-only]');
    return 1;
  }
  const code = await withScratchDatabase((env) => prisma(['migrate', 'dev', ...args], env));
  return code === 0 ? generate() : code;
}

async function drift() {
  const between = ['--from-migrations', 'prisma/migrations', '--to-schema', 'prisma/schema'];
  const code = await withScratchDatabase((env) => prisma(['migrate', 'diff', ...between, '--exit-code'], env));
  if (code === 2) console.error('prisma/migrations do not add up to prisma/schema: run npm run prisma:migrate.');
  return code;
}

async function main([command, ...args]) {
  if (command === 'generate') return generate();
  if (command === 'drift') return drift();
  if (command === 'migrate' && (args.length === 0 || args[0].startsWith('--'))) return migrateNew(args);
  return prisma([command, ...args].filter((arg) => arg !== undefined));
}

process.exitCode = await main(process.argv.slice(2));
