import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { SandboxFixture, stripeError } from '../testing/sandbox.fixture.js';

let fixture: SandboxFixture;
let stripe: Stripe;
const gift = { amount: 6600, currency: 'cny' };

beforeAll(async () => {
  fixture = await SandboxFixture.start();
  stripe = fixture.client();
}, 60_000);
afterAll(() => fixture.stop());
afterEach(async () => {
  await fixture.control('DELETE', '/http-faults');
  expect(fixture.contractFaults).toEqual([]);
});

async function countOfIntents(): Promise<number> {
  return (await stripe.paymentIntents.list({ limit: 100 })).data.length;
}

test('the same key gets the same answer, marked as replayed', async () => {
  const before = await countOfIntents();
  const first = await stripe.paymentIntents.create(gift, { idempotencyKey: 'same' });
  const second = await stripe.paymentIntents.create(gift, { idempotencyKey: 'same' });
  expect(second.id).toBe(first.id);
  expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
  expect(await countOfIntents()).toBe(before + 1);
});

test('the same key with other parameters is an error', async () => {
  await stripe.paymentIntents.create(gift, { idempotencyKey: 'other' });
  const call = stripe.paymentIntents.create({ ...gift, amount: 6700 }, { idempotencyKey: 'other' });
  const error = await stripeError(call);
  expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  expect(error.statusCode).toBe(400);
});

test('the same key while the first is being worked on is a conflict', async () => {
  await fixture.control('PUT', '/http-faults', { faults: [{ kind: 'slow', delayMs: 300, method: 'POST' }] });
  const first = stripe.paymentIntents.create(gift, { idempotencyKey: 'parallel' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const error = await stripeError(stripe.paymentIntents.create(gift, { idempotencyKey: 'parallel' }));
  expect([error.statusCode, error.code]).toEqual([409, 'idempotency_key_in_use']);
  const { id } = await first;
  expect((await stripe.paymentIntents.create(gift, { idempotencyKey: 'parallel' })).id).toBe(id);
});

test('fifty calls at once with one key make one object', async () => {
  const before = await countOfIntents();
  const calls = Array.from({ length: 50 }, () => stripe.paymentIntents.create(gift, { idempotencyKey: 'fifty' }));
  const ids = new Set((await Promise.all(calls)).map((intent) => intent.id));
  expect(ids.size).toBe(1);
  expect(await countOfIntents()).toBe(before + 1);
});

test('a 500 is the answer of its key for good', async () => {
  await fixture.control('PUT', '/http-faults', { faults: [{ kind: 'server_error', method: 'POST' }] });
  const before = await countOfIntents();
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const error = await stripeError(stripe.paymentIntents.create(gift, { idempotencyKey: 'broken' }));
    expect([error.statusCode, error.rawType]).toEqual([500, 'api_error']);
  }
  expect(await countOfIntents()).toBe(before);
});

test('a declined card is the answer of its key for good', async () => {
  const params = {
    ...gift,
    allowed_payment_method_types: ['card'],
    payment_method: 'pm_card_visa_chargeDeclined',
    confirm: true,
  };
  const first = await stripeError(stripe.paymentIntents.create(params, { idempotencyKey: 'declined' }));
  const second = await stripeError(stripe.paymentIntents.create(params, { idempotencyKey: 'declined' }));
  expect(second.payment_intent?.id).toBe(first.payment_intent?.id);
});

test('a request refused for its parameters leaves its key free', async () => {
  await stripeError(stripe.paymentIntents.create({ ...gift, amount: 1 }, { idempotencyKey: 'corrected' }));
  expect(await stripe.paymentIntents.create(gift, { idempotencyKey: 'corrected' })).toMatchObject(gift);
});

test('a request that did its work and failed on its answer keeps its key', async () => {
  const before = await countOfIntents();
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const call = stripe.paymentIntents.create({ ...gift, expand: ['amount'] }, { idempotencyKey: 'expanded' });
    expect((await stripeError(call)).statusCode).toBe(400);
  }
  expect(await countOfIntents()).toBe(before + 1);
});

test('a connection cut after the work was done heals by asking again with the key', async () => {
  const cut = { kind: 'cut_connection', method: 'POST', path: '/v1/payment_intents' };
  await fixture.control('PUT', '/http-faults', { faults: [cut, cut] });
  const before = await countOfIntents();
  const error = await stripeError(stripe.paymentIntents.create(gift, { idempotencyKey: 'cut' }));
  expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
  expect(await countOfIntents()).toBe(before + 1);
  await fixture.control('DELETE', '/http-faults');
  const again = await stripe.paymentIntents.create(gift, { idempotencyKey: 'cut' });
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
  expect(await countOfIntents()).toBe(before + 1);
});

test.each([
  ['rate_limit', 429],
  ['conflict', 409],
])('a %s is refused before anything happens, and the SDK gets through by trying again', async (kind, status) => {
  await fixture.control('PUT', '/http-faults', { faults: [{ kind, method: 'POST', path: '/v1/payment_intents' }] });
  expect((await stripeError(stripe.paymentIntents.create(gift))).statusCode).toBe(status);
  await fixture.control('PUT', '/http-faults', { faults: [{ kind: 'conflict', method: 'POST' }] });
  const patient = fixture.client({ maxNetworkRetries: 2 });
  expect(await patient.paymentIntents.create(gift)).toMatchObject(gift);
});

test('a key is forgotten after a day', async () => {
  const first = await stripe.paymentIntents.create(gift, { idempotencyKey: 'old' });
  await fixture.control('POST', '/clock/advance', { seconds: 86_400 });
  expect((await stripe.paymentIntents.create(gift, { idempotencyKey: 'old' })).id).not.toBe(first.id);
});
