import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { SandboxFixture, TEST_KEY, giftSession, stripeError } from '../testing/sandbox.fixture.js';

let fixture: SandboxFixture;
let stripe: Stripe;

beforeAll(async () => {
  fixture = await SandboxFixture.start();
  stripe = fixture.client();
}, 60_000);
afterAll(() => fixture.stop());
afterEach(() => {
  expect(fixture.contractFaults).toEqual([]);
});

function call(path: string, init: RequestInit & { key?: string } = {}): Promise<Response> {
  const authorization = `Bearer ${init.key ?? TEST_KEY}`;
  const type = 'application/x-www-form-urlencoded';
  return fetch(fixture.url + path, { ...init, headers: { authorization, 'content-type': type, ...init.headers } });
}

describe('a key', () => {
  test.each([
    ['Bearer', `Bearer ${TEST_KEY}`, 200],
    ['Basic with the key as user name', `Basic ${Buffer.from(`${TEST_KEY}:`).toString('base64')}`, 200],
    ['none', '', 401],
    ['a word', 'Bearer secret', 401],
    ['a publishable key', 'Bearer pk_test_sandboxfixture', 401],
    ['a live key', 'Bearer sk_live_sandboxfixture', 401],
  ])('%s is answered as it must be', async (_kind, authorization, status) => {
    const response = await call('/v1/balance', { headers: { authorization } });
    expect(response.status).toBe(status);
  });

  test('that is live is refused by the SDK as an authentication error', async () => {
    const error = await stripeError(fixture.client({}, 'sk_live_sandboxfixture').balance.retrieve());
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(error.message).not.toContain('sandboxfixture');
  });
});

describe('every answer', () => {
  test.each([
    ['a good one', '/v1/balance', 200],
    ['an unknown address', '/v1/castles', 404],
    ['an unknown id', '/v1/charges/ch_none', 404],
    ['an unknown parameter', '/v1/charges?colour=red', 400],
  ])('has a request id and the version, and errors have the envelope: %s', async (_kind, path, status) => {
    const response = await call(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('request-id')).toMatch(/^req_\w{14}$/);
    expect(response.headers.get('stripe-version')).toBe('2026-10-28.endive');
    const body = (await response.json()) as { error?: { type: string; message: string } };
    if (status !== 200) expect(body.error).toMatchObject({ type: 'invalid_request_error' });
  });

  test.each([
    ['JSON instead of a form', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
    ['too large a form', { method: 'POST', body: `description=${'x'.repeat(300_000)}` }],
    ['broken UTF-8', { method: 'POST', body: 'amount=%E5%85' }],
    ['another API version', { headers: { 'stripe-version': '2020-08-27' } }],
  ])('keeps the envelope for %s', async (_kind, init) => {
    const response = await call('/v1/payment_intents', init);
    const body = (await response.json()) as { error: { type: string } };
    expect([response.status, body.error.type]).toEqual([400, 'invalid_request_error']);
  });
});

describe('a parameter', () => {
  const intent = { amount: 6600, currency: 'cny' };
  test.each<[string, object, string | undefined, string]>([
    ['that is missing', { currency: 'cny' }, 'parameter_missing', 'amount'],
    ['that is unknown', { ...intent, colour: 'red' }, 'parameter_unknown', 'colour'],
    [
      'that is unknown deep inside',
      { ...intent, shipping: { name: 'A', address: { planet: 'x' } } },
      'parameter_unknown',
      'shipping[address][planet]',
    ],
    ['that is no whole number', { ...intent, amount: 66.5 }, 'parameter_invalid_integer', 'amount'],
    ['that is negative', { ...intent, amount: -1 }, 'parameter_invalid_integer', 'amount'],
    ['that is empty', { ...intent, description: '' }, 'parameter_invalid_empty', 'description'],
    [
      'that this version retired',
      { ...intent, payment_method_types: ['card'] },
      'payment_method_types_no_longer_supported',
      'payment_method_types',
    ],
    ['outside its list', { ...intent, currency: 'xyz' }, undefined, 'currency'],
    ['below the smallest amount', { ...intent, amount: 79 }, 'amount_too_small', 'amount'],
    ['above the largest amount', { ...intent, amount: 100_000_000 }, 'amount_too_large', 'amount'],
    ['that is no address', { ...intent, receipt_email: 'nobody' }, 'email_invalid', 'receipt_email'],
    ['that is no link', { ...intent, confirm: true, return_url: 'javascript:alert(1)' }, 'url_invalid', 'return_url'],
    ['with too long a metadata key', { ...intent, metadata: { ['k'.repeat(41)]: 'v' } }, undefined, 'metadata'],
    ['with too long a metadata value', { ...intent, metadata: { key: 'v'.repeat(501) } }, undefined, 'metadata[key]'],
  ])('%s is refused by name', async (_fault, params, code, param) => {
    const error = await stripeError(stripe.paymentIntents.create(params as Stripe.PaymentIntentCreateParams));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect([error.statusCode, error.code, error.param]).toEqual([400, code, param]);
  });

  test('of one yuan is enough', async () => {
    expect(await stripe.paymentIntents.create({ ...intent, amount: 100 })).toMatchObject({ amount: 100 });
  });
});

describe('metadata', () => {
  test('is merged key by key, emptied by an empty text, and keeps Chinese', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 100, currency: 'cny', metadata: { a: '1', b: '2' } });
    const merged = await stripe.paymentIntents.update(id, { metadata: { b: '', c: '益阳' } });
    expect(merged.metadata).toEqual({ a: '1', c: '益阳' });
    const cleared = await stripe.paymentIntents.update(id, { metadata: '' });
    expect(cleared.metadata).toEqual({});
  });
});

