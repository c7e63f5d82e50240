import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { payFast, payOnPage, pledge, see, seeUntil } from '../../apps/visitor/gift.js';
import { CARDS, createPledge, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';

jest.setTimeout(120_000);

/** Room for the other tests of this file, and few enough to reach the limit. */
const PAGES = 30;
let installation: Installation;
let campaign: ExampleCampaign;

beforeAll(async () => {
  installation = await Installation.start({ env: { PAGES_PER_ADDRESS: String(PAGES) } });
  campaign = await installation.campaign();
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

const PAY = `mutation Pay($id: ID!) { payPledge(id: $id) { __typename ... on Pledge { checkoutUrl } ... on UserError { code } } }`;

/** Declines one card after another until the page takes no more, at most `most` times; says how many it took. */
async function decline(url: string, card: string, most: number): Promise<number> {
  for (let tries = 0; tries < most; tries++) {
    try {
      await payFast(url, card);
    } catch {
      return tries;
    }
    await sleep(400);
  }
  return most;
}

describe('whoever tries out cards', () => {
  test('finds the page closed after a few, told why, and may come back after a while', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign, { amount: '100' });
    const url = await pledge(client, wish);
    const tries = await decline(url, CARDS.declined, 40);
    expect(tries).toBeGreaterThanOrEqual(5);
    expect(tries).toBeLessThan(40);
    const seen = await seeUntil(client, wish.id, ({ state }) => state === 'EXPIRED');
    expect(seen.failure).toMatchObject({ code: 'too_many_declines', message: expect.stringContaining('保护持卡人') });
    const refused = (await client.tryAsking(PAY, { id: wish.id })).errors?.[0];
    expect(refused?.extensions).toMatchObject({ code: 'RATE_LIMITED', reason: 'too_many_declines' });
    await installation.rows(
      `UPDATE payment_attempt SET checked_at = checked_at - interval '1 hour' WHERE pledge_id = $1`,
      [wish.id],
    );
    const { payPledge } = await client.ask<{ payPledge: { checkoutUrl: string } }>(PAY, { id: wish.id });
    await payFast(payPledge.checkoutUrl, CARDS.good);
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
  });

  test('finds one card closed on every page, whoever uses it, while other cards go on', async () => {
    const client = installation.visitor();
    // The first test has used up a part of what this card may be declined.
    const wishes = Array.from({ length: 5 }, () => wishFor(campaign, { amount: '100' }));
    let closed = 0;
    for (const wish of wishes) {
      const url = await pledge(client, wish);
      await decline(url, CARDS.declined, 2);
      await installation.idle();
      if ((await see(client, wish.id)).state === 'EXPIRED') closed++;
    }
    expect(closed).toBeGreaterThanOrEqual(3);
    const honest = wishFor(campaign);
    const url = await pledge(client, honest);
    await payOnPage(url, CARDS.insufficient);
    await payFast(url, CARDS.good);
    expect((await seeUntil(client, honest.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
  });

  test('finds a campaign guarded once many cards were declined in it', async () => {
    await installation.rows(`UPDATE limit_count SET points = 1000 WHERE key LIKE 'declines-of-campaign:%'`);
    const client = installation.visitor('en');
    const answers = [];
    for (let page = 0; page < 7; page++) answers.push(await createPledge(client, wishFor(campaign)));
    const refused = answers.filter(({ error }) => error?.code === 'RATE_LIMITED');
    expect(refused).toHaveLength(2);
    expect(refused[0]?.error).toMatchObject({ reason: 'too_many_pages', message: expect.stringContaining('minutes') });
    await installation.rows(`DELETE FROM limit_count WHERE key LIKE 'declines-of-campaign:%'`);
  });

  test('opens no more pages from one address than a school would; the same pledge again costs nothing', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    await pledge(client, wish);
    let opened = 0;
    while (opened <= PAGES && (await createPledge(client, wishFor(campaign))).error === null) opened++;
    expect(opened).toBeLessThan(PAGES);
    expect((await createPledge(client, wishFor(campaign))).error).toMatchObject({ code: 'RATE_LIMITED' });
    expect(await pledge(client, wish)).toContain('http');
    // What is counted names nobody.
    const keys = await installation.rows<{ key: string }>('SELECT key FROM limit_count');
    expect(keys.length).toBeGreaterThan(2);
    for (const { key } of keys) expect(key).not.toContain('127.0.0.1');
  });
});
