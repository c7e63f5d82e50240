import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { GraphClient } from '../../apps/visitor/graph.client.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { assertInvariants } from './invariants.js';
import { freePorts, Part } from './part.js';
import { DATA_KEY, inherited, seedExamples } from './seeded.js';

/** The demo logins of the seed, by a short name. */
const LOGINS = {
  maker: { email: 'maker@example.org', password: 'demo-maker-2026' },
  checker: { email: 'checker@example.org', password: 'demo-checker-2026' },
  yiyang: { email: 'yiyang@example.org', password: 'demo-yiyang-2026' },
  changsha: { email: 'changsha@example.org', password: 'demo-changsha-2026' },
} as const;

export type Login = keyof typeof LOGINS;

export interface InstallationOptions {
  /** Settings beside the ordinary ones, e.g. REDIS_URL. */
  env?: Record<string, string>;
  /** A module that is loaded into api and worker before their own code. */
  preload?: string;
  /** Of api and worker; faults only, unless a test reads more. */
  logLevel?: 'error' | 'warn' | 'info' | 'debug';
}

/** What the example campaign is made of. */
export interface ExampleCampaign {
  id: string;
  slug: string;
  cities: string[];
  teams: string[];
}

/**
 * A whole installation for one test file: a database of its own, and api, worker and sandbox as processes of the built
 * programs, so that each can be stopped or killed. Seeded with the examples; no gifts yet.
 */
export class Installation {
  private constructor(
    readonly url: string,
    readonly workerUrl: string,
    readonly sandboxUrl: string,
    readonly dataDir: string,
    readonly webhookSecret: string,
    /** The environment of api and worker, for further processes. */
    readonly env: Record<string, string>,
    readonly api: Part,
    readonly worker: Part,
    readonly sandbox: Part,
    readonly database: pg.Client,
    private readonly testDatabase: TestDatabase,
  ) {}

  static async start({ env = {}, preload, logLevel = 'error' }: InstallationOptions = {}): Promise<Installation> {
    const testDatabase = await createTestDatabase(seedExamples);
    const [apiPort, workerPort, sandboxPort] = (await freePorts(3)).map(String);
    const dataDir = mkdtempSync(path.join(tmpdir(), 'installation-'));
    const url = `http://127.0.0.1:${apiPort}`;
    const workerUrl = `http://127.0.0.1:${workerPort}`;
    const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
    const webhookSecret = `whsec_${randomBytes(24).toString('hex')}`;
    const base = inherited();
    const settings = {
      ...base,
      DATABASE_URL: testDatabase.url,
      HOST: '127.0.0.1',
      PORT: `${apiPort}`,
      WORKER_HEALTH_PORT: `${workerPort}`,
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      DATA_KEY,
      SESSION_SECRET: randomBytes(32).toString('base64url'),
      STRIPE_SECRET_KEY: `sk_test_${randomBytes(16).toString('hex')}`,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_BASE: sandboxUrl,
      // Every visitor of a test comes from one address.
      PAGES_PER_ADDRESS: '100000',
      LOG_LEVEL: logLevel,
      DEMO: '1',
      // Set by test/e2e/redis: the same tests on the other queue.
      ...(process.env['TEST_REDIS_URL'] ? { REDIS_URL: process.env['TEST_REDIS_URL'] } : {}),
      ...env,
    };
    const sandbox = new Part({
      name: 'sandbox',
      file: 'dist/apps/stripe-sandbox/main.js',
      readyUrl: `${sandboxUrl}/healthz`,
      env: {
        ...base,
        SANDBOX_PORT: `${sandboxPort}`,
        SANDBOX_STATE_FILE: path.join(dataDir, 'sandbox.json'),
        SANDBOX_WEBHOOK_URL: `${url}/webhooks/stripe`,
        SANDBOX_WEBHOOK_SECRET: webhookSecret,
        SANDBOX_WEBHOOK_RETRY_BASE_MS: '200',
        SANDBOX_LOG_LEVEL: 'silent',
      },
    });
    const api = new Part({
      name: 'api',
      file: 'dist/apps/api/main.js',
      readyUrl: `${url}/health/ready`,
      env: settings,
      preload,
    });
    const worker = new Part({
      name: 'worker',
      file: 'dist/apps/worker/main.js',
      readyUrl: `${workerUrl}/health/ready`,
      env: settings,
      preload,
    });
    const database = new pg.Client({ connectionString: testDatabase.ownerUrl });
    await database.connect();
    const installation = new Installation(
      url,
      workerUrl,
      sandboxUrl,
      dataDir,
      webhookSecret,
      settings,
      api,
      worker,
      sandbox,
      database,
      testDatabase,
    );
    try {
      await Promise.all([sandbox.start(), api.start(), worker.start()]);
      return installation;
    } catch (error) {
      await installation.close();
      throw new Error('the installation did not start', { cause: error });
    }
  }

