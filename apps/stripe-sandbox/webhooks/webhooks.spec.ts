import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { SandboxFixture, WEBHOOK_SECRET, stripeError } from '../testing/sandbox.fixture.js';
import { WebhookReceiver } from '../testing/webhook.receiver.js';

let fixture: SandboxFixture;
let stripe: Stripe;

beforeAll(async () => {
  fixture = await SandboxFixture.start({ webhookMaxAttempts: 4, webhookConcurrency: 5 });
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

async function makeGifts(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await stripe.paymentIntents.create({ amount: 100 + index, currency: 'cny' });
  }
}

/** Waits until the condition holds; deliveries are retried in the background. */
async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it did not come to pass');
}

function amounts(): number[] {
  return fixture.receiver.events.map((event) => (event.data.object as Stripe.PaymentIntent).amount);
}

function isGenuine(index: number): boolean {
  const { body, signature } = fixture.receiver.received[index] ?? { body: '', signature: '' };
  try {
    return stripe.webhooks.constructEvent(body, signature, WEBHOOK_SECRET).id === fixture.receiver.events[index]?.id;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}

describe('an event', () => {
  test('arrives signed so that the SDK takes it, with the request that caused it', async () => {
    await stripe.paymentIntents.create({ amount: 100, currency: 'cny' }, { idempotencyKey: 'pledge:1:pay:1' });
    await fixture.heardTypes();
    expect(isGenuine(0)).toBe(true);
    const [event] = fixture.receiver.events;
    expect(event).toMatchObject({ api_version: Stripe.API_VERSION, pending_webhooks: 1, livemode: false });
    expect(event?.request).toMatchObject({ idempotency_key: 'pledge:1:pay:1', id: expect.stringMatching(/^req_/) });
    expect(await stripe.events.retrieve(String(event?.id))).toMatchObject({ pending_webhooks: 0 });
  });

  test('shows its object as it was, whatever became of it', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 100, currency: 'cny' });
    await stripe.paymentIntents.update(id, { amount: 900 });
    const [event] = (await stripe.events.list({ type: 'payment_intent.created' })).data;
    expect((event?.data.object as Stripe.PaymentIntent).amount).toBe(100);
  });

  test('is still signed for the real clock when the sandbox is days ahead', async () => {
    await fixture.control('POST', '/clock/advance', { seconds: 3 * 86_400 });
    await makeGifts(1);
    await fixture.heardTypes();
    expect(isGenuine(0)).toBe(true);
  });

  test('is listed by type, by several types, and by group', async () => {
    const { id } = await stripe.paymentIntents.create({ amount: 100, currency: 'cny' });
    await stripe.paymentIntents.cancel(id);
    await stripe.customers.create({});
    expect((await stripe.events.list({ type: 'payment_intent.*' })).data).toHaveLength(2);
    const types = ['customer.created', 'payment_intent.canceled'];
    expect((await stripe.events.list({ types })).data.map((event) => event.type)).toEqual(types);
  });
});

describe('a delivery', () => {
  test('that fails is tried again until it is taken', async () => {
    fixture.receiver.answers = [500, 404];
    await makeGifts(1);
    await eventually(() => fixture.receiver.received.length === 3);
    expect(new Set(fixture.receiver.events.map((event) => event.id)).size).toBe(1);
    await eventually(async () => (await stripe.events.list({ delivery_success: false })).data.length === 0);
  });

  test('that is never taken is given up, and found among the failed', async () => {
    fixture.receiver.answers = [500, 500, 500, 500];
    await makeGifts(1);
    await eventually(
      async () => (await fixture.control<{ total: number }>('GET', '/deliveries?state=failed')).total === 1,
    );
    const failed = (await stripe.events.list({ delivery_success: false })).data;
    expect(failed).toHaveLength(1);
    expect(failed[0]?.pending_webhooks).toBe(1);
    await fixture.control('POST', `/events/${String(failed[0]?.id)}/resend`);
    await eventually(async () => (await stripe.events.list({ delivery_success: false })).data.length === 0);
  });

  test('never has more company than it is allowed', async () => {
    fixture.receiver.mostAtOnce = 0;
    await fixture.control('PUT', '/webhook-faults', { shuffle: { window: 40 } });
    await makeGifts(40);
    await fixture.control('POST', '/flush', {});
    expect(fixture.receiver.received).toHaveLength(40);
    expect(fixture.receiver.mostAtOnce).toBeLessThanOrEqual(5);
    expect(fixture.receiver.mostAtOnce).toBeGreaterThan(1);
  });
});

