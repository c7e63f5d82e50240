import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil, type GiftWish } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';

jest.setTimeout(240_000);

let installation: Installation;
let campaign: ExampleCampaign;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
});

afterEach(async () => {
  await installation.control('DELETE', '/webhook-faults');
  await installation.control('POST', '/flush', {});
  await installation.idle();
  await installation.checks();
});

afterAll(() => installation?.close());

async function give(): Promise<{ client: GraphClient; wish: GiftWish }> {
  const client = installation.visitor();
  const wish = wishFor(campaign, { email: 'once@example.org' });
  await payFast(await pledge(client, wish), CARDS.good);
  return { client, wish };
}

/** What exists once for a gift however often its news came. */
async function effects({ id }: GiftWish): Promise<Record<string, number>> {
  const once = async (table: string, condition: string): Promise<number> => installation.count(table, condition, [id]);
  return {
    paid: await once('pledge_transition', `pledge_id = $1 AND "to" = 'PAID'`),
    payments: await once('payment_attempt', `pledge_id = $1 AND state = 'SUCCEEDED'`),
    postings: await once('ledger_gift', 'id = $1'),
    receipts: await once('receipt', 'pledge_id = $1'),
    mails: await once('mail_message', `id = (SELECT mail_id FROM receipt WHERE pledge_id = $1) AND state = 'SENT'`),
  };
}

const ONCE = { paid: 1, payments: 1, postings: 1, receipts: 1, mails: 1 };

describe('however notifications arrive, a gift is paid, posted, receipted and mailed once', () => {
  test.each<[string, object]>([
    ['each sent six times', { duplicate: { copies: 5 } }],
    ['shuffled', { shuffle: { window: 12 } }],
    ['sent four times and shuffled', { duplicate: { copies: 3 }, shuffle: { window: 20 } }],
    ['half of them late', { delay: { every: 2, milliseconds: 1500 } }],
    ['half of them never sent', { drop: { every: 2 } }],
    ['every second one badly signed at first', { badSignature: { every: 2 } }],
    ['every second one with a stale stamp at first', { staleTimestamp: { every: 2 } }],
  ])('%s', async (_, faults) => {
    await installation.control('PUT', '/webhook-faults', faults);
    const gifts = await Promise.all(Array.from({ length: 3 }, give));
    await installation.control('POST', '/flush', {});
    for (const { client, wish } of gifts) {
      await seeUntil(client, wish.id, ({ receipt }) => receipt?.mail === 'SENT');
      expect(await effects(wish)).toEqual(ONCE);
    }
  });

  test('none sent at all: the giver who watches brings it about', async () => {
    await installation.control('PUT', '/webhook-faults', { drop: {} });
    const { client, wish } = await give();
    const seen = await seeUntil(client, wish.id, ({ receipt }) => receipt?.mail === 'SENT', 30);
    expect(seen.state).toBe('PAID');
    expect(await effects(wish)).toEqual(ONCE);
    expect(await installation.count('webhook_event', `payload::text LIKE '%' || $1 || '%'`, [wish.id])).toBe(0);
  });

  test('none sent, and nobody watching: the sweep finds it within two minutes', async () => {
    await installation.control('PUT', '/webhook-faults', { drop: {} });
    const { wish } = await give();
    // As if the payment page had been opened a minute ago, so that the test need not wait for that too.
    await installation.rows(
      `UPDATE payment_attempt SET created_at = created_at - interval '80 seconds', checked_at = NULL
                             WHERE pledge_id = $1`,
      [wish.id],
    );
    const began = Date.now();
    while ((await installation.count('ledger_gift', 'id = $1', [wish.id])) === 0) {
      if (Date.now() - began > 60_000) throw new Error('the sweep did not find it');
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await installation.idle();
    expect(await effects(wish)).toEqual(ONCE);
  });

  test('sent while the api is down: the provider tries again', async () => {
    const { wish: first } = await give();
    const client = installation.visitor();
    const wish = wishFor(campaign, { email: 'once@example.org' });
    const url = await pledge(client, wish);
    await installation.api.stop();
    await payFast(url, CARDS.good);
    await installation.api.start();
    await installation.control('POST', '/flush', {});
    await installation.idle();
    expect(await effects(wish)).toEqual(ONCE);
    expect(await effects(first)).toEqual(ONCE);
  });
});

describe('old news', () => {
  test('sent again days later changes nothing', async () => {
    const { client, wish } = await give();
    await seeUntil(client, wish.id, ({ receipt }) => receipt?.mail === 'SENT');
    await installation.idle();
    const state = (): Promise<unknown> =>
      installation.rows(
        `SELECT (SELECT count(*) FROM pledge_transition) AS moves, (SELECT count(*) FROM webhook_event) AS events,
                (SELECT last_position FROM ledger_book) AS position, (SELECT count(*) FROM receipt) AS receipts,
                (SELECT count(*) FROM mail_message) AS mails, (SELECT sum(version) FROM ledger_balance) AS versions`,
      );
    const before = await state();
    const events = await installation.rows<{ id: string }>(
      `SELECT id FROM webhook_event WHERE payload::text LIKE '%' || $1 || '%'`,
      [wish.id],
    );
    expect(events.length).toBeGreaterThan(3);
    for (const { id } of events.reverse()) await installation.control('POST', `/events/${id}/resend`);
    await installation.control('POST', '/flush', {});
    await installation.idle();
    expect(await state()).toEqual(before);
  });

  test('of a failure, arriving after the success, does not undo it', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    const url = await pledge(client, wish);
    await payFast(url, CARDS.declined);
    await seeUntil(client, wish.id, ({ state }) => state === 'FAILED');
    await payFast(url, CARDS.good);
    await seeUntil(client, wish.id, ({ state }) => state === 'PAID');
    const failures = await installation.rows<{ id: string }>(
      `SELECT id FROM webhook_event WHERE type = 'payment_intent.payment_failed' AND payload::text LIKE '%' || $1 || '%'`,
      [wish.id],
    );
    expect(failures).toHaveLength(1);
    // Kept before under its id; as a new delivery it is taken in afresh.
    await installation.rows('DELETE FROM webhook_event WHERE id = $1', [failures[0]?.id]);
    await installation.control('POST', `/events/${failures[0]?.id}/resend`);
    await installation.control('POST', '/flush', {});
    await installation.idle();
    expect(await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).toMatchObject({
      state: 'PAID',
      failure: null,
    });
  });
});
