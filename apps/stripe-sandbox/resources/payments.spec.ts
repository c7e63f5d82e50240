import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { SandboxFixture, stripeError } from '../testing/sandbox.fixture.js';

let fixture: SandboxFixture;
let stripe: Stripe;
const gift = { amount: 6600, currency: 'cny', allowed_payment_method_types: ['card'] };
const paid = { ...gift, payment_method: 'pm_card_visa', confirm: true };

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

describe('a payment intent', () => {
  test('is made, given a card, and paid, with an event for each step', async () => {
    const created = await stripe.paymentIntents.create({ ...gift, metadata: { pledge: 'plg_1' } });
    expect(created).toMatchObject({ status: 'requires_payment_method', capture_method: 'automatic_async' });
    const chosen = await stripe.paymentIntents.update(created.id, { payment_method: 'pm_card_visa' });
    expect(chosen.status).toBe('requires_confirmation');
    const confirmed = await stripe.paymentIntents.confirm(created.id);
    expect(confirmed).toMatchObject({ status: 'succeeded', amount_received: 6600, last_payment_error: null });
    expect(await fixture.heardTypes()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
    const charge = await stripe.charges.retrieve(confirmed.latest_charge as string);
    expect(charge).toMatchObject({ status: 'succeeded', metadata: { pledge: 'plg_1' }, payment_intent: created.id });
  });

  test.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', ''],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', ''],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', ''],
  ])('that is declined (%s) goes back, says why, and can be tried again', async (token, code, declineCode) => {
    const error = await stripeError(stripe.paymentIntents.create({ ...paid, payment_method: token }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect([error.statusCode, error.code, error.decline_code]).toEqual([402, code, declineCode]);
    const id = String(error.payment_intent?.id);
    const failed = await stripe.paymentIntents.retrieve(id);
    expect(failed).toMatchObject({
      status: 'requires_payment_method',
      payment_method: null,
      last_payment_error: { code },
    });
    const again = await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' });
    expect(again).toMatchObject({ status: 'succeeded', last_payment_error: null });
    expect((await stripe.charges.list({ payment_intent: id })).data.map((charge) => charge.status)).toEqual([
      'succeeded',
      'failed',
    ]);
    expect((await fixture.heardTypes()).slice(1, 3)).toEqual(['charge.failed', 'payment_intent.payment_failed']);
  });

  test.each([['confirmed'], ['canceled']])('that has succeeded cannot be %s', async (verb) => {
    const { id } = await stripe.paymentIntents.create(paid);
    const call = verb === 'canceled' ? stripe.paymentIntents.cancel(id) : stripe.paymentIntents.confirm(id);
    const error = await stripeError(call);
    expect([error.code, error.payment_intent?.status]).toEqual(['payment_intent_unexpected_state', 'succeeded']);
  });

  test('that has succeeded keeps its amount, and takes metadata', async () => {
    const { id } = await stripe.paymentIntents.create(paid);
    expect((await stripeError(stripe.paymentIntents.update(id, { amount: 100 }))).statusCode).toBe(400);
    expect(await stripe.paymentIntents.update(id, { metadata: { a: 'b' } })).toMatchObject({ metadata: { a: 'b' } });
  });

  test('is canceled for good', async () => {
    const { id } = await stripe.paymentIntents.create(gift);
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
    expect(canceled).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
    expect((await stripeError(stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }))).statusCode).toBe(
      400,
    );
    expect(await fixture.heardTypes()).toEqual(['payment_intent.created', 'payment_intent.canceled']);
  });

  test('without a payment method cannot be confirmed', async () => {
    const { id } = await stripe.paymentIntents.create(gift);
    expect((await stripeError(stripe.paymentIntents.confirm(id))).code).toBe('payment_intent_unexpected_state');
  });

  test('that may redirect asks for a return address', async () => {
    const call = stripe.paymentIntents.create({
      amount: 100,
      currency: 'cny',
      confirm: true,
      payment_method: 'pm_card_visa',
    });
    expect((await stripeError(call)).message).toContain('return_url');
  });
});

