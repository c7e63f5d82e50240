import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import Stripe from 'stripe';
import { payFast, payOnPage, pledge, seeUntil, type GiftWish } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, createPledge, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';

jest.setTimeout(120_000);

let installation: Installation;
let campaign: ExampleCampaign;
let checker: GraphClient;
let stripe: Stripe;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
  checker = await installation.signIn('checker');
  const { hostname, port } = new URL(installation.sandboxUrl);
  stripe = new Stripe(installation.env['STRIPE_SECRET_KEY'] ?? '', { host: hostname, port, protocol: 'http' });
});

afterEach(async () => {
  await installation.idle();
  await installation.checks();
});

afterAll(() => installation?.close());

const PAY = `mutation Pay($id: ID!) {
  payPledge(id: $id) { __typename ... on Pledge { id state checkoutUrl } ... on UserError { code message } }
}`;
const CANCEL = `mutation Cancel($id: ID!) {
  cancelPledge(id: $id) { __typename ... on Pledge { id state checkoutUrl } ... on UserError { code message } }
}`;
const HELD = `query Held($id: ID!) { pledge(id: $id) { state failure { message } heldPayments { amount state message } } }`;
const LIST = `query List { paymentExceptions(first: 50) { edges { node { id kind state amount pledgeNumber policy failure } } } }`;
const RETURN = `mutation Return($id: ID!, $reason: String!) {
  returnHeldPayment(id: $id, reason: $reason) { __typename ... on PaymentException { state } ... on UserError { code } }
}`;

interface Answer {
  __typename: string;
  state?: string;
  checkoutUrl?: string | null;
  code?: string;
}
interface Exception {
  id: string;
  kind: string;
  state: string;
  amount: string;
  pledgeNumber: string;
  policy: string;
}

const payAgain = async (client: GraphClient, id: string) =>
  (await client.ask<{ payPledge: Answer }>(PAY, { id })).payPledge;
const cancel = async (client: GraphClient, id: string) =>
  (await client.ask<{ cancelPledge: Answer }>(CANCEL, { id })).cancelPledge;

async function exceptionOf(pledgeId: string): Promise<Exception | undefined> {
  const { paymentExceptions } = await checker.ask<{ paymentExceptions: { edges: { node: Exception }[] } }>(LIST);
  return paymentExceptions.edges.map(({ node }) => node).find(({ pledgeNumber }) => pledgeNumber === pledgeId);
}

/** A page of the pledge's own at the provider that we would not have opened: of another amount, or beside the first. */
async function strayPage(wish: GiftWish, amount: number): Promise<string> {
  const attempt = `att_stray_${wish.id.slice(4)}`;
  const metadata = { pledge_id: wish.id, attempt_id: attempt };
  const price = { currency: 'cny', unit_amount: amount, product_data: { name: 'stray' } };
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [{ quantity: 1, price_data: price }],
    metadata,
    payment_intent_data: { metadata },
    success_url: installation.url,
  });
  await installation.rows(
    `INSERT INTO payment_attempt (id, pledge_id, number, provider, idempotency_key, amount, session_id, checkout_url, state, created_at)
     VALUES ($1, $2, 2, 'stripe', $1, $3, $4, $5, 'OPEN', now())`,
    [attempt, wish.id, wish.amount, session.id, session.url],
  );
  return session.url ?? '';
}

async function given(client: GraphClient, change: Partial<GiftWish> = {}): Promise<GiftWish> {
  const wish = wishFor(campaign, change);
  await payFast(await pledge(client, wish), CARDS.good);
  await seeUntil(client, wish.id, ({ receipt }) => receipt !== null);
  return wish;
}

async function owed(): Promise<bigint> {
  const [row] = await installation.rows<{ n: string }>(
    `SELECT coalesce(sum(credits - debits), 0) AS n FROM ledger_balance JOIN ledger_account ON id = account_id
     WHERE purpose = 'UNIDENTIFIED'`,
  );
  return BigInt(row?.n ?? 0);
}

