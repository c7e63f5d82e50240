import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import type { PayResult } from '../control-plane/fast.lane.js';
import { SandboxFixture, giftSession, idOf, stripeError } from '../testing/sandbox.fixture.js';

let fixture: SandboxFixture;
let stripe: Stripe;

const ASKS_ALWAYS = '4000002760003184';
const ASKS_ONCE = '4000002500003155';
const DECLINED_LATER = '4000000000000341';
const DECLINED = '4000000000000002';

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

function pay(session: string, card: string, authenticate?: string): Promise<PayResult> {
  return fixture.control<PayResult>('POST', '/pay', { session, card, authenticate });
}

/** A gift whose card is to be kept for the months after it. */
function firstGift(change: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create(
    giftSession(6600, {
      customer_creation: 'always',
      payment_intent_data: { setup_future_usage: 'off_session', metadata: { pledge: 'plg_first' } },
      ...change,
    }),
  );
}

/** The customer and the card that a paid first gift has left. */
async function keptBy(session: string): Promise<{ customer: string; method: string }> {
  const done = await stripe.checkout.sessions.retrieve(session, { expand: ['payment_intent', 'setup_intent'] });
  const intent = (done.payment_intent ?? done.setup_intent) as Stripe.PaymentIntent | Stripe.SetupIntent;
  return { customer: done.customer === null ? '' : idOf(done.customer), method: idOf(intent.payment_method) };
}

function charge(kept: { customer: string; method: string }, key?: string): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create(
    {
      amount: 6600,
      currency: 'cny',
      confirm: true,
      customer: kept.customer,
      metadata: { period: '2026-12' },
      off_session: true,
      payment_method: kept.method,
    },
    key === undefined ? {} : { idempotencyKey: key },
  );
}

describe('a first gift that keeps its card', () => {
  test('makes a customer, keeps the card for them, and lets it be charged when nobody is there', async () => {
    const session = await firstGift();
    await pay(session.id, '4242424242424242');
    const kept = await keptBy(session.id);
    expect(await stripe.paymentMethods.retrieve(kept.method)).toMatchObject({ customer: kept.customer });
    const [first, again] = [await charge(kept, 'period-1'), await charge(kept, 'period-1')];
    expect(again.id).toBe(first.id);
    expect(first).toMatchObject({ status: 'succeeded', customer: kept.customer, metadata: { period: '2026-12' } });
    expect((await stripe.charges.list({ customer: kept.customer })).data).toHaveLength(2);
    const heard = await fixture.heardTypes();
    expect(heard.slice(0, 2)).toEqual(['payment_intent.created', 'customer.created']);
    for (const type of ['payment_method.attached', 'checkout.session.completed']) expect(heard).toContain(type);
  });

  test('keeps the card for the customer that was named', async () => {
    const { id } = await stripe.customers.create({ email: 'known@example.test' });
    const session = await stripe.checkout.sessions.create(
      giftSession(6600, { customer: id, payment_intent_data: { setup_future_usage: 'off_session' } }),
    );
    await pay(session.id, '4242424242424242');
    const kept = await keptBy(session.id);
    expect(kept.customer).toBe(id);
    expect((await stripe.customers.listPaymentMethods(id)).data.map((method) => method.id)).toEqual([kept.method]);
  });

  test('that is declined keeps nothing, and uses the same customer for the next card', async () => {
    const session = await firstGift();
    await pay(session.id, DECLINED);
    expect((await stripe.checkout.sessions.retrieve(session.id)).customer).toBeNull();
    await pay(session.id, '4242424242424242');
    const { customer } = await keptBy(session.id);
    expect((await stripe.customers.list()).data.map((each) => each.id)).toEqual([customer]);
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
  });

  test('without a customer to keep it for, leaves the card as it is', async () => {
    const session = await stripe.checkout.sessions.create(
      giftSession(6600, { payment_intent_data: { setup_future_usage: 'off_session' } }),
    );
    await pay(session.id, '4242424242424242');
    const { method } = await keptBy(session.id);
    expect((await stripe.paymentMethods.retrieve(method)).customer).toBeNull();
  });

  test.each([
    [ASKS_ALWAYS, 402, 'authentication_required'],
    [ASKS_ONCE, undefined, undefined],
  ])('with the card %s, once authenticated, is charged later by the rules of that card', async (card, status, code) => {
    const session = await firstGift();
    await pay(session.id, card, 'complete');
    const kept = await keptBy(session.id);
    if (status === undefined) {
      expect((await charge(kept)).status).toBe('succeeded');
      return;
    }
    const error = await stripeError(charge(kept));
    expect([error.statusCode, error.code, error.decline_code]).toEqual([status, code, code]);
    expect(error.payment_intent).toMatchObject({ status: 'requires_payment_method', customer: kept.customer });
    const types = await fixture.heardTypes();
    expect(types.slice(-2)).toEqual(['charge.failed', 'payment_intent.payment_failed']);
  });

  test('is declined once the month of its card is over, until the bank has renewed it', async () => {
    const session = await firstGift();
    await pay(session.id, '4242424242424242');
    const kept = await keptBy(session.id);
    const now = new Date();
    const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
    const expiry = { exp_month: lastMonth.getUTCMonth() + 1, exp_year: lastMonth.getUTCFullYear() };
    await stripe.paymentMethods.update(kept.method, { card: expiry });
    expect((await stripeError(charge(kept))).code).toBe('expired_card');
    const thisMonth = { exp_month: now.getUTCMonth() + 1, exp_year: now.getUTCFullYear() };
    await stripe.paymentMethods.update(kept.method, { card: thisMonth });
    expect((await charge(kept)).status).toBe('succeeded');
    await fixture.control('POST', '/clock/advance', { seconds: 32 * 86_400 });
    expect((await stripeError(charge(kept))).code).toBe('expired_card');
  });

  test('cannot be charged for another customer, nor for none', async () => {
    const session = await firstGift();
    await pay(session.id, '4242424242424242');
    const kept = await keptBy(session.id);
    const { id } = await stripe.customers.create({});
    expect((await stripeError(charge({ ...kept, customer: id }))).message).toContain('is attached to');
    expect((await stripe.paymentIntents.list({ customer: id })).data.map((each) => each.status)).not.toContain(
      'succeeded',
    );
  });
});