test('a caller that names no API version may still say payment_method_types', async () => {
  const form = { amount: '100', currency: 'cny', 'payment_method_types[]': 'card', payment_method: 'pm_card_visa' };
  const response = await fetch(`${fixture.url}/v1/payment_intents`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_noversion' },
    body: new URLSearchParams({ ...form, confirm: 'true' }),
  });
  expect(await response.json()).toMatchObject({ status: 'succeeded', allowed_payment_method_types: ['card'] });
});

describe('3-D Secure', () => {
  const challenged = {
    ...paid,
    payment_method: 'pm_card_authenticationRequired',
    return_url: 'https://donor.example/back?x=1',
  };

  async function challengeOf(token: string): Promise<{ id: string; url: string }> {
    const intent = await stripe.paymentIntents.create({ ...challenged, payment_method: token });
    expect(intent.status).toBe('requires_action');
    return { id: intent.id, url: String(intent.next_action?.redirect_to_url?.url) };
  }

  async function answer(url: string, outcome: 'complete' | 'fail'): Promise<URL> {
    const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ outcome }), redirect: 'manual' });
    expect(response.status).toBe(303);
    return new URL(String(response.headers.get('location')));
  }

  test('that is passed pays, and the visitor goes back with the result', async () => {
    const { id, url } = await challengeOf('pm_card_authenticationRequired');
    const back = await answer(url, 'complete');
    expect([back.searchParams.get('x'), back.searchParams.get('redirect_status')]).toEqual(['1', 'succeeded']);
    const intent = await stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
    expect(intent.status).toBe('succeeded');
    expect((intent.latest_charge as Stripe.Charge).payment_method_details?.card?.three_d_secure?.result).toBe(
      'authenticated',
    );
    expect((await fixture.heardTypes())[1]).toBe('payment_intent.requires_action');
  });

  test('that is failed leaves no charge, and the intent can be tried again', async () => {
    const { id, url } = await challengeOf('pm_card_authenticationRequired');
    expect((await answer(url, 'fail')).searchParams.get('redirect_status')).toBe('failed');
    const intent = await stripe.paymentIntents.retrieve(id);
    expect(intent).toMatchObject({
      status: 'requires_payment_method',
      latest_charge: null,
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
    expect((await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).status).toBe('succeeded');
  });

  test('that is passed can still end in a decline', async () => {
    const { id, url } = await challengeOf('pm_card_authenticationRequiredChargeDeclined');
    await answer(url, 'complete');
    expect((await stripe.paymentIntents.retrieve(id)).last_payment_error?.code).toBe('card_declined');
  });

  test('cannot be passed by somebody who does not know the secret', async () => {
    const { id, url } = await challengeOf('pm_card_authenticationRequired');
    const forged = url.replace(/[^/]+$/, `${id}_secret_guess`);
    expect((await fetch(forged, { method: 'POST', body: new URLSearchParams({ outcome: 'complete' }) })).status).toBe(
      404,
    );
  });

  test('cannot be asked of a payer who is not there', async () => {
    const call = stripe.paymentIntents.create({ ...challenged, off_session: true });
    expect((await stripeError(call)).code).toBe('authentication_required');
    const refused = stripe.paymentIntents.create({ ...challenged, error_on_requires_action: true });
    expect((await stripeError(refused)).code).toBe('authentication_required');
  });

  test.each([
    ['pm_card_authenticationRequiredOnSetup', 'succeeded'],
    ['pm_card_authenticationRequired', 'requires_action'],
  ])('asks %s a second time: %s', async (token, status) => {
    const method = await stripe.paymentMethods.create({ type: 'card', card: { token } });
    const first = await stripe.paymentIntents.create({ ...challenged, payment_method: method.id });
    await answer(String(first.next_action?.redirect_to_url?.url), 'complete');
    expect((await stripe.paymentIntents.create({ ...challenged, payment_method: method.id })).status).toBe(status);
  });
});

describe('payment methods', () => {
  test('come from test tokens and never from raw numbers', async () => {
    const method = await stripe.paymentMethods.create({ type: 'card', card: { token: 'tok_visa' } });
    expect(method.card).toMatchObject({ brand: 'visa', last4: '4242' });
    expect((await stripe.paymentMethods.retrieve(method.id)).id).toBe(method.id);
    const raw = { number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '123' };
    expect((await stripeError(stripe.paymentMethods.create({ type: 'card', card: raw }))).statusCode).toBe(402);
    expect((await stripeError(stripe.paymentMethods.retrieve('pm_none'))).code).toBe('resource_missing');
  });
});