describe('money that is not the gift it was meant as is held, told to its giver, and goes back when a checker agrees', () => {
  test('a second payment of the same pledge: counted once', async () => {
    const client = installation.visitor();
    const wish = await given(client, { email: 'twice@example.org' });
    await payFast(await strayPage(wish, 6_600), CARDS.good);
    await installation.idle();
    const exception = await exceptionOf(wish.id);
    expect(exception).toMatchObject({ kind: 'SECOND_PAYMENT', state: 'HELD', amount: '6600' });
    expect(exception?.policy).toContain('付了两次');
    expect(await owed()).toBe(6_600n);
    expect(await installation.count('ledger_gift', 'id = $1', [wish.id])).toBe(1);
    const { pledge: seen } = await client.ask<{ pledge: object }>(HELD, { id: wish.id });
    expect(seen).toMatchObject({
      state: 'PAID',
      heldPayments: [{ amount: '6600', state: 'HELD', message: expect.stringContaining('¥66.00') }],
    });

    const maker = await installation.signIn('maker');
    const refused = await maker.tryAsking(RETURN, { id: exception?.id, reason: '多付' });
    expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const answer = await checker.ask<object>(RETURN, { id: exception?.id, reason: '捐赠人多付了一次' });
    expect(answer).toMatchObject({ returnHeldPayment: { state: 'RETURN_APPROVED' } });
    expect(await checker.ask<object>(RETURN, { id: exception?.id, reason: '再点一次' })).toMatchObject({
      returnHeldPayment: { code: 'payment_exception_state_forbids_step' },
    });
    await installation.idle();
    expect((await exceptionOf(wish.id))?.state).toBe('RETURNED');
    expect(await owed()).toBe(0n);
    const refunds = await stripe.refunds.list({ limit: 10 });
    expect(refunds.data.map(({ amount }) => amount)).toEqual([6_600]);
    // One letter that it is held, one that it went back, beside the receipt's.
    const [mails] = await installation.rows<{ n: string }>(
      `SELECT count(*) AS n FROM mail_message WHERE state = 'SENT' AND id LIKE 'mail_att_%'`,
    );
    expect(mails?.n).toBe('2');
  });

  test('another amount than was pledged: the pledge stays unpaid and can be paid', async () => {
    const client = installation.visitor('en');
    const wish = wishFor(campaign);
    await pledge(client, wish);
    await payFast(await strayPage(wish, 5_000), CARDS.good);
    await installation.idle();
    expect(await exceptionOf(wish.id)).toMatchObject({ kind: 'OTHER_AMOUNT', state: 'HELD', amount: '5000' });
    const { pledge: seen } = await client.ask<{ pledge: object }>(HELD, { id: wish.id });
    expect(seen).toMatchObject({
      state: 'FAILED',
      failure: { message: expect.stringContaining('will be sent back') },
      heldPayments: [{ amount: '5000', message: expect.stringContaining('not what was pledged') }],
    });
    const again = await payAgain(client, wish.id);
    await payFast(again.checkoutUrl ?? '', CARDS.good);
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
    // A part was sent back in the provider's dashboard already: only the rest is sent.
    const charges = await stripe.charges.list({ limit: 50 });
    const stray = charges.data.find(({ amount }) => amount === 5_000);
    await stripe.refunds.create({ charge: stray?.id ?? '', amount: 2_000 });
    await checker.ask(RETURN, { id: (await exceptionOf(wish.id))?.id, reason: '金额不同' });
    await installation.idle();
    expect((await exceptionOf(wish.id))?.state).toBe('RETURNED');
    expect((await stripe.refunds.list({ charge: stray?.id ?? '' })).data.map(({ amount }) => amount).sort()).toEqual([
      2_000, 3_000,
    ]);
  });

  test('a payment for a campaign that was taken down meanwhile', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    const url = await pledge(client, wish);
    await installation.rows(`UPDATE campaign SET state = 'TAKEN_DOWN' WHERE id = $1`, [campaign.id]);
    await payFast(url, CARDS.good);
    await installation.idle();
    await installation.rows(`UPDATE campaign SET state = 'LIVE' WHERE id = $1`, [campaign.id]);
    const exception = await exceptionOf(wish.id);
    expect(exception).toMatchObject({ kind: 'AFTER_TAKE_DOWN', state: 'HELD' });
    expect(await installation.count('ledger_gift', 'id = $1', [wish.id])).toBe(0);
    // The provider fails once, keeps its failure under the key, and has sent it all the same.
    await installation.control('PUT', '/http-faults', {
      faults: [{ kind: 'server_error', count: 1, commit: true, method: 'POST', path: '/v1/refunds' }],
    });
    await checker.ask(RETURN, { id: exception?.id, reason: '活动已下架' });
    await installation.idle();
    expect((await exceptionOf(wish.id))?.state).toBe('RETURNED');
    expect(await owed()).toBe(0n);
  });
});

