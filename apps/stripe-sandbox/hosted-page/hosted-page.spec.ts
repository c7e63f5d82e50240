import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { SandboxFixture, giftSession, stripeError } from '../testing/sandbox.fixture.js';

let fixture: SandboxFixture;
let stripe: Stripe;
const GOOD = {
  number: '4242 4242 4242 4242',
  expiry: '12 / 34',
  cvc: '123',
  name: '示例',
  email: 'donor@example.test',
};

beforeAll(async () => {
  fixture = await SandboxFixture.start({ merchantName: '一起捐 <示例>' });
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

function open(change: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create(giftSession(6600, change));
}

function submit(url: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}

/** The id of the session's intent; throws where there is none. */
function intentIn(session: Stripe.Checkout.Session): string {
  if (typeof session.payment_intent === 'string') return session.payment_intent;
  throw new Error('the session has no intent');
}

async function textOf(response: Response): Promise<string> {
  return response.text();
}

describe('the payment page', () => {
  test('shows payee, amount, purpose and the mark of the sandbox, in Chinese first', async () => {
    const session = await open();
    const response = await fetch(String(session.url));
    const page = await textOf(response);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const text of ['测试环境', '¥66.00', '关爱困境母亲', 'lang="zh-CN"', 'https://donor.example/campaign']) {
      expect(page).toContain(text);
    }
    expect(page).not.toContain('<示例>');
  });

  test.each([
    [undefined, 'zh-CN,zh;q=0.9', '支付'],
    [undefined, 'en-GB,en;q=0.9', 'Card number'],
    ['zh', 'en', '卡号'],
    ['en', 'zh-CN', 'Card number'],
    ['auto', 'en', 'Card number'],
    ['fr', 'fr', '卡号'],
  ] as const)('with the locale %s and a browser in %s speaks as asked', async (locale, accepted, text) => {
    const session = await open(locale === undefined ? {} : { locale });
    const response = await fetch(String(session.url), { headers: { 'accept-language': accepted } });
    expect(await textOf(response)).toContain(text);
  });

  test('lets the browser run its own style and script, and no other', async () => {
    const response = await fetch(String((await open()).url));
    const policy = String(response.headers.get('content-security-policy'));
    const page = await textOf(response);
    for (const [, name, content] of page.matchAll(/<(style|script)>(.*?)<\/\1>/gs)) {
      const digest = createHash('sha256').update(String(content)).digest('base64');
      expect(policy).toContain(`${String(name)}-src 'sha256-${digest}'`);
    }
    expect(page.match(/<(style|script)\b/g)).toEqual(['<style', '<script']);
  });

  test('takes the payment, and leads to the address of success', async () => {
    const session = await open();
    expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', payment_intent: null });
    const response = await submit(String(session.url), GOOD);
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `https://donor.example/return?session=${session.id}`,
    ]);
    const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
    expect(done).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      client_reference_id: 'plg_sample',
      customer_details: { email: 'donor@example.test', name: '示例' },
      payment_intent: {
        status: 'succeeded',
        description: '一起捐 · 益阳',
        metadata: { pledge: 'plg_sample' },
        latest_charge: { billing_details: { name: '示例' } },
      },
    });
    expect(await fixture.heardTypes()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ]);
  });

  test.each([
    ['4000000000000002', '被发卡行拒绝'],
    ['4000000000009995', '余额不足'],
    ['4000000000000069', '已经过期'],
    ['4000000000000127', '安全码不正确'],
    ['4000000000000119', '处理时出错'],
    ['4111111111111111', '不接受真实卡号'],
  ])('says why the card %s was declined, and takes another for the same intent', async (number, words) => {
    const session = await open();
    const declined = await submit(String(session.url), { ...GOOD, number });
    expect(declined.status).toBe(402);
    const page = await textOf(declined);
    expect(page).toContain(words);
    expect(page).not.toContain(number);
    const after = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(after).toMatchObject({ status: 'open', payment_intent: { status: 'requires_payment_method' } });
    expect((await submit(String(session.url), GOOD)).status).toBe(303);
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('complete');
  });

  test('marks each wrong field, keeps what may be kept, and asks no bank', async () => {
    const session = await open();
    const response = await submit(String(session.url), {
      ...GOOD,
      number: '4242424242424241',
      cvc: '1',
      name: '示例<b>',
    });
    expect(response.status).toBe(422);
    const page = await textOf(response);
    for (const text of ['卡号不正确', '安全码的位数不正确', 'value="示例&#60;b&#62;"']) expect(page).toContain(text);
    expect(page).not.toContain('4242424242424241');
    expect((await stripe.paymentIntents.list()).data).toEqual([]);
  });

  test('asks for no address that the merchant has given', async () => {
    const session = await open({ customer_email: 'known@example.test' });
    expect(await textOf(await fetch(String(session.url)))).not.toContain('name="email"');
    await submit(String(session.url), { ...GOOD, email: '' });
    const done = await stripe.checkout.sessions.retrieve(session.id);
    expect(done.customer_details?.email).toBe('known@example.test');
  });

  test('takes a session once, however often it is sent', async () => {
    const session = await open();
    const answers = await Promise.all(Array.from({ length: 10 }, () => submit(String(session.url), GOOD)));
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
    expect((await stripe.charges.list()).data).toHaveLength(1);
    expect(await textOf(await fetch(`${fixture.url}/c/pay/${session.id}`))).toContain('已经支付');
  });

  test.each([
    ['complete', 'complete', 'succeeded'],
    ['fail', 'open', 'requires_payment_method'],
  ])('leads through the challenge of 3-D Secure: %s', async (outcome, status, intentStatus) => {
    const session = await open();
    const response = await submit(String(session.url), { ...GOOD, number: '4000002760003184' });
    const challenge = new URL(String(response.headers.get('location')), fixture.url);
    expect(challenge.pathname).toBe(`/c/pay/${session.id}/challenge`);
    expect(await textOf(await fetch(challenge))).toContain('验证通过');
    const answer = await submit(challenge.href, { outcome });
    expect(answer.status).toBe(303);
    const after = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(after).toMatchObject({ status, payment_intent: { status: intentStatus } });
    if (outcome === 'complete') return;
    const page = await textOf(await fetch(String(session.url)));
    for (const text of ['身份验证没有通过', 'value="示例"', 'value="12 / 34"']) expect(page).toContain(text);
  });

  test('of an unknown session says so', async () => {
    const response = await fetch(`${fixture.url}/c/pay/cs_test_none`);
    expect([response.status, await textOf(response)]).toEqual([404, expect.stringContaining('没有找到')]);
  });
});

