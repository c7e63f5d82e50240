#!/usr/bin/env node
/**
 * Stands in for Prisma's native schema engine where that cannot be downloaded, which is behind every firewall that
 * only lets the package registry through. Prisma's command line starts it through PRISMA_SCHEMA_ENGINE_BINARY (see
 * scripts/prisma.mjs) and speaks JSON-RPC with it, one message a line; behind it works the same engine, built as
 * WebAssembly by Prisma itself, with node-postgres for a connection.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import pg from 'pg';

const argv = process.argv.slice(2);
const differs = 2; // The exit code by which `diff` says that there is a difference.

/** All values of a flag that may be given several times or take several words. */
function valuesOf(flag) {
  const values = [];
  for (let i = argv.indexOf(flag); i !== -1; i = argv.indexOf(flag, i + 1)) {
    for (let j = i + 1; j < argv.length && !argv[j].startsWith('--'); j++) values.push(argv[j]);
  }
  return values;
}

const datasource = valuesOf('--datasource')[0];
const databaseUrl = (datasource && JSON.parse(datasource).url) || process.env.DATABASE_URL;

if (argv.includes('--version') || argv.includes('-v')) {
  console.log('schema-engine-cli wasm');
} else if (argv.includes('cli')) {
  process.exitCode = await administer();
} else {
  await serve();
}
// The engine may leave connections of a failed request open, and Prisma waits for us to end.
process.exit();

/** `cli can-connect-to-database | create-database | drop-database`; the answer is an exit code and a line of JSON. */
async function administer() {
  const target = new URL(databaseUrl);
  const database = decodeURIComponent(target.pathname.slice(1));
  const admin = new URL(databaseUrl);
  admin.pathname = '/postgres';
  const connects = argv.includes('can-connect-to-database');
  const client = new pg.Client({ connectionString: String(connects ? target : admin) });
  try {
    await client.connect();
    const name = client.escapeIdentifier(database);
    if (argv.includes('create-database')) await client.query(`CREATE DATABASE ${name}`);
    if (argv.includes('drop-database')) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    return 0;
  } catch (error) {
    const code = { '3D000': 'P1003', '42P04': 'P1009', '28P01': 'P1000' }[error.code] ?? 'P1001';
    const message = error.message || String(error.code);
    const fields = { is_panic: false, error_code: code, message, meta: { database_name: database } };
    console.error(JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields }));
    return 1;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function serve() {
  const engines = await loadEngine();
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  let printed = 1_000_000; // Numbers of our own messages, far from those of Prisma's requests.
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const request = JSON.parse(line);
    if (!request.method) continue; // Prisma's answer to something we printed.
    try {
      // One engine for each request, because an instance hands out its shadow database only once.
      const result = await answer(await engines.create(), request.method, request.params ?? null);
      if (request.method === 'diff' && result.stdout !== null) {
        // The native engine prints a difference itself; the command line shows what arrives as `print`.
        send({ id: printed++, method: 'print', params: { content: result.stdout } });
        result.stdout = null;
      }
      send({ id: request.id, result });
    } catch (error) {
      const data = {
        is_panic: false,
        message: error.message,
        meta: error.meta ?? null,
        error_code: error.code ?? null,
      };
      const message = 'An error happened. Check the data field for details.';
      send({ id: request.id, error: { code: 4466, message, data } });
    } finally {
      await engines.disconnect();
    }
  }
}

async function answer(engine, method, params) {
  if (method === 'evaluateDataLoss') return evaluateDataLoss(engine, params);
  if (method === 'createMigration') return createMigration(engine, params);
  const name = method === 'getDatabaseVersion' ? 'version' : method;
  if (typeof engine[name] !== 'function') throw new Error(`the schema engine knows no ${method}`);
  return (await engine[name](params)) ?? null;
}

/**
 * In the WebAssembly build `evaluateDataLoss` and `createMigration` cannot reach a shadow database, but `diff` can, and
 * both are built on it.
 */
function differenceToSchema(engine, { migrationsList, schema, filters }) {
  const from = { tag: 'migrations', ...migrationsList };
  const to = { tag: 'schemaDatamodel', ...schema };
  return engine.diff({ from, to, script: true, exitCode: true, shadowDatabaseUrl: null, filters });
}