describe('late money is accepted as it was meant, and marked', () => {
  test('for a pledge that was given up', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    await pledge(client, wish);
    expect(await cancel(client, wish.id)).toMatchObject({ state: 'CANCELLED' });
    await payFast(await strayPage(wish, 6_600), CARDS.good);
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
    expect(await exceptionOf(wish.id)).toMatchObject({ kind: 'AFTER_CANCELLATION', state: 'ACCEPTED' });
  });

  test('for a pledge whose page had closed', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    const url = await pledge(client, wish);
    await installation.rows(`UPDATE pledge SET state = 'EXPIRED' WHERE id = $1`, [wish.id]);
    await installation.rows(
      `INSERT INTO pledge_transition (pledge_id, "from", "to", actor, reason, at)
       VALUES ($1, 'AWAITING_PAYMENT', 'EXPIRED', 'test', 'expired', now())`,
      [wish.id],
    );
    await payFast(url, CARDS.good);
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
    expect(await exceptionOf(wish.id)).toMatchObject({ kind: 'AFTER_EXPIRY', state: 'ACCEPTED' });
  });
});

describe('a pledge that is not paid', () => {
  test('can be paid later on a new page, and stays the same pledge', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    const first = await pledge(client, wish);
    expect((await payAgain(client, wish.id)).checkoutUrl).toBe(first);
    await installation.rows(
      `UPDATE payment_attempt SET created_at = created_at - interval '1 day' WHERE pledge_id = $1`,
      [wish.id],
    );
    const both = await Promise.all([payAgain(client, wish.id), payAgain(client, wish.id)]);
    const urls = new Set(both.map(({ checkoutUrl }) => checkoutUrl));
    const { checkoutUrl } = await payAgain(client, wish.id);
    expect(checkoutUrl).not.toBe(first);
    for (const url of urls) expect([checkoutUrl, null, undefined]).toContain(url);
    // The old page is closed for good, and its closing does not end the pledge.
    await expect(payFast(first, CARDS.good)).rejects.toThrow('400');
    await installation.idle();
    expect((await client.ask<{ pledge: { state: string } }>(HELD, { id: wish.id })).pledge.state).toBe(
      'AWAITING_PAYMENT',
    );
    await payFast(checkoutUrl ?? '', CARDS.good);
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
    expect(await installation.count('payment_attempt', 'pledge_id = $1', [wish.id])).toBe(2);
    expect((await payAgain(client, wish.id)).code).toBe('pledge_state_forbids_step');
  });

  test('can be given up: its page is closed, and nothing can be paid on it', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    const url = await pledge(client, wish);
    expect(await cancel(client, wish.id)).toMatchObject({ state: 'CANCELLED', checkoutUrl: null });
    expect(await cancel(client, wish.id)).toMatchObject({ state: 'CANCELLED' });
    await expect(payFast(url, CARDS.good)).rejects.toThrow('400');
    expect((await payAgain(client, wish.id)).code).toBe('pledge_state_forbids_step');
  });

  test('is paid when it was given up a moment after it was paid', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    const url = await pledge(client, wish);
    await installation.control('PUT', '/webhook-faults', { drop: {} });
    await payFast(url, CARDS.good);
    expect(await cancel(client, wish.id)).toMatchObject({ state: 'PAID' });
    await installation.control('DELETE', '/webhook-faults');
  });

  test('is closed to everybody else, existing or not', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    await pledge(client, wish);
    const stranger = installation.visitor();
    const ask = async (id: string) => (await stranger.tryAsking(PAY, { id })).errors?.[0];
    const [foreign, missing] = [await ask(wish.id), await ask(wishFor(campaign).id)];
    expect(foreign?.extensions?.['code']).toBe('NOT_FOUND');
    expect({ ...foreign, path: null }).toEqual({ ...missing, path: null });
    // Staff may look at a pledge and not act in its giver's place.
    expect((await checker.tryAsking(CANCEL, { id: wish.id })).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
  });
});

test('a provider that is down is not asked again and again while givers wait; what was pledged can be paid later', async () => {
  const client = installation.visitor();
  await installation.sandbox.stop();
  const wishes = Array.from({ length: 8 }, () => wishFor(campaign));
  const took: number[] = [];
  for (const wish of wishes) {
    const began = performance.now();
    const { answer } = await createPledge(client, wish);
    took.push(performance.now() - began);
    expect(answer).toMatchObject({ __typename: 'PaymentUnavailableError', code: 'payment_unavailable' });
  }
  // Once the breaker is open an answer takes no try at all: each try waits between the SDK's own repeats.
  expect(Math.max(...took.slice(-2))).toBeLessThan(Math.max(...took.slice(0, 5)) / 2);
  await installation.sandbox.start();
  const [wish] = wishes;
  const deadline = Date.now() + 30_000;
  let url: string | null | undefined;
  while (!url && Date.now() < deadline) {
    url = (await payAgain(client, wish?.id ?? '')).checkoutUrl;
    if (!url) await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await payOnPage(url ?? '', CARDS.good);
  expect((await seeUntil(client, wish?.id ?? '', ({ receipt }) => receipt !== null)).state).toBe('PAID');
});
