import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { migrate, readMigrations } from '../../libs/platform/database/migrate.js';
import { openToApplication } from '../../libs/platform/database/roles.js';

/** Working directory instead of this file's: the compiled copy under dist/ must find the same folder. */
const migrationsFolder = path.resolve('prisma/migrations');
/** Guards the making of templates and of databases: Postgres refuses to clone a template that is being cloned. */
const templateLock = 72_707_370;

export interface TestDatabase {
  /** As the application's role, with no more rights than it has in earnest. */
  url: string;
  /** As the owner of the tables, who could do anything. */
  ownerUrl: string;
  /** Cuts what is still connected and removes the database. */
  drop: () => Promise<void>;
}

/** Fills the database at this address, and lets go of it. */
export type Seed = (url: string) => Promise<void>;

/**
 * A freshly migrated database of its own, for one test file. It is a copy of a template that is migrated once for each
 * state of prisma/migrations, which takes a tenth of a second however many migrations there are.
 * @param seed fills the copy of the template that is made once for each test run, so that every database begins filled
 * @throws Error outside of the Jest projects `database` and `e2e`, unless TEST_POSTGRES_SERVER gives the address of a Postgres.
 */
export async function createTestDatabase(seed?: Seed): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES_SERVER;
  if (!server) throw new Error('no test server: this test belongs into the Jest project "database" or "e2e"');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withAdmin(server, async (admin) => {
    // A lock of the session, not of a transaction: CREATE DATABASE may not run inside one.
    await admin.query('SELECT pg_advisory_lock($1)', [templateLock]);
    const bare = await ensureTemplate(admin, server);
    const template = seed ? await ensureSeeded(admin, server, bare, seed) : bare;
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY ${cloneStrategy}`);
  });
  const ownerUrl = addressOf(server, name);
  const url = applicationAddress(ownerUrl);
  await openToApplication(ownerUrl, url);
  return {
    url,
    ownerUrl,
    drop: () =>
      withAdmin(server, async (admin) => {
        await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** The role is the whole test server's, so its name and password are the same for every database. */
function applicationAddress(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.username = 'yiqijuan_test';
  url.password = 'yiqijuan_test';
  return String(url);
}

/** Copying files beats logging every page of the copy, as nobody else writes into the template. */
const cloneStrategy = 'FILE_COPY';

async function ensureTemplate(admin: pg.Client, server: string): Promise<string> {
  const template = `template_${hashOfMigrations()}`;
  const { rows } = await admin.query<{ datname: string; datistemplate: boolean }>(
    `SELECT datname, datistemplate FROM pg_database WHERE datname LIKE 'template\\_%'`,
  );
  // The flag is set last, so a template without it was left half-made by a run that was killed.
  if (rows.some((row) => row.datname === template && row.datistemplate)) return template;
  for (const { datname, datistemplate } of rows) await removeTemplate(admin, datname, datistemplate);
  await admin.query(`CREATE DATABASE ${template}`);
  await migrate(addressOf(server, template), migrationsFolder);
  // Made here, under the lock: test files open their databases at the same time.
  await openToApplication(addressOf(server, template), applicationAddress(addressOf(server, template)));
  await admin.query(`ALTER DATABASE ${template} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  return template;
}

/** By run: what a seed writes depends on the day and on the build, not on the migrations alone. */
async function ensureSeeded(admin: pg.Client, server: string, bare: string, seed: Seed): Promise<string> {
  const template = `seeded_${process.env['TEST_RUN'] ?? process.pid}`;
  const { rows } = await admin.query<{ datname: string; datistemplate: boolean }>(
    `SELECT datname, datistemplate FROM pg_database WHERE datname LIKE 'seeded\\_%'`,
  );
  if (rows.some((row) => row.datname === template && row.datistemplate)) return template;
  for (const { datname, datistemplate } of rows) await removeTemplate(admin, datname, datistemplate);
  await admin.query(`CREATE DATABASE ${template} TEMPLATE ${bare} STRATEGY ${cloneStrategy}`);
  const url = applicationAddress(addressOf(server, template));
  await openToApplication(addressOf(server, template), url);
  await seed(url);
  await admin.query(`ALTER DATABASE ${template} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  return template;
}

/** Templates of earlier states of the migrations would only pile up. */
async function removeTemplate(admin: pg.Client, name: string, isTemplate: boolean): Promise<void> {
  const identifier = admin.escapeIdentifier(name);
  if (isTemplate) await admin.query(`ALTER DATABASE ${identifier} IS_TEMPLATE false`);
  await admin.query(`DROP DATABASE ${identifier} WITH (FORCE)`);
}

function hashOfMigrations(): string {
  const hash = createHash('sha256');
  for (const { name, checksum } of readMigrations(migrationsFolder)) hash.update(`${name} ${checksum}\n`);
  return hash.digest('hex').slice(0, 16);
}

function addressOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return String(url);
}

async function withAdmin(server: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
