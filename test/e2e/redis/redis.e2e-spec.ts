import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveMany } from '../../../apps/visitor/give-many.js';
import { payOnPage, pledge, seeUntil } from '../../../apps/visitor/gift.js';
import { CARDS, wishFor } from '../../support/gifts.js';
import { Installation, type ExampleCampaign } from '../../support/installation.js';
import { startRedis, type TestRedis } from '../../support/redis.js';

jest.setTimeout(180_000);

let redis: TestRedis;
let installation: Installation;
let campaign: ExampleCampaign;

beforeAll(async () => {
  redis = await startRedis();
  installation = await Installation.start({ env: { REDIS_URL: redis.url } });
  campaign = await installation.campaign();
});

afterEach(() => installation.checks());

afterAll(async () => {
  await installation?.close();
  await redis?.close();
});

describe('with REDIS_URL set, the queue is Redis', () => {
  test('a gift goes all the way, and Postgres carries no queue', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign, { email: 'redis@example.org' });
    await payOnPage(await pledge(client, wish), CARDS.good);
    const seen = await seeUntil(client, wish.id, ({ receipt }) => receipt?.mail === 'SENT');
    expect(seen).toMatchObject({ state: 'PAID', allocation: { state: 'POSTED' } });
    // The tables came with the seeded copy; nothing has been written to them.
    expect(await installation.count('bullmq.job', 'true')).toBe(0);
    const staff = await installation.signIn('checker');
    const board = await (await staff.fetch('/ops/queues/api/queues')).json();
    expect(board).toMatchObject({ queues: expect.arrayContaining([expect.objectContaining({ name: 'ledger-post' })]) });
  });

  test('a hundred gifts survive a Redis that forgot everything, twice', async () => {
    const wishes = Array.from({ length: 100 }, (_, index) => wishFor(campaign, { amount: `${100 + index * 37}` }));
    await installation.control('PUT', '/webhook-faults', { duplicate: { copies: 1 }, shuffle: { window: 20 } });
    const giving = giveMany({ url: installation.url, wishes, clients: 10 });
    await sleep(1_000);
    await redis.flush();
    await sleep(500);
    await redis.flush();
    await giving;
    await installation.control('POST', '/flush', { timeoutMs: 60_000 });
    await installation.idle(120);
    const ids = wishes.map(({ id }) => id);
    expect(await installation.count('ledger_gift', 'id = ANY ($1)', [ids])).toBe(100);
    expect(await installation.count('receipt', 'pledge_id = ANY ($1) AND rendered_at IS NOT NULL', [ids])).toBe(100);
  });
});