describe('a session', () => {
  test('expires by itself, with its intent, and the page offers the way back', async () => {
    const session = await open();
    await submit(String(session.url), { ...GOOD, number: '4000000000000002' });
    await fixture.control('POST', '/clock/advance', { seconds: 86_400 });
    const expired = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(expired).toMatchObject({ status: 'expired', url: null, payment_intent: { status: 'canceled' } });
    const page = await fetch(String(session.url));
    expect([page.status, await textOf(page)]).toEqual([410, expect.stringContaining('https://donor.example/campaign')]);
    expect((await submit(String(session.url), GOOD)).status).toBe(410);
    expect((await fixture.heardTypes()).slice(-2)).toEqual(['payment_intent.canceled', 'checkout.session.expired']);
  });

  test('is expired by the merchant only while it is open', async () => {
    const session = await open();
    expect((await stripe.checkout.sessions.expire(session.id)).status).toBe('expired');
    expect((await stripeError(stripe.checkout.sessions.expire(session.id))).statusCode).toBe(400);
  });

  test('alone moves its intent', async () => {
    const session = await open();
    await submit(String(session.url), { ...GOOD, number: '4000000000000002' });
    const intent = intentIn(await stripe.checkout.sessions.retrieve(session.id));
    const confirm = stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    expect((await stripeError(confirm)).statusCode).toBe(400);
    expect((await stripeError(stripe.paymentIntents.cancel(intent))).message).toContain('Expire the Checkout Session');
  });

  test('is listed by status and by intent', async () => {
    const first = await open();
    const second = await open();
    await submit(String(first.url), GOOD);
    const intent = intentIn(await stripe.checkout.sessions.retrieve(first.id));
    const openOnes = await stripe.checkout.sessions.list({ status: 'open' });
    expect(openOnes.data.map((each) => each.id)).toEqual([second.id]);
    const ofIntent = await stripe.checkout.sessions.list({ payment_intent: intent });
    expect(ofIntent.data.map((each) => each.id)).toEqual([first.id]);
    expect((await stripe.checkout.sessions.listLineItems(first.id)).data).toHaveLength(1);
  });

  test.each<[string, Partial<Stripe.Checkout.SessionCreateParams>, string | undefined]>([
    ['without a way to success', { success_url: undefined }, 'success_url'],
    ['without lines', { line_items: [] }, 'line_items'],
    ['that would expire at once', { expires_at: 1 }, 'expires_at'],
    ['with a success address that is a script', { success_url: 'javascript:alert(1)' }, 'success_url'],
    ['in another mode', { mode: 'subscription' }, 'mode'],
    ['with a customer nobody knows', { customer: 'cus_none' }, 'customer'],
  ])('%s is refused', async (_fault, change, param) => {
    expect((await stripeError(open(change))).param).toBe(param);
  });

  test.each([
    [79, 'amount_too_small'],
    [100_000_000, 'amount_too_large'],
  ])('over %i fen is refused as %s', async (fen, code) => {
    expect((await stripeError(stripe.checkout.sessions.create(giftSession(fen)))).code).toBe(code);
  });

  test('adds up its lines and knows its customer', async () => {
    const customer = await stripe.customers.create({ name: '示例', email: 'c@example.test' });
    expect((await stripe.customers.retrieve(customer.id)).id).toBe(customer.id);
    const line = {
      price_data: { currency: 'cny', unit_amount: 1000, product_data: { name: '一份爱心' } },
      quantity: 3,
    };
    const session = await open({ customer: customer.id, line_items: [line, { ...line, quantity: 1 }] });
    expect(session).toMatchObject({ amount_total: 4000, customer: customer.id });
  });
});