  /** A visitor of its own: a browser without cookies. */
  visitor(locale = 'zh-CN'): GraphClient {
    return new GraphClient(this.url, locale);
  }

  /** A browser in which one of the demo people is signed in. */
  async signIn(login: Login, locale = 'zh-CN'): Promise<GraphClient> {
    const client = this.visitor(locale);
    await client.signIn(LOGINS[login].email, LOGINS[login].password);
    return client;
  }

  async rows<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.database.query<Row>(sql, values)).rows;
  }

  /** How many rows a condition finds, e.g. `count('pledge', 'campaign_id = $1', [id])`. */
  async count(table: string, condition = 'true', values: unknown[] = []): Promise<number> {
    const [row] = await this.rows<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`, values);
    return row?.n ?? 0;
  }

  /** One of the seed's campaigns. */
  async campaign(slug = 'warm-2026'): Promise<ExampleCampaign> {
    const [row] = await this.rows<{ id: string; cities: string[]; teams: string[] }>(
      `SELECT id, region_codes AS cities, ARRAY(SELECT team.id FROM team WHERE campaign_id = campaign.id ORDER BY id) AS teams
       FROM campaign WHERE slug = $1`,
      [slug],
    );
    if (!row) throw new Error(`the seed made no campaign ${slug}`);
    return { slug, ...row };
  }

  /** Speaks to the sandbox's control plane. @throws Error with what it answered when it refused */
  async control<Answer>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', address: string, body?: object): Promise<Answer> {
    const response = await fetch(`${this.sandboxUrl}/_sandbox${address}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${method} ${address}: ${text}`);
    return JSON.parse(text) as Answer;
  }

  /** Empties the queue, as a restart of its store without a file would. */
  async emptyQueue(): Promise<void> {
    if (this.env['REDIS_URL'] === undefined) {
      await this.rows('TRUNCATE bullmq.job CASCADE');
      return;
    }
    const redis = new Redis(this.env['REDIS_URL']);
    await redis.flushall();
    redis.disconnect();
  }

  /** Waits until no notification is on its way and inbox and outbox are empty. @throws Error naming what still waits */
  async idle(seconds = 60): Promise<void> {
    for (const deadline = Date.now() + seconds * 1000; ; await sleep(100)) {
      const left = await this.unfinished();
      if (left.length === 0) return;
      if (Date.now() > deadline) throw new Error(`not at rest after ${seconds} s: ${left.join('; ')}`);
    }
  }

  private async unfinished(): Promise<string[]> {
    const left: string[] = [];
    if (this.sandbox.running) {
      const { deliveries } = await this.control<{ deliveries: { pending: number } }>('GET', '/');
      if (deliveries.pending > 0) left.push(`${deliveries.pending} notifications on their way`);
    }
    const waiting = await this.rows<{ text: string }>(
      `SELECT concat_ws(' ', topic, count(*), min(failure)) AS text FROM outbox_message GROUP BY topic`,
    );
    left.push(...waiting.map(({ text }) => text));
    const unread = await this.count(
      'webhook_event',
      `processed_at IS NULL AND (
         payload #>> '{data,object,metadata,attempt_id}' IN (SELECT id FROM payment_attempt)
         OR topic = 'payments-follow' AND subject IN (SELECT payment_intent_id FROM payment_attempt))`,
    );
    if (unread > 0) left.push(`${unread} notifications unread`);
    return left;
  }

  /** Runs every invariant of every library. @throws Error naming each broken sentence */
  checks(): Promise<void> {
    return assertInvariants(this.database);
  }

  /** Ends all processes and removes the database and the data folder. */
  async close(): Promise<void> {
    await Promise.all([this.api.stop(), this.worker.stop()]);
    await this.sandbox.stop();
    await this.database.end();
    await this.testDatabase.drop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
