/**
 * The settings of `npm start`: what it needs itself, and what it fills in for the processes it starts when nobody has
 * set it. Everything else is passed on as it is; api and worker check it and report all faults at once.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { badSettings, CommandError } from './progress.mjs';
import { root } from './steps.mjs';

/** Where the api takes Stripe's webhooks. */
const webhookPath = '/webhooks/stripe';

/** Marks a folder as ours, so that `npm run reset` never empties another. */
export const marker = '.yiqijuan';

/** Reads .env; what the environment already says wins. */
export function loadEnvFile() {
  const file = path.join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}

/** @throws {CommandError} naming every setting that is wrong. */
export function readSettings(env = process.env) {
  const faults = [];
  const isSet = (name) => (env[name] ?? '').trim() !== '';
  const port = (name, fallback) => {
    if (!isSet(name)) return fallback;
    const value = Number(env[name]);
    if (Number.isInteger(value) && value >= 1 && value <= 65_535) return value;
    faults.push(`${name} is "${env[name]}", but must be a whole number from 1 to 65535.`);
    return fallback;
  };
  const base = port('PORT', 3000);
  const settings = {
    dataDir: path.resolve(root, isSet('DATA_DIR') ? env.DATA_DIR : '.data'),
    // Demo logins are public knowledge, so nobody but this machine reaches them unless asked for.
    host: isSet('HOST') ? env.HOST : '127.0.0.1',
    port: base,
    workerPort: port('WORKER_HEALTH_PORT', base + 1),
    sandboxPort: port('SANDBOX_PORT', base + 2),
    production: env.NODE_ENV === 'production',
    ownDatabase: !isSet('DATABASE_URL'),
    sandbox: !isSet('STRIPE_SECRET_KEY'),
  };
  const ports = [settings.port, settings.workerPort, ...(settings.sandbox ? [settings.sandboxPort] : [])];
  if (new Set(ports).size < ports.length) faults.push('PORT, WORKER_HEALTH_PORT and SANDBOX_PORT must differ.');
  if (ports.some((each) => each > 65_535)) faults.push('PORT is too high: the ports after it are used as well.');
  if (settings.production && settings.sandbox) {
    faults.push('NODE_ENV is production, so STRIPE_SECRET_KEY is needed: the Stripe sandbox is for development only.');
  }
  if (settings.production && env.DEMO === '1') faults.push('DEMO is 1, but there are no demo logins in production.');
  if (faults.length > 0) throw new CommandError(faults.map((fault) => `✗ ${fault}`).join('\n'), badSettings);
  return settings;
}

/** Makes the data folder and marks it as ours if it was new or empty. */
export function prepareDataDir(dataDir) {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    if (readdirSync(dataDir).length === 0) writeFileSync(path.join(dataDir, marker), 'Data of 一起捐 (yiqijuan).\n');
  } catch (error) {
    throw new CommandError(
      `Cannot write to ${dataDir} (${error.code}): set DATA_DIR to a folder of yours.`,
      badSettings,
    );
  }
}

/**
 * The environment for api, worker, seed and sandbox: the caller's, completed for the default set-up.
 * In production nothing secret is made up: a missing secret must be a fault there, not a new key at every deployment.
 */
export function childEnvironment(settings, databaseUrl, env = process.env) {
  const { host, port, workerPort, production, ownDatabase, sandbox, dataDir } = settings;
  const secrets = production ? {} : readSecrets(dataDir);
  const completed = {
    DATABASE_URL: databaseUrl,
    HOST: host,
    PORT: String(port),
    WORKER_HEALTH_PORT: String(workerPort),
    PUBLIC_URL: `http://localhost:${port}`,
    DATA_DIR: dataDir,
    // A terminal is for people; LOG_LEVEL=info shows every gift on its way.
    LOG_LEVEL: 'warn',
    SANDBOX_LOG_LEVEL: 'warn',
    SESSION_SECRET: secrets.sessionSecret,
    DATA_KEY: secrets.dataKey,
    BOOKS_SIGNING_KEY: secrets.booksSigningKey,
    ...(ownDatabase && !production && { DEMO: '1' }),
    ...(sandbox && sandboxEnvironment(settings, secrets, env)),
  };
  const result = { ...env };
  for (const [name, value] of Object.entries(completed)) {
    if (value !== undefined && (result[name] ?? '').trim() === '') result[name] = value;
  }
  result.DATA_DIR = dataDir; // Absolute, whatever folder a child works in.
  return result;
}

/** Where api and worker find the sandbox, and where the sandbox keeps its state and sends its webhooks. */
function sandboxEnvironment({ host, port, sandboxPort, dataDir }, secrets, env) {
  // A phone that opens the site by this machine's address opens the payment page by the same.
  const { hostname } = new URL(env.PUBLIC_URL?.trim() || 'http://localhost');
  return {
    STRIPE_API_BASE: `http://${reachable(host)}:${sandboxPort}`,
    // Every visitor of the sandbox comes from this machine, the one who gives the examples too.
    PAGES_PER_ADDRESS: '2000',
    STRIPE_SECRET_KEY: secrets.stripeSecretKey,
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
    SANDBOX_HOST: host,
    SANDBOX_PORT: String(sandboxPort),
    SANDBOX_PUBLIC_URL: `http://${hostname}:${sandboxPort}`,
    SANDBOX_STATE_FILE: path.join(dataDir, 'stripe-sandbox.json'),
    SANDBOX_WEBHOOK_URL: `http://${reachable(host)}:${port}${webhookPath}`,
    SANDBOX_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
  };
}

/** The address under which this machine reaches a server that listens on `host`. */
export function reachable(host) {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
}

/** The embedded database as the application's own role sees it, which can only read the books. */
export function applicationAddress(ownerUrl, { dataDir }) {
  const url = new URL(ownerUrl);
  url.username = 'yiqijuan_app';
  url.password = readSecrets(dataDir).databasePassword;
  return String(url);
}

/** Made once and kept, because the data key opens what it has closed and sessions outlive a restart. */
function readSecrets(dataDir) {
  const file = path.join(dataDir, 'secrets.json');
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const secrets = {
    sessionSecret: randomBytes(32).toString('base64url'),
    dataKey: randomBytes(32).toString('base64'),
    booksSigningKey: randomBytes(32).toString('base64'),
    stripeSecretKey: `sk_test_sandbox${randomBytes(16).toString('hex')}`,
    stripeWebhookSecret: `whsec_${randomBytes(24).toString('hex')}`,
    databasePassword: randomBytes(24).toString('hex'),
    // An older version knew fewer: what it made is kept, what it lacked is added.
    ...kept,
  };
  if (Object.keys(secrets).length === Object.keys(kept).length) return kept;
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