async function evaluateDataLoss(engine, params) {
  const { stdout, exitCode } = await differenceToSchema(engine, params);
  const lossy = /\bDROP (TABLE|COLUMN|TYPE)\b|SET NOT NULL|SET DATA TYPE/;
  const lines = (stdout ?? '').split('\n').filter((line) => lossy.test(line));
  const warnings = lines.map((message) => ({ message, stepIndex: 0 }));
  return { migrationSteps: exitCode === differs ? 1 : 0, unexecutableSteps: [], warnings };
}

async function createMigration(engine, params) {
  const { stdout, exitCode } = await differenceToSchema(engine, params);
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const slug = params.migrationName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, 200);
  return {
    connectorType: 'postgresql',
    generatedMigrationName: slug ? `${stamp}_${slug}` : stamp,
    migrationScript: exitCode === differs || params.draft ? stdout : null,
    extension: 'sql',
  };
}

async function loadEngine() {
  const { bindMigrationAwareSqlAdapterFactory } = await import('@prisma/driver-adapter-utils');
  const Factory = await adapterFactory();
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    message: '',
    set_message(message) {
      this.message = message;
      console.error(message);
    },
  };
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const { resolve } = createRequire(import.meta.url);
  const code = readFileSync(resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm'));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(code), { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();

  const files = valuesOf('--datamodels');
  const datamodels = files.length ? files.map((file) => [file, readFileSync(file, 'utf8')]) : undefined;
  const create = () =>
    glue.SchemaEngine.new(
      { datamodels },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(new Factory({ connectionString: databaseUrl })),
    );
  return { create, disconnect: () => Factory.disconnectAll() };
}

/** Prisma's adapter is made for queries; these are the three things it lacks for migrations. */
async function adapterFactory() {
  const { PrismaPg } = await import('@prisma/adapter-pg');
  const { ColumnTypeEnum } = await import('@prisma/driver-adapter-utils');
  const oneByteChar = 18;
  const blankPaddedChar = 1042;

  function mend(adapter) {
    const performIO = adapter.performIO.bind(adapter);
    const queryRaw = adapter.queryRaw.bind(adapter);
    // The catalogue's one-byte "char" has a type number that the adapter refuses, and must come back as a character.
    const charColumns = new WeakMap();
    adapter.performIO = async (query) => {
      const result = await performIO(query);
      const fields = result.fields ?? [];
      charColumns.set(
        query,
        fields.map((field) => field.dataTypeID === oneByteChar),
      );
      for (const field of fields) if (field.dataTypeID === oneByteChar) field.dataTypeID = blankPaddedChar;
      return result;
    };
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      charColumns.get(query)?.forEach((isChar, i) => {
        if (isChar) result.columnTypes[i] = ColumnTypeEnum.Character;
      });
      return result;
    };
    // Upstream splits a script at every ";", which breaks the bodies of functions.
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script);
      } catch (error) {
        adapter.onError(error);
      }
    };
    return adapter;
  }

  return class MigratingPg extends PrismaPg {
    static #open = [];

    /** An engine leaves its connection open, and with it the lock of a migration, for which the next one would wait. */
    static async disconnectAll() {
      for (const adapter of MigratingPg.#open.splice(0)) await adapter.dispose();
    }

    async connect() {
      const adapter = mend(await super.connect());
      const dispose = adapter.dispose.bind(adapter);
      let disposed;
      adapter.dispose = () => (disposed ??= dispose());
      MigratingPg.#open.push(adapter);
      return adapter;
    }

    /** Upstream drops the shadow database while it is still connected to it. */
    async connectToShadowDb() {
      const name = `prisma_migrate_shadow_db_${globalThis.crypto.randomUUID()}`;
      const admin = new pg.Client({ connectionString: databaseUrl });
      await admin.connect();
      await admin.query(`CREATE DATABASE "${name}"`);
      const url = new URL(databaseUrl);
      url.pathname = `/${name}`;
      const adapter = await new MigratingPg({ connectionString: String(url) }).connect();
      const dispose = adapter.dispose;
      let dropped;
      adapter.dispose = () =>
        (dropped ??= (async () => {
          await dispose();
          await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
          await admin.end();
        })());
      return adapter;
    }
  };
}