describe('the balance', () => {
  test('counts what came in less fees, and makes it available two days later', async () => {
    await stripe.paymentIntents.create(paid);
    await stripe.paymentIntents.create({ ...paid, amount: 100 });
    const pending = await stripe.balance.retrieve();
    expect(pending.pending[0]).toMatchObject({ amount: 6534 + 99, currency: 'cny' });
    const rows = await stripe.balanceTransactions.list({ type: 'charge' });
    expect(rows.data.map((row) => [row.amount, row.fee, row.net, row.status])).toEqual([
      [100, 1, 99, 'pending'],
      [6600, 66, 6534, 'pending'],
    ]);
    await fixture.control('POST', '/clock/advance', { seconds: 2 * 86_400 });
    const later = await stripe.balance.retrieve();
    expect([later.pending[0]?.amount, later.available[0]?.amount]).toEqual([0, 6633]);
    expect((await stripe.balanceTransactions.retrieve(String(rows.data[0]?.id))).status).toBe('available');
  });
});

describe('a refund', () => {
  test('gives back in parts, never more than the charge, and never the fee', async () => {
    const { id } = await stripe.paymentIntents.create(paid);
    const part = await stripe.refunds.create({ payment_intent: id, amount: 600, metadata: { why: '示例' } });
    expect(part).toMatchObject({ status: 'succeeded', amount: 600, metadata: { why: '示例' } });
    expect((await stripeError(stripe.refunds.create({ payment_intent: id, amount: 6001 }))).param).toBe('amount');
    await stripe.refunds.create({ payment_intent: id, reason: 'requested_by_customer' });
    const again = await stripeError(stripe.refunds.create({ payment_intent: id }));
    expect(again.code).toBe('charge_already_refunded');
    const list = await stripe.refunds.list({ payment_intent: id, expand: ['data.balance_transaction'] });
    expect(list.data.map((refund) => (refund.balance_transaction as Stripe.BalanceTransaction).amount)).toEqual([
      -6000, -600,
    ]);
    const charge = await stripe.charges.retrieve(part.charge as string, { expand: ['refunds'] });
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 6600 });
    expect(charge.refunds?.data).toHaveLength(2);
    expect((await stripe.balance.retrieve()).pending[0]?.amount).toBe(-66);
    expect((await fixture.heardTypes()).slice(-4)).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.created',
      'charge.refunded',
    ]);
  });

  test('of what was never paid is refused', async () => {
    const { id } = await stripe.paymentIntents.create(gift);
    expect((await stripeError(stripe.refunds.create({ payment_intent: id }))).statusCode).toBe(400);
    expect((await stripeError(stripe.refunds.create({}))).code).toBe('parameter_missing');
  });
});

describe('a slow settlement', () => {
  test('gives the balance transaction later, and says so', async () => {
    const slow = await SandboxFixture.start({ settleDelayMs: 60_000 });
    try {
      const client = slow.client();
      const intent = await client.paymentIntents.create({ ...paid, expand: ['latest_charge'] });
      const charge = intent.latest_charge as Stripe.Charge;
      expect(charge.balance_transaction).toBeNull();
      expect(await slow.heardTypes()).not.toContain('charge.updated');
      await slow.control('POST', '/clock/advance', { seconds: 60 });
      expect((await client.charges.retrieve(charge.id)).balance_transaction).toMatch(/^txn_/);
      expect((await slow.heardTypes()).at(-1)).toBe('charge.updated');
      expect(slow.receiver.events.at(-1)?.data.previous_attributes).toEqual({ balance_transaction: null });
      const instant = await client.paymentIntents.create({
        ...paid,
        capture_method: 'automatic',
        expand: ['latest_charge'],
      });
      expect((instant.latest_charge as Stripe.Charge).balance_transaction).toMatch(/^txn_/);
      expect(slow.contractFaults).toEqual([]);
    } finally {
      await slow.stop();
    }
  });
});
