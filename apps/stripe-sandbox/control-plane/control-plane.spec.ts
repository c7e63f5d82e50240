import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { SandboxFixture, giftSession } from '../testing/sandbox.fixture.js';
import type { PayResult } from './fast.lane.js';

let fixture: SandboxFixture;
let stripe: Stripe;

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

function pay(body: object): Promise<PayResult> {
  return fixture.control<PayResult>('POST', '/pay', body);
}

describe('the fast lane', () => {
  test('pays a session just as the page does', async () => {
    const session = await stripe.checkout.sessions.create(giftSession(6600));
    expect(await pay({ session: session.id })).toMatchObject({ status: 'succeeded', session: session.id, error: null });
    expect(await fixture.heardTypes()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
      'charge.updated',
    ]);
  });

  test('pays a payment intent, and tells of a decline', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 100, currency: 'cny' });
    const declined = await pay({ payment_intent: id, card: '4000000000009995' });
    expect(declined).toMatchObject({ status: 'declined', error: { decline_code: 'insufficient_funds' } });
    expect(await pay({ payment_intent: id })).toMatchObject({ status: 'succeeded', payment_intent: id });
  });

  test.each([
    [undefined, 'requires_action'],
    ['complete', 'succeeded'],
    ['fail', 'declined'],
  ])('with a card that asks for authentication, answered %s: %s', async (authenticate, status) => {
    const session = await stripe.checkout.sessions.create(giftSession(6600));
    expect(await pay({ session: session.id, card: '4000002760003184', authenticate })).toMatchObject({ status });
  });

  test.each([
    ['neither a session nor an intent', {}],
    ['an unknown session', { session: 'cs_test_none' }],
    ['a card with a wrong check digit', { session: 'SESSION', card: '4242424242424241' }],
    ['an unknown word', { session: 'SESSION', colour: 'red' }],
  ])('refuses %s', async (_fault, body) => {
    const session = await stripe.checkout.sessions.create(giftSession(6600));
    const named = JSON.parse(JSON.stringify(body).replace('SESSION', session.id)) as object;
    await expect(pay(named)).rejects.toThrow('message');
    expect((await stripe.charges.list()).data).toEqual([]);
  });
});

describe('the control plane', () => {
  test('gives an overview, and forgets everything on reset', async () => {
    await stripe.paymentIntents.create({ amount: 100, currency: 'cny' });
    expect(await fixture.control('GET', '/')).toMatchObject({ objects: { intents: 1, events: 1 } });
    await fixture.control('POST', '/reset', {});
    expect(await fixture.control('GET', '/')).toMatchObject({ objects: { intents: 0, events: 0, endpoints: 1 } });
  });

  test('after a reset never gives an id again, and gives the same ids for the same seed', async () => {
    const first = await stripe.customers.create({});
    await fixture.control('POST', '/reset', {});
    expect((await stripe.customers.create({})).id).not.toBe(first.id);
    const repeated: string[] = [];
    for (let run = 0; run < 2; run += 1) {
      await fixture.control('POST', '/reset', { seed: 'again' });
      repeated.push((await stripe.customers.create({})).id);
    }
    expect(repeated[0]).toBe(repeated[1]);
  });

  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['a link from another site', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', async (_from, headers) => {
    const response = await fetch(`${fixture.url}/_sandbox/reset`, { method: 'POST', headers });
    expect(response.status).toBe(403);
  });

  test.each([
    ['PUT', '/webhook-faults', { drop: { probability: 2 } }],
    ['PUT', '/webhook-faults', { explode: {} }],
    ['PUT', '/http-faults', { faults: [{ kind: 'flood' }] }],
    ['POST', '/clock/advance', { seconds: -1 }],
    ['POST', '/events/evt_none/resend', undefined],
  ])('refuses nonsense: %s %s %j', async (method, path, body) => {
    await expect(fixture.control(method, path, body)).rejects.toThrow('message');
  });

  test('answers that it is well', async () => {
    expect(await (await fetch(`${fixture.url}/healthz`)).json()).toEqual({ status: 'ok' });
  });

  test('lets trouble hit with a probability, the same requests for the same seed, until it is called off', async () => {
    const runs: string[] = [];
    for (let run = 0; run < 2; run += 1) {
      await fixture.control('POST', '/reset', { seed: 'weather' });
      const faults = [
        { kind: 'rate_limit', probability: 0.3, seconds: 600 },
        { kind: 'conflict', probability: 0.3, path: '/v1/customers' },
      ];
      await fixture.control('PUT', '/http-faults', { faults });
      let course = '';
      for (let call = 0; call < 40; call += 1) {
        course += await stripe.customers.create({}).then(
          () => '.',
          (error: Stripe.errors.StripeError) => (error.statusCode === 429 ? 'r' : 'c'),
        );
      }
      runs.push(course);
      expect(await fixture.control('GET', '/')).toMatchObject({ httpFaults: [{ kind: 'rate_limit' }, {}] });
      await fixture.control('DELETE', '/http-faults');
      expect((await stripe.customers.create({})).object).toBe('customer');
    }
    expect(runs[1]).toBe(runs[0]);
    for (const letter of ['.', 'r', 'c']) expect(runs[0]?.split(letter).length).toBeGreaterThan(4);
  });

  test('lets trouble end by itself after its time', async () => {
    await fixture.control('PUT', '/http-faults', { faults: [{ kind: 'rate_limit', probability: 1, seconds: 1 }] });
    await expect(stripe.customers.create({})).rejects.toThrow('rate limit');
    await new Promise((resolve) => setTimeout(resolve, 1050));
    expect((await stripe.customers.create({})).object).toBe('customer');
  });

  test('can be asked for a request that takes effect and fails all the same', async () => {
    await fixture.control('PUT', '/http-faults', { faults: [{ kind: 'server_error', commit: true, method: 'POST' }] });
    await expect(stripe.customers.create({})).rejects.toThrow('unknown error');
    expect((await stripe.events.list({ type: 'customer.created' })).data).toHaveLength(1);
  });
});