describe('a page that only keeps a card', () => {
  function open(customer: string): Promise<Stripe.Checkout.Session> {
    return stripe.checkout.sessions.create({
      mode: 'setup',
      allowed_payment_method_types: ['card'],
      customer,
      setup_intent_data: { metadata: { pledge: 'plg_monthly' } },
      success_url: 'https://donor.example/return?session={CHECKOUT_SESSION_ID}',
    });
  }

  test('moves no money, and leaves a card that can be charged', async () => {
    const { id } = await stripe.customers.create({});
    const session = await open(id);
    expect(session).toMatchObject({ amount_total: null, payment_status: 'no_payment_required', status: 'open' });
    expect(session.setup_intent).toMatch(/^seti_/);
    await pay(session.id, '4242424242424242');
    const kept = await keptBy(session.id);
    expect(await stripe.setupIntents.retrieve(idOf(session.setup_intent))).toMatchObject({
      status: 'succeeded',
      customer: id,
      metadata: { pledge: 'plg_monthly' },
      payment_method: kept.method,
    });
    expect(await fixture.heardTypes()).toEqual([
      'customer.created',
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
      'checkout.session.completed',
    ]);
    expect((await charge(kept)).status).toBe('succeeded');
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  test('keeps a card that is declined when it is charged later', async () => {
    const { id } = await stripe.customers.create({});
    const session = await open(id);
    expect(await pay(session.id, DECLINED_LATER)).toMatchObject({ status: 'succeeded' });
    const error = await stripeError(charge(await keptBy(session.id)));
    expect([error.statusCode, error.code]).toEqual([402, 'card_declined']);
  });

  test.each([
    [DECLINED, undefined, 'card_declined'],
    [ASKS_ALWAYS, 'fail', 'setup_intent_authentication_failure'],
  ])('with the card %s (challenge: %s) stays open and says why', async (card, authenticate, code) => {
    const { id } = await stripe.customers.create({});
    const session = await open(id);
    expect(await pay(session.id, card, authenticate)).toMatchObject({ status: 'declined', error: { code } });
    const setup = await stripe.setupIntents.retrieve(idOf(session.setup_intent));
    expect(setup).toMatchObject({ status: 'requires_payment_method', last_setup_error: { code } });
    expect(await fixture.heardTypes()).toContain('setup_intent.setup_failed');
    expect(await pay(session.id, '4242424242424242')).toMatchObject({ status: 'succeeded' });
  });

  test('expires with its set-up', async () => {
    const session = await open((await stripe.customers.create({})).id);
    await stripe.checkout.sessions.expire(session.id);
    expect((await stripe.setupIntents.retrieve(idOf(session.setup_intent))).status).toBe('canceled');
  });

  test.each([['line_items'], ['payment_intent_data']] as const)('takes no %s', async (name) => {
    const given = giftSession(6600);
    const call = stripe.checkout.sessions.create({
      mode: 'setup',
      success_url: 'https://donor.example/return',
      [name]: given[name],
    });
    expect((await stripeError(call)).param).toBe(name);
  });
});

describe('a set-up intent', () => {
  test('keeps a card by its token', async () => {
    const { id } = await stripe.customers.create({});
    const setup = await stripe.setupIntents.create({ customer: id, confirm: true, payment_method: 'pm_card_visa' });
    expect(setup).toMatchObject({ status: 'succeeded', customer: id, usage: 'off_session' });
    expect(await fixture.heardTypes()).toEqual([
      'customer.created',
      'setup_intent.created',
      'payment_method.attached',
      'setup_intent.succeeded',
    ]);
  });

  test('that is refused tells it as an error with the set-up in it', async () => {
    const error = await stripeError(
      stripe.setupIntents.create({ confirm: true, payment_method: 'pm_card_visa_chargeDeclined' }),
    );
    expect([error.statusCode, error.setup_intent?.status]).toEqual([402, 'requires_payment_method']);
  });

  test('leads through the challenge, and back to the merchant', async () => {
    const setup = await stripe.setupIntents.create({
      confirm: true,
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'https://donor.example/back',
    });
    const url = String(setup.next_action?.redirect_to_url?.url);
    expect(await (await fetch(url)).text()).toContain('不扣款');
    const body = new URLSearchParams({ outcome: 'complete' });
    const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
    expect(answer.headers.get('location')).toContain(`setup_intent=${setup.id}`);
    expect(answer.headers.get('location')).toContain('redirect_status=succeeded');
    expect((await stripe.setupIntents.retrieve(setup.id)).status).toBe('succeeded');
  });

  test('is canceled for good, and may be changed before', async () => {
    const { id } = await stripe.setupIntents.create({});
    const changed = await stripe.setupIntents.update(id, { payment_method: 'pm_card_visa', metadata: { a: 'b' } });
    expect(changed).toMatchObject({ status: 'requires_confirmation', metadata: { a: 'b' } });
    expect(await stripe.setupIntents.cancel(id)).toMatchObject({ status: 'canceled' });
    expect((await stripeError(stripe.setupIntents.confirm(id))).code).toBe('setup_intent_unexpected_state');
  });
});
