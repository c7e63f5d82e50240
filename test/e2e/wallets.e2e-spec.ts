import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import Stripe from 'stripe';
import { pledge, seeUntil } from '../../apps/visitor/gift.js';
import { wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';

jest.setTimeout(120_000);

let installation: Installation;
let campaign: ExampleCampaign;
let stripe: Stripe;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
  const { hostname, port } = new URL(installation.sandboxUrl);
  stripe = new Stripe(installation.env['STRIPE_SECRET_KEY'] ?? '', { host: hostname, port, protocol: 'http' });
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

const METHOD = `query Method($id: ID!) { pledge(id: $id) { state paymentMethod } }`;

/** Goes to the wallet and answers there. */
async function answer(url: string, method: string, outcome: string, delaySeconds?: number): Promise<void> {
  const session = new URL(url).pathname.split('/').at(-1);
  await installation.control('POST', '/wallet', {
    session,
    method,
    outcome,
    ...(delaySeconds ? { delaySeconds } : {}),
  });
}

test('a page offers each method that can do what is asked, wallets first', async () => {
  const url = await pledge(installation.visitor(), wishFor(campaign));
  const session = await stripe.checkout.sessions.retrieve(new URL(url).pathname.split('/').at(-1) ?? '');
  expect(session.allowed_payment_method_types).toEqual(['alipay', 'wechat_pay', 'card']);
});

describe.each([
  ['alipay', 'ALIPAY'],
  ['wechat_pay', 'WECHAT_PAY'],
])('a gift by %s', (method, kept) => {
  test('is posted and receipted once the wallet says yes', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    await answer(await pledge(client, wish), method, 'approve');
    await seeUntil(client, wish.id, ({ receipt }) => receipt !== null);
    expect(await client.ask<object>(METHOD, { id: wish.id })).toEqual({
      pledge: { state: 'PAID', paymentMethod: kept },
    });
  });

  test('is being confirmed while the wallet takes its time, and paid when it has', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    await answer(await pledge(client, wish), method, 'approve', 30);
    await seeUntil(client, wish.id, ({ state }) => state === 'PROCESSING');
    await installation.control('POST', '/clock/advance', { seconds: 31 });
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
  });

  test('that the wallet refuses takes no money, and the same pledge can be tried again', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    const url = await pledge(client, wish);
    await answer(url, method, 'decline');
    const seen = await seeUntil(client, wish.id, ({ state }) => state === 'FAILED');
    expect(seen.failure?.message).toContain('没有扣款');
    await answer(await pledge(client, wish), method, 'approve');
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
    expect(await installation.count('payment_attempt', `pledge_id = $1 AND state = 'SUCCEEDED'`, [wish.id])).toBe(1);
  });
});
