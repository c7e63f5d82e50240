import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { SandboxFixture, idOf, stripeError } from '../testing/sandbox.fixture.js';

let fixture: SandboxFixture;
let stripe: Stripe;
const DAY = 86_400;
/** The last day of a long month, so that the months after it have to cope. */
const START = Date.UTC(2027, 0, 31, 8) / 1000;

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

interface Giver {
  customer: string;
  price: string;
  clock: string;
}

/** A customer on a test clock, with a card if one is named, and a price of ¥66 a month. */
async function giver(card: string | null, terms: Partial<Stripe.PriceCreateParams> = {}): Promise<Giver> {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: START });
  const customer = await stripe.customers.create({ test_clock: clock.id, email: 'donor@example.test' });
  if (card !== null) {
    const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } });
  }
  const product = await stripe.products.create({ name: '月捐' });
  const price = await stripe.prices.create({
    currency: 'cny',
    product: product.id,
    recurring: { interval: 'month' },
    unit_amount: 6600,
    ...terms,
  });
  return { customer: customer.id, price: price.id, clock: clock.id };
}

function subscribe(
  { customer, price }: Giver,
  change: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<Stripe.Subscription> {
  return stripe.subscriptions.create({ customer, items: [{ price }], ...change });
}

/** Moves a test clock and waits until it has arrived. */
async function moveTo(clock: string, time: number): Promise<void> {
  expect((await stripe.testHelpers.testClocks.advance(clock, { frozen_time: time })).status).toBe('advancing');
  for (;;) {
    const { status } = await stripe.testHelpers.testClocks.retrieve(clock);
    if (status === 'ready') return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function invoicesOf(subscription: string): Promise<Stripe.Invoice[]> {
  return (await stripe.invoices.list({ subscription, limit: 100 })).data.reverse();
}

function dates(invoices: Stripe.Invoice[]): string[] {
  return invoices.map((invoice) => new Date(invoice.created * 1000).toISOString().slice(0, 10));
}

/** Puts another card in the place of the one that is charged. */
async function changeCard(customer: string, token: string): Promise<void> {
  const { id } = await stripe.paymentMethods.attach(token, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
}

describe('a subscription', () => {
  test('begins with a paid invoice and renews every month, on the last day where the month is short', async () => {
    const who = await giver('pm_card_visa');
    const subscription = await subscribe(who, {
      metadata: { pledge: 'plg_monthly' },
      expand: ['latest_invoice.payments'],
    });
    expect(subscription).toMatchObject({
      status: 'active',
      metadata: { pledge: 'plg_monthly' },
      test_clock: who.clock,
    });
    const first = subscription.latest_invoice as Stripe.Invoice;
    expect(first).toMatchObject({ status: 'paid', amount_paid: 6600, billing_reason: 'subscription_create' });
    expect(first.payments?.data).toMatchObject([{ status: 'paid', amount_paid: 6600 }]);
    await moveTo(who.clock, START + 100 * DAY);
    const invoices = await invoicesOf(subscription.id);
    expect(dates(invoices)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
    expect(new Set(invoices.map((invoice) => invoice.status))).toEqual(new Set(['paid']));
    expect((await stripe.charges.list({ customer: who.customer })).data).toHaveLength(4);
    const types = await fixture.heardTypes();
    expect(types.filter((type) => type === 'invoice.paid')).toHaveLength(4);
    for (const type of ['customer.subscription.created', 'invoice.finalized', 'invoice_payment.paid']) {
      expect(types).toContain(type);
    }
    expect(types).toContain('test_helpers.test_clock.ready');
  });

  test('renews on the sandbox’s own clock too', async () => {
    const who = await giver('pm_card_visa');
    const { id } = await stripe.customers.create({ payment_method: 'pm_card_visa' });
    const [method] = (await stripe.customers.listPaymentMethods(id)).data;
    const subscription = await subscribe({ ...who, customer: id }, { default_payment_method: String(method?.id) });
    await fixture.control('POST', '/clock/advance', { seconds: 62 * DAY });
    expect(await invoicesOf(subscription.id)).toHaveLength(3);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  test('whose renewal fails is past due, is tried again, and heals with a good card', async () => {
    const who = await giver('pm_card_visa');
    const { id } = await subscribe(who);
    await changeCard(who.customer, 'pm_card_chargeCustomerFail');
    await moveTo(who.clock, START + 29 * DAY);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('past_due');
    const [, failed] = await invoicesOf(id);
    expect(failed).toMatchObject({ status: 'open', attempt_count: 1 });
    expect(failed?.next_payment_attempt).toBe((failed?.created ?? 0) + 3600 + 3 * DAY);
    await changeCard(who.customer, 'pm_card_visa');
    await moveTo(who.clock, START + 34 * DAY);
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
    expect(await stripe.invoices.retrieve(String(failed?.id))).toMatchObject({ status: 'paid', attempt_count: 2 });
    const types = await fixture.heardTypes();
    for (const type of ['invoice.payment_failed', 'customer.subscription.updated']) expect(types).toContain(type);
  });

  test('whose renewal fails for good ends, for that reason', async () => {
    const who = await giver('pm_card_visa');
    const { id } = await subscribe(who);
    await changeCard(who.customer, 'pm_card_chargeCustomerFail');
    await moveTo(who.clock, START + 50 * DAY);
    expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    });
    const [, failed] = await invoicesOf(id);
    expect(failed).toMatchObject({ attempt_count: 4, next_payment_attempt: null, status: 'open' });
  });

  test('whose bank wants its customer present says so, and can be paid by them', async () => {
    const who = await giver('pm_card_visa');
    const { id } = await subscribe(who);
    await changeCard(who.customer, 'pm_card_authenticationRequired');
    await moveTo(who.clock, START + 29 * DAY);
    expect(await fixture.heardTypes()).toContain('invoice.payment_action_required');
    const invoice = (await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice.payments'] }))
      .latest_invoice as Stripe.Invoice;
    const intent = idOf(invoice.payments?.data[0]?.payment.payment_intent);
    const confirmed = await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    expect(confirmed.status).toBe('succeeded');
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('active');
  });

  test('whose first payment is declined is incomplete, and expires within a day', async () => {
    const who = await giver('pm_card_chargeCustomerFail');
    const subscription = await subscribe(who);
    expect(subscription.status).toBe('incomplete');
    await moveTo(who.clock, START + DAY);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('incomplete_expired');
    expect((await invoicesOf(subscription.id)).map((invoice) => invoice.status)).toEqual(['void']);
  });

  test('whose first payment is left to the page waits for it, and keeps the card', async () => {
    const who = await giver(null);
    const subscription = await subscribe(who, {
      payment_behavior: 'default_incomplete',
      payment_settings: { save_default_payment_method: 'on_subscription' },
      expand: ['latest_invoice.confirmation_secret'],
    });
    const secret = (subscription.latest_invoice as Stripe.Invoice).confirmation_secret?.client_secret;
    const intent = String(secret).split('_secret_')[0] ?? '';
    await stripe.paymentIntents.confirm(intent, { payment_method: 'pm_card_visa' });
    const active = await stripe.subscriptions.retrieve(subscription.id, { expand: ['default_payment_method'] });
    expect(active).toMatchObject({ status: 'active', default_payment_method: { customer: who.customer } });
  });

  test('with nothing to charge does not begin', async () => {
    expect((await stripeError(subscribe(await giver(null)))).code).toBe('resource_missing');
    expect((await stripe.subscriptions.list()).data).toEqual([]);
  });

  test('is canceled now, or with its period', async () => {
    const who = await giver('pm_card_visa');
    const [now, later] = [await subscribe(who), await subscribe(who)];
    expect(await stripe.subscriptions.cancel(now.id)).toMatchObject({ status: 'canceled' });
    expect((await stripeError(stripe.subscriptions.cancel(now.id))).statusCode).toBe(400);
    const ending = await stripe.subscriptions.update(later.id, { cancel_at_period_end: true });
    expect(ending).toMatchObject({ status: 'active', cancel_at: later.items.data[0]?.current_period_end });
    await moveTo(who.clock, START + 40 * DAY);
    expect((await stripe.subscriptions.retrieve(later.id)).status).toBe('canceled');
    expect(await invoicesOf(later.id)).toHaveLength(1);
    expect((await fixture.heardTypes()).filter((type) => type === 'customer.subscription.deleted')).toHaveLength(2);
  });

  test('on trial is announced and then charged, or paused where there is nothing to charge', async () => {
    const charged = await giver('pm_card_visa');
    const first = await subscribe(charged, { trial_period_days: 7 });
    expect(first.status).toBe('trialing');
    expect((await invoicesOf(first.id)).map((each) => [each.status, each.amount_due])).toEqual([['paid', 0]]);
    await moveTo(charged.clock, START + 5 * DAY);
    expect(await fixture.heardTypes()).toContain('customer.subscription.trial_will_end');
    await moveTo(charged.clock, START + 8 * DAY);
    expect((await stripe.subscriptions.retrieve(first.id)).status).toBe('active');
    expect((await invoicesOf(first.id)).at(-1)).toMatchObject({ status: 'paid', amount_paid: 6600 });

    const bare = await giver(null);
    const second = await subscribe(bare, {
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    });
    await moveTo(bare.clock, START + 8 * DAY);
    expect((await stripe.subscriptions.retrieve(second.id)).status).toBe('paused');
    await changeCard(bare.customer, 'pm_card_visa');
    expect((await stripe.subscriptions.resume(second.id)).status).toBe('active');
    const types = await fixture.heardTypes();
    for (const type of ['paused', 'resumed']) expect(types).toContain(`customer.subscription.${type}`);
  });

  test('whose collection is paused bills nothing, and goes on by itself', async () => {
    const who = await giver('pm_card_visa');
    const { id } = await subscribe(who);
    await stripe.subscriptions.update(id, {
      pause_collection: { behavior: 'void', resumes_at: START + 45 * DAY },
    });
    await moveTo(who.clock, START + 60 * DAY);
    expect((await invoicesOf(id)).map((invoice) => invoice.status)).toEqual(['paid', 'void', 'paid']);
    expect((await stripe.subscriptions.retrieve(id)).pause_collection).toBeNull();
  });

  test('that changes its amount gives back what is left of the old and bills what is left of the new', async () => {
    const who = await giver('pm_card_visa', { recurring: { interval: 'week' }, unit_amount: 7000 });
    const subscription = await subscribe(who);
    const product = await stripe.products.create({ name: '周捐' });
    const price_data = {
      currency: 'cny',
      product: product.id,
      recurring: { interval: 'week' as const },
      unit_amount: 14_000,
    };
    await moveTo(who.clock, START + 3 * DAY);
    const id = String(subscription.items.data[0]?.id);
    await stripe.subscriptions.update(subscription.id, { items: [{ id, price_data }] });
    await moveTo(who.clock, START + 8 * DAY);
    const renewal = (await invoicesOf(subscription.id)).at(-1);
    expect(renewal?.lines.data.map((line) => line.amount)).toEqual([14_000, -4000, 8000]);
    expect(renewal).toMatchObject({ status: 'paid', total: 18_000 });
  });
});

describe('an invoice', () => {
  async function draft(change: Partial<Stripe.InvoiceCreateParams> = {}): Promise<Stripe.Invoice> {
    const { id } = await stripe.customers.create({ email: 'donor@example.test' });
    await stripe.invoiceItems.create({ customer: id, amount: 2000, currency: 'cny', description: '示例' });
    return stripe.invoices.create({ customer: id, pending_invoice_items_behavior: 'include', ...change });
  }

  test('goes from draft to paid, with a payment that names its intent', async () => {
    const invoice = await draft();
    expect(invoice).toMatchObject({ status: 'draft', amount_due: 2000, number: null });
    const open = await stripe.invoices.finalizeInvoice(invoice.id);
    expect(open.number).toMatch(/^[A-Z0-9]+-0001$/);
    const paid = await stripe.invoices.pay(invoice.id, { payment_method: 'pm_card_visa' });
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 2000, amount_remaining: 0 });
    const payments = (await stripe.invoicePayments.list({ invoice: invoice.id })).data;
    expect(payments.map((payment) => [payment.status, payment.payment.type])).toEqual([['paid', 'payment_intent']]);
    expect((await stripeError(stripe.invoices.pay(invoice.id))).message).toContain('already paid');
    const types = await fixture.heardTypes();
    expect(types.slice(types.indexOf('invoice.finalized'))).toEqual([
      'invoice.finalized',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice_payment.paid',
      'invoice.paid',
      'invoice.payment_succeeded',
      'charge.updated',
    ]);
  });

  test('whose payment is declined stays open, and tells it as an error', async () => {
    const invoice = await draft();
    const call = stripe.invoices.pay(invoice.id, { payment_method: 'pm_card_chargeCustomerFail' });
    expect((await stripeError(call)).statusCode).toBe(402);
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'open', attempt_count: 1 });
    expect(await fixture.heardTypes()).toContain('invoice.payment_failed');
  });

  test('is voided, given up, taken as paid elsewhere, sent, changed, thrown away', async () => {
    const [voided, given, elsewhere, sent, gone] = [
      await draft(),
      await draft(),
      await draft(),
      await draft(),
      await draft(),
    ];
    await stripe.invoices.finalizeInvoice(voided.id);
    expect((await stripe.invoices.voidInvoice(voided.id)).status).toBe('void');
    await stripe.invoices.finalizeInvoice(given.id);
    expect((await stripe.invoices.markUncollectible(given.id)).status).toBe('uncollectible');
    expect((await stripe.invoices.pay(elsewhere.id, { paid_out_of_band: true })).amount_paid_off_stripe).toBe(2000);
    expect((await stripe.invoices.sendInvoice(sent.id)).status).toBe('open');
    expect((await stripe.invoices.update(sent.id, { metadata: { a: 'b' } })).metadata).toEqual({ a: 'b' });
    expect((await stripe.invoices.del(gone.id)).deleted).toBe(true);
    expect((await stripe.invoiceItems.list({ pending: true })).data).toHaveLength(1);
    expect((await stripe.charges.list()).data).toEqual([]);
    const types = await fixture.heardTypes();
    for (const type of ['voided', 'marked_uncollectible', 'paid', 'sent', 'updated', 'deleted']) {
      expect(types).toContain(`invoice.${type}`);
    }
  });

  test('that advances by itself becomes final after an hour', async () => {
    const invoice = await draft({ auto_advance: true });
    await fixture.control('POST', '/clock/advance', { seconds: 3601 });
    expect((await stripe.invoices.retrieve(invoice.id)).status).toBe('open');
  });
});

describe('a test clock', () => {
  test('goes forward only, and takes its subscriptions along when it is deleted', async () => {
    const who = await giver('pm_card_visa');
    const { id } = await subscribe(who);
    const back = stripe.testHelpers.testClocks.advance(who.clock, { frozen_time: START - 1 });
    expect((await stripeError(back)).param).toBe('frozen_time');
    expect(await stripe.testHelpers.testClocks.del(who.clock)).toMatchObject({ deleted: true });
    expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled');
  });
});

describe('the customer’s own page', () => {
  function submit(url: string, fields: Record<string, string>): Promise<Response> {
    return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  }

  test('shows what is paid, ends it, and takes another card', async () => {
    const who = await giver('pm_card_visa');
    const { id } = await subscribe(who);
    const portal = await stripe.billingPortal.sessions.create({
      customer: who.customer,
      return_url: 'https://donor.example/me',
    });
    const page = await (await fetch(portal.url)).text();
    for (const text of ['¥66.00', '每月', '4242', 'https://donor.example/me', '已付款']) expect(page).toContain(text);
    await submit(portal.url, { action: 'end', id });
    expect((await stripe.subscriptions.retrieve(id)).cancel_at_period_end).toBe(true);
    await submit(portal.url, { action: 'keep', id });
    expect((await stripe.subscriptions.retrieve(id)).cancel_at_period_end).toBe(false);
    const keep = String((await submit(portal.url, { action: 'card' })).headers.get('location'));
    const card = { number: '5555555555554444', expiry: '12 / 34', cvc: '123', name: '示例' };
    const saved = String((await submit(keep, card)).headers.get('location'));
    expect(await (await fetch(saved)).text()).toContain('mastercard');
    const customer = await stripe.customers.retrieve(who.customer, {
      expand: ['invoice_settings.default_payment_method'],
    });
    expect(customer).toMatchObject({ invoice_settings: { default_payment_method: { card: { last4: '4444' } } } });
  });
});

describe('manual capture', () => {
  const held = {
    amount: 6600,
    currency: 'cny',
    allowed_payment_method_types: ['card'],
    capture_method: 'manual' as const,
    confirm: true,
    payment_method: 'pm_card_visa',
  };

  test('holds the money, takes a part, and lets the rest go', async () => {
    const intent = await stripe.paymentIntents.create(held);
    expect(intent).toMatchObject({ status: 'requires_capture', amount_capturable: 6600, amount_received: 0 });
    expect((await stripe.balanceTransactions.list()).data).toEqual([]);
    const tooMuch = stripe.paymentIntents.capture(intent.id, { amount_to_capture: 6601 });
    expect((await stripeError(tooMuch)).code).toBe('amount_too_large');
    const taken = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 6000 });
    expect(taken).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 6000 });
    expect((await stripe.balanceTransactions.list()).data.map((each) => each.amount)).toEqual([6000]);
    expect(await stripe.charges.retrieve(idOf(taken.latest_charge))).toMatchObject({
      amount_captured: 6000,
      amount_refunded: 600,
      captured: true,
    });
    expect((await stripeError(stripe.paymentIntents.capture(intent.id))).code).toBe('payment_intent_unexpected_state');
    expect(await fixture.heardTypes()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ]);
  });

  test('lets the money go when it is canceled, or when nobody takes it within a week', async () => {
    const [canceled, forgotten] = [await stripe.paymentIntents.create(held), await stripe.paymentIntents.create(held)];
    await stripe.paymentIntents.cancel(canceled.id);
    await fixture.control('POST', '/clock/advance', { seconds: 7 * DAY + 1 });
    expect(await stripe.paymentIntents.retrieve(forgotten.id)).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'automatic',
    });
    const types = await fixture.heardTypes();
    for (const type of ['charge.refunded', 'charge.expired']) expect(types).toContain(type);
    expect((await stripe.balanceTransactions.list()).data).toEqual([]);
  });
});
