import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { SandboxFixture, giftSession, stripeError } from '../testing/sandbox.fixture.js';

let fixture: SandboxFixture;
let stripe: Stripe;
const KINDS = ['alipay', 'wechat_pay'] as const;
const DAY = 86_400;

beforeAll(async () => {
  fixture = await SandboxFixture.start();
  stripe = fixture.client();
}, 60_000);
afterAll(() => fixture.stop());
beforeEach(async () => {
  await fixture.control('POST', '/reset', {});
  fixture.receiver.forget();
});
afterEach(() => {
  expect(fixture.contractFaults).toEqual([]);
});

function open(...kinds: string[]): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create(giftSession(6600, { allowed_payment_method_types: kinds }));
}

function submit(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

function move(body: object): Promise<Record<string, unknown>> {
  return fixture.control('POST', '/wallet', body);
}

function advance(seconds: number): Promise<unknown> {
  return fixture.control('POST', '/clock/advance', { seconds });
}

async function stateOf(session: string): Promise<(string | null | undefined)[]> {
  const { status, payment_status, payment_intent } = await stripe.checkout.sessions.retrieve(session, {
    expand: ['payment_intent'],
  });
  return [status, payment_status, (payment_intent as Stripe.PaymentIntent | null)?.status];
}

describe('on the payment page', () => {
  test('the visitor chooses among the methods that the merchant allows', async () => {
    const page = await (await fetch(String((await open('card', 'alipay', 'wechat_pay')).url))).text();
    for (const text of ['value="card"', 'value="alipay"', 'value="wechat_pay"', '支付宝', '微信支付']) {
      expect(page).toContain(text);
    }
    const cardOnly = await (await fetch(String((await open('card')).url))).text();
    expect(cardOnly).not.toContain('支付宝');
  });

  test.each(KINDS)('%s leads to the wallet and, approved there, to the page of success', async (kind) => {
    const session = await open('card', kind);
    const sent = await submit(String(session.url), { method: kind, email: 'donor@example.test' });
    const wallet = new URL(String(sent.headers.get('location')), fixture.url).href;
    expect(wallet).toBe(`${fixture.url}/c/pay/${session.id}/wallet`);
    expect((await fetch(String(session.url))).url).toBe(wallet);
    expect(await (await fetch(wallet)).text()).toContain('¥66.00');
    const done = await submit(wallet, { outcome: 'approve' });
    expect(done.headers.get('location')).toBe(`https://donor.example/return?session=${session.id}`);
    expect(await stateOf(session.id)).toEqual(['complete', 'paid', 'succeeded']);
    const [charge] = (await stripe.charges.list()).data;
    expect(charge?.payment_method_details?.type).toBe(kind);
    expect(charge?.payment_method_details?.[kind]?.transaction_id).toMatch(/^\d{28}$/);
    expect(charge?.billing_details.email).toBe('donor@example.test');
    expect(await fixture.heardTypes()).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ]);
  });

  test.each([
    ['decline', '您没有在钱包中确认付款'],
    ['expire', '付款已超时'],
  ])('a wallet that ends in %s leads back, says why, and another way can be taken', async (outcome, words) => {
    const session = await open('alipay', 'card');
    await submit(String(session.url), { method: 'alipay', email: 'donor@example.test' });
    const back = await submit(`${String(session.url)}/wallet`, { outcome });
    expect(back.headers.get('location')).toBe(`/c/pay/${session.id}`);
    expect(await (await fetch(String(session.url))).text()).toContain(words);
    expect(await stateOf(session.id)).toEqual(['open', 'unpaid', 'requires_payment_method']);
    await fixture.control('POST', '/pay', { session: session.id });
    expect(await stateOf(session.id)).toEqual(['complete', 'paid', 'succeeded']);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  test.each([
    ['approveLater', 'paid', 'succeeded', 'checkout.session.async_payment_succeeded', '已经支付'],
    ['failLater', 'unpaid', 'requires_payment_method', 'checkout.session.async_payment_failed', '付款没有成功'],
  ])('a result that comes later: %s', async (outcome, paymentStatus, intentStatus, event, words) => {
    const session = await open('wechat_pay');
    await submit(String(session.url), { email: 'donor@example.test' });
    const done = await submit(`${String(session.url)}/wallet`, { outcome });
    expect(done.headers.get('location')).toContain('https://donor.example/return');
    expect(await stateOf(session.id)).toEqual(['complete', 'unpaid', 'processing']);
    expect(await (await fetch(`${fixture.url}/c/pay/${session.id}`)).text()).toContain('付款处理中');
    await advance(31);
    expect(await stateOf(session.id)).toEqual(['complete', paymentStatus, intentStatus]);
    expect(await (await fetch(`${fixture.url}/c/pay/${session.id}`)).text()).toContain(words);
    const heard = await fixture.heardTypes();
    for (const type of ['charge.pending', 'payment_intent.processing', 'checkout.session.completed', event]) {
      expect(heard).toContain(type);
    }
  });

  test('wants an address for the receipt, also with a wallet', async () => {
    const session = await open('alipay');
    const response = await submit(String(session.url), { method: 'alipay', email: 'nobody' });
    expect(response.status).toBe(422);
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
  });

  test('a wallet that nobody answers expires after a quarter of an hour', async () => {
    const session = await open('wechat_pay');
    await submit(String(session.url), { email: 'donor@example.test' });
    await advance(15 * 60 + 1);
    expect(await stateOf(session.id)).toEqual(['open', 'unpaid', 'requires_payment_method']);
  });
});

describe('the control plane', () => {
  test.each(KINDS)('approves, declines and expires a payment by %s', async (kind) => {
    const answers = { approve: 'succeeded', decline: 'declined', expire: 'declined' };
    for (const [outcome, status] of Object.entries(answers)) {
      const session = await open(kind);
      expect(await move({ session: session.id, outcome })).toMatchObject({ status, session: session.id });
    }
  });

  test('lets a result come later, or brings it now', async () => {
    const [first, second] = [await open('alipay'), await open('alipay')];
    for (const { id } of [first, second]) {
      expect(await move({ session: id, outcome: 'approve', delaySeconds: 3600 })).toMatchObject({
        status: 'processing',
      });
    }
    expect(await move({ session: second.id, outcome: 'decline' })).toMatchObject({ status: 'declined' });
    await advance(3601);
    expect(await stateOf(first.id)).toEqual(['complete', 'paid', 'succeeded']);
    expect(await stateOf(second.id)).toEqual(['complete', 'unpaid', 'requires_payment_method']);
  });

  test('lets a wallet expire after a while', async () => {
    const { id } = await open('alipay');
    expect(await move({ session: id, outcome: 'expire', delaySeconds: 60 })).toMatchObject({
      status: 'requires_action',
    });
    await advance(61);
    expect(await stateOf(id)).toEqual(['open', 'unpaid', 'requires_payment_method']);
  });
});

describe('an intent of its own', () => {
  test('shows the code of WeChat Pay as text and as pictures', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 6600,
      currency: 'cny',
      allowed_payment_method_types: ['wechat_pay'],
      confirm: true,
      payment_method_data: { type: 'wechat_pay' },
      payment_method_options: { wechat_pay: { client: 'web' } },
    });
    const code = intent.next_action?.wechat_pay_display_qr_code;
    expect(code?.data).toMatch(/^weixin:/);
    expect((await fetch(String(code?.image_url_png))).headers.get('content-type')).toBe('image/png');
    expect(await (await fetch(String(code?.image_url_svg))).text()).toContain('<svg');
    expect((await fetch(String(code?.hosted_instructions_url))).status).toBe(200);
    await move({ payment_intent: intent.id, outcome: 'approve' });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  test('leads to Alipay and back to the merchant with the result', async () => {
    const intent = await stripe.paymentIntents.create({
      amount: 6600,
      currency: 'cny',
      allowed_payment_method_types: ['alipay'],
      confirm: true,
      payment_method_data: { type: 'alipay' },
      return_url: 'https://donor.example/back',
    });
    const url = String(intent.next_action?.alipay_handle_redirect?.url);
    const back = await submit(url, { outcome: 'decline' });
    expect(back.headers.get('location')).toContain('redirect_status=failed');
    expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_method_customer_decline' },
    });
  });
});

