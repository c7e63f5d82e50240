import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { payFast, pledge, seeUntil } from '../../apps/visitor/gift.js';
import { CARDS, CREATE_PLEDGE, createPledge, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { Part } from '../support/part.js';

jest.setTimeout(120_000);

let installation: Installation;
let campaign: ExampleCampaign;

beforeAll(async () => {
  installation = await Installation.start({ logLevel: 'debug' });
  campaign = await installation.campaign();
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

const parts = [
  ['api', () => installation.url],
  ['worker', () => installation.workerUrl],
] as const;

describe.each(parts)('the %s', (_, url) => {
  test('says that it lives and that it is ready', async () => {
    expect(await (await fetch(`${url()}/health/live`)).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${url()}/health/ready`)).json()).toEqual({ status: 'ready' });
  });

  test('counts and times what it does, in words Prometheus reads', async () => {
    const response = await fetch(`${url()}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const lines = (await response.text()).split('\n').filter((line) => line !== '');
    for (const line of lines) {
      expect(line).toMatch(/^(# (HELP|TYPE) .+|[a-zA-Z_:][\w:]*(\{.*\})? -?([\d.e+-]+|NaN|\+?Inf))$/);
    }
    expect(lines.join('\n')).toContain('process_cpu_seconds_total');
  });
});

test('the work done, and what waits, is counted by topic', async () => {
  const client = installation.visitor();
  const wish = wishFor(campaign);
  await payFast(await pledge(client, wish), CARDS.good);
  await seeUntil(client, wish.id, ({ receipt }) => receipt?.downloadUrl != null);
  await sleep(1_500); // The relay looks once a second.
  const worker = await (await fetch(`${installation.workerUrl}/metrics`)).text();
  expect(worker).toMatch(/^yiqijuan_work_done_total\{topic="ledger-post",outcome="done"\} 1$/m);
  expect(worker).toMatch(/^yiqijuan_outbox_waiting\{topic="ledger-post",state="parked"\} 0$/m);
  const api = await (await fetch(`${installation.url}/metrics`)).text();
  expect(api).toMatch(/^yiqijuan_http_request_seconds_count\{method="POST",route="\/graphql",status="200"\} [1-9]/m);
  expect(api).toMatch(
    /^yiqijuan_http_request_seconds_count\{method="POST",route="\/webhooks\/stripe",status="200"\} [1-9]/m,
  );
});

describe('logs', () => {
  test('follow a gift from the browser by its request, and by its pledge through api and worker to the receipt', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign, { email: 'followed@example.org', payerName: '示例付款人' });
    const requestId = 'browser-request-0001';
    const response = await client.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-request-id': requestId },
      body: JSON.stringify({ query: CREATE_PLEDGE, variables: { input: wish } }),
    });
    expect(response.headers.get('x-request-id')).toBe(requestId);
    const { data } = (await response.json()) as { data: { createPledge: { checkoutUrl: string } } };
    await payFast(data.createPledge.checkoutUrl, CARDS.good);
    await seeUntil(client, wish.id, ({ receipt }) => receipt?.mail === 'SENT');
    await installation.idle();
    await sleep(200); // The lines are on their way through a pipe.

    const [api, worker] = [installation.api.log, installation.worker.log];
    expect(api.filter((line) => line['requestId'] === requestId)).toEqual(
      expect.arrayContaining([expect.objectContaining({ pledgeId: wish.id })]),
    );
    const of = (lines: Record<string, unknown>[]): unknown[] =>
      lines.filter((line) => JSON.stringify(line).includes(wish.id)).map(({ msg }) => msg);
    expect(of(api)).toContain('notification received');
    expect(of(worker)).toEqual(expect.arrayContaining(['payment looked at', 'gifts posted']));
    for (const text of [installation.api.output, installation.worker.output]) {
      expect(text).not.toContain('followed@example.org');
      expect(text).not.toContain('示例付款人');
      expect(text).not.toContain(installation.webhookSecret);
    }
  });

  test('a request id that is none is replaced', async () => {
    const response = await fetch(`${installation.url}/health/live`, { headers: { 'x-request-id': 'a b\u00a0"<c>' } });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

/** Answers of a health address while a process ends; `gone` once nobody listens. */
async function watched(url: string): Promise<number | 'gone'> {
  return fetch(url).then(
    (response) => response.status,
    () => 'gone' as const,
  );
}

describe('told to stop, a process finishes what it has begun', () => {
  test('the api: readiness fails, the pledge under way gets its answer, then it ends well', async () => {
    await installation.control('PUT', '/http-faults', {
      faults: [{ kind: 'slow', delayMs: 2000, path: '/v1/checkout' }],
    });
    const client = installation.visitor();
    const pending = createPledge(client, wishFor(campaign));
    await sleep(600);
    installation.api.signal('SIGTERM');
    await sleep(200);
    expect(['gone', 503]).toContain(await watched(`${installation.url}/health/ready`));
    expect((await pending).answer).toMatchObject({ __typename: 'Pledge', checkoutUrl: expect.any(String) });
    expect(await installation.api.ended()).toBe(0);
    await installation.api.start();
  });

  test('the worker: readiness fails, the job under way is finished, then it ends well', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    const url = await pledge(client, wish);
    await installation.control('PUT', '/http-faults', {
      faults: [{ kind: 'slow', method: 'GET', delayMs: 2500, path: '/v1/checkout' }],
    });
    await payFast(url, CARDS.good);
    await sleep(800);
    installation.worker.signal('SIGTERM');
    await sleep(300);
    expect(await watched(`${installation.workerUrl}/health/ready`)).toBe(503);
    expect(await installation.worker.ended()).toBe(0);
    expect(installation.worker.log.map(({ msg }) => msg)).toContain('jobs drained');
    expect(await installation.count('pledge', `id = $1 AND state = 'PAID'`, [wish.id])).toBe(1);
    await installation.worker.start();
    await seeUntil(client, wish.id, ({ receipt }) => receipt !== null);
  });
});

describe('settings that are wrong', () => {
  test.each(['dist/apps/api/main.js', 'dist/apps/worker/main.js', 'dist/apps/api/seed.js'])(
    '%s ends with 78 and names every one of them, without a value that is secret',
    async (file) => {
      const wrong = {
        DATABASE_URL: 'mysql://x',
        PORT: '99999',
        SESSION_SECRET: 'too-short-secret',
        STRIPE_SECRET_KEY: 'pk_x',
      };
      const part = new Part({ name: 'wrong', file, env: { ...installation.env, ...wrong } });
      await part.start();
      expect(await part.ended()).toBe(78);
      for (const name of Object.keys(wrong)) expect(part.output).toMatch(new RegExp(`^  ${name}: .+`, 'm'));
      expect(part.output).not.toContain('too-short-secret');
      expect(part.output).not.toContain('    at ');
    },
  );

  test('in production neither demo logins nor the sandbox are taken', async () => {
    const env = { ...installation.env, NODE_ENV: 'production' };
    const part = new Part({ name: 'production', file: 'dist/apps/api/main.js', env });
    await part.start();
    expect(await part.ended()).toBe(78);
    for (const name of ['DEMO', 'STRIPE_API_BASE', 'PUBLIC_URL', 'SMTP_URL'])
      expect(part.output).toContain(`  ${name}: `);
    const sandbox = new Part({ name: 'sandbox', file: 'dist/apps/stripe-sandbox/main.js', env });
    await sandbox.start();
    expect(await sandbox.ended()).not.toBe(0);
  });
});
