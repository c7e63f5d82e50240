import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Database, type Settings } from '#platform';
import { startApi, type RunningApi } from '../../apps/api/api.js';
import { SeedModule } from '../../apps/api/seed/seed.module.js';
import { Seeder } from '../../apps/api/seed/seeder.js';
import { startSandbox } from '../../apps/stripe-sandbox/sandbox.server.js';
import { createTestDatabase } from '../support/database.js';
import { testSettings } from '../support/services.js';

export interface BenchInstallation {
  settings: Settings;
  api: RunningApi;
  database: Database;
  campaignId: string;
  close(): Promise<void>;
}

/** Api and sandbox in this process on a database of their own, seeded; the worker is the bench's own business. */
export async function openInstallation(): Promise<BenchInstallation> {
  const { url, drop } = await createTestDatabase();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'yiqijuan-bench-'));
  const port = await freePort();
  const draft = testSettings(url, dataDir);
  const sandbox = await startSandbox({
    port: 0,
    logLevel: 'silent',
    webhookUrl: `http://127.0.0.1:${port}/webhooks/stripe`,
    webhookSecret: draft.stripe.webhookSecrets[0] ?? '',
  });
  const settings = testSettings(url, dataDir, {
    DEMO: '1',
    PAGES_PER_ADDRESS: '1000000',
    PORT: String(port),
    STRIPE_API_BASE: sandbox.url,
    STRIPE_WEBHOOK_SECRET: draft.stripe.webhookSecrets[0] ?? '',
  });
  const seed = await NestFactory.createApplicationContext(SeedModule.with(settings), { logger: false });
  await seed.get(Seeder).run();
  await seed.close();
  const api = await startApi(settings);
  const database = api.app.get(Database, { strict: false });
  const campaign = await database.reader.campaign.findUniqueOrThrow({ where: { slug: 'warm-2026' } });
  return {
    settings,
    api,
    database,
    campaignId: campaign.id,
    close: async () => {
      await api.close();
      await sandbox.close();
      await drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