describe('what a wallet cannot do', () => {
  test('it cannot be kept: such a payment offers the card alone, or nothing', async () => {
    const keep = { payment_intent_data: { setup_future_usage: 'off_session' as const } };
    const both = await stripe.checkout.sessions.create(
      giftSession(6600, { ...keep, allowed_payment_method_types: ['card', 'alipay'] }),
    );
    expect(both.payment_method_types).toEqual(['card']);
    const none = giftSession(6600, { ...keep, allowed_payment_method_types: ['alipay', 'wechat_pay'] });
    expect((await stripeError(stripe.checkout.sessions.create(none))).param).toBe('allowed_payment_method_types');
  });

  test.each(KINDS)('a charge by %s cannot be disputed', async (kind) => {
    await move({ session: (await open(kind)).id, outcome: 'approve' });
    const [charge] = (await stripe.charges.list()).data;
    await expect(fixture.control('POST', '/disputes', { charge: charge?.id })).rejects.toThrow('cannot be disputed');
  });

  test.each([
    ['alipay', 90],
    ['wechat_pay', 180],
  ])('a payment by %s can be given back for %i days', async (kind, days) => {
    await move({ session: (await open(kind)).id, outcome: 'approve' });
    const [charge] = (await stripe.charges.list()).data;
    const id = String(charge?.id);
    await advance((days - 1) * DAY);
    const refund = await stripe.refunds.create({ charge: id, amount: 600 });
    expect(refund.destination_details?.type).toBe(kind);
    await advance(120);
    expect((await stripe.refunds.retrieve(refund.id)).status).toBe('succeeded');
    await advance(DAY);
    expect((await stripeError(stripe.refunds.create({ charge: id }))).code).toBe('charge_not_refundable');
  });

  test('a session takes no method that it does not offer', async () => {
    const session = await open('card');
    await expect(move({ session: session.id, method: 'alipay', outcome: 'approve' })).rejects.toThrow('does not take');
  });
});