describe('faults', () => {
  test('duplicate', async () => {
    await fixture.control('PUT', '/webhook-faults', { duplicate: { copies: 2 } });
    await makeGifts(2);
    await fixture.heardTypes();
    expect(amounts().sort()).toEqual([100, 100, 100, 101, 101, 101]);
  });

  test('shuffle', async () => {
    await fixture.control('PUT', '/webhook-faults', { shuffle: { window: 20 } });
    await makeGifts(20);
    await fixture.heardTypes();
    const inOrder = Array.from({ length: 20 }, (_, index) => 100 + index);
    expect(amounts()).not.toEqual(inOrder);
    expect([...amounts()].sort()).toEqual(inOrder);
  });

  test('shuffle lets go when nothing more comes', async () => {
    await fixture.control('PUT', '/webhook-faults', { shuffle: { window: 1000 } });
    await makeGifts(3);
    await eventually(() => fixture.receiver.received.length === 3);
  });

  test('drop every third, which the list of failed deliveries then shows', async () => {
    await fixture.control('PUT', '/webhook-faults', { drop: { every: 3 } });
    await makeGifts(9);
    await fixture.heardTypes();
    expect(amounts().sort()).toEqual([100, 101, 103, 104, 106, 107]);
    expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(3);
    expect((await stripe.events.list({ delivery_success: true })).data).toHaveLength(6);
  });

  test('drop with a probability, the same ones for the same seed', async () => {
    const runs: number[][] = [];
    for (let run = 0; run < 2; run += 1) {
      await fixture.control('POST', '/reset', { seed: 'repeat' });
      fixture.receiver.forget();
      await fixture.control('PUT', '/webhook-faults', { drop: { probability: 0.5 } });
      await makeGifts(20);
      await fixture.heardTypes();
      runs.push(amounts().sort());
    }
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[0]?.length).toBeGreaterThan(2);
    expect(runs[0]?.length).toBeLessThan(18);
  });

  test('delay until the time has come', async () => {
    await fixture.control('PUT', '/webhook-faults', { delay: { milliseconds: 3_600_000 } });
    await makeGifts(1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(fixture.receiver.received).toHaveLength(0);
    await fixture.control('POST', '/clock/advance', { seconds: 3600 });
    await eventually(() => fixture.receiver.received.length === 1);
  });

  test('a timestamp from the future, which the SDK takes and a careful receiver must not', async () => {
    await fixture.control('PUT', '/webhook-faults', { futureTimestamp: {} });
    await makeGifts(1);
    await fixture.heardTypes();
    const stamp = Number(/t=(\d+)/.exec(fixture.receiver.received[0]?.signature ?? '')?.[1]);
    expect(stamp).toBeGreaterThan(Date.now() / 1000 + 3000);
    expect(isGenuine(0)).toBe(true);
  });

  test('an event that claims an older version of the API, and is signed all the same', async () => {
    await fixture.control('PUT', '/webhook-faults', { oldApiVersion: {} });
    await makeGifts(1);
    await fixture.heardTypes();
    expect(fixture.receiver.events.map((event) => event.api_version)).toEqual(['2019-12-03']);
    expect(isGenuine(0)).toBe(true);
    expect((await stripe.events.list()).data[0]?.api_version).toBe('2026-10-28.endive');
  });

  test.each([['badSignature'], ['staleTimestamp'], ['forgedBody']])('%s, which the SDK refuses', async (fault) => {
    await fixture.control('PUT', '/webhook-faults', { [fault]: {} });
    await makeGifts(1);
    await fixture.heardTypes();
    expect(isGenuine(0)).toBe(false);
  });
});

describe('a webhook endpoint', () => {
  test('hears what it asked for, and shows its secret once', async () => {
    const receiver = await WebhookReceiver.listen();
    try {
      const url = receiver.url;
      const created = await stripe.webhookEndpoints.create({
        url,
        enabled_events: ['customer.created'],
        api_version: '2026-10-28.endive',
      });
      expect(created.secret).toMatch(/^whsec_/);
      expect((await stripe.webhookEndpoints.retrieve(created.id)).secret).toBeUndefined();
      await stripe.customers.create({});
      await makeGifts(1);
      await fixture.heardTypes();
      expect(receiver.events.map((event) => event.type)).toEqual(['customer.created']);
      const { body, signature } = receiver.received[0] ?? { body: '', signature: '' };
      expect(stripe.webhooks.constructEvent(body, signature, String(created.secret)).type).toBe('customer.created');
      await stripe.webhookEndpoints.update(created.id, { disabled: true });
      await stripe.customers.create({});
      await fixture.heardTypes();
      expect(receiver.events).toHaveLength(1);
      expect((await stripe.webhookEndpoints.list()).data).toHaveLength(2);
      expect(await stripe.webhookEndpoints.del(created.id)).toMatchObject({ deleted: true });
      expect((await stripeError(stripe.webhookEndpoints.retrieve(created.id))).statusCode).toBe(404);
    } finally {
      await receiver.close();
    }
  });

  test('is refused with a version or an event type nobody knows', async () => {
    const url = 'https://donor.example/hook';
    const old = stripe.webhookEndpoints.create({ url, enabled_events: ['*'], api_version: '2020-08-27' });
    expect((await stripeError(old)).param).toBe('api_version');
    const odd = ['not an event'] as unknown as Stripe.WebhookEndpointCreateParams.EnabledEvent[];
    expect((await stripeError(stripe.webhookEndpoints.create({ url, enabled_events: odd }))).param).toBe(
      'enabled_events',
    );
  });
});