describe('expand', () => {
  test('follows references to any depth, in objects and in lists', async () => {
    const params = { amount: 6600, currency: 'cny', allowed_payment_method_types: ['card'], confirm: true };
    const paid = await stripe.paymentIntents.create({
      ...params,
      payment_method: 'pm_card_visa',
      expand: ['latest_charge.balance_transaction', 'payment_method'],
    });
    expect(paid).toMatchObject({
      payment_method: { object: 'payment_method' },
      latest_charge: { object: 'charge', balance_transaction: { amount: 6600, fee: 66, net: 6534 } },
    });
    const list = await stripe.paymentIntents.list({ limit: 1, expand: ['data.latest_charge.payment_intent'] });
    expect(list.data[0]).toMatchObject({ latest_charge: { payment_intent: { id: paid.id } } });
    const plain = await stripe.paymentIntents.retrieve(paid.id);
    expect(typeof plain.latest_charge).toBe('string');
  });

  test.each([['amount'], ['latest_charge.amount'], ['a.b.c.d.e.f']])('refuses %s', async (path) => {
    const params = { amount: 100, currency: 'cny', allowed_payment_method_types: ['card'], confirm: true };
    const { id } = await stripe.paymentIntents.create({ ...params, payment_method: 'pm_card_visa' });
    const error = await stripeError(stripe.paymentIntents.retrieve(id, { expand: [path] }));
    expect(error.statusCode).toBe(400);
  });

  test('includes the lines of a session', async () => {
    const session = await stripe.checkout.sessions.create({ ...giftSession(6600), expand: ['line_items'] });
    expect(session.line_items?.data[0]).toMatchObject({ description: '关爱困境母亲', amount_total: 6600 });
  });
});

describe('pages', () => {
  test('walk newest first, forth and back, and the SDK walks them by itself', async () => {
    await fixture.control('POST', '/reset', {});
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      ids.unshift((await stripe.customers.create({ name: `示例 ${count}` })).id);
    }
    const events = (await stripe.events.list({ type: 'customer.created', limit: 2 })).data;
    expect(events.map((event) => (event.data.object as Stripe.Customer).id)).toEqual(ids.slice(0, 2));
    const intents: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      intents.unshift((await stripe.paymentIntents.create({ amount: 100 + count, currency: 'cny' })).id);
    }
    const first = await stripe.paymentIntents.list({ limit: 2 });
    expect([first.data.map((each) => each.id), first.has_more]).toEqual([intents.slice(0, 2), true]);
    const second = await stripe.paymentIntents.list({ limit: 3, starting_after: String(intents[1]) });
    expect([second.data.map((each) => each.id), second.has_more]).toEqual([intents.slice(2), false]);
    const back = await stripe.paymentIntents.list({ limit: 2, ending_before: String(intents[3]) });
    expect([back.data.map((each) => each.id), back.has_more]).toEqual([intents.slice(1, 3), true]);
    const all = await stripe.paymentIntents.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map((each) => each.id)).toEqual(intents);
  });

  test.each<[string, Stripe.PaymentIntentListParams, number]>([
    ['a limit of nothing', { limit: 0 }, 400],
    ['a limit above a hundred', { limit: 101 }, 400],
    ['an unknown cursor', { starting_after: 'pi_none' }, 404],
    ['two cursors', { starting_after: 'pi_a', ending_before: 'pi_b' }, 400],
  ])('refuse %s', async (_fault, params, status) => {
    expect((await stripeError(stripe.paymentIntents.list(params))).statusCode).toBe(status);
  });

  test('are filtered by time', async () => {
    const { created } = await stripe.paymentIntents.create({ amount: 100, currency: 'cny' });
    expect((await stripe.paymentIntents.list({ created: { gt: created + 1 } })).data).toEqual([]);
    expect((await stripe.paymentIntents.list({ created: { gte: created - 60 } })).data.length).toBeGreaterThan(0);
  });
});
