import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { SandboxFixture, giftSession, stripeError } from '../testing/sandbox.fixture.js';

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

describe('products and prices', () => {
  test('are made, changed and listed, with an event for each step', async () => {
    const product = await stripe.products.create({ name: '月捐', metadata: { fund: 'general' } });
    const monthly = { product: product.id, currency: 'cny', recurring: { interval: 'month' as const } };
    const price = await stripe.prices.create({ ...monthly, unit_amount: 6600 });
    expect(price).toMatchObject({ type: 'recurring', unit_amount: 6600, recurring: { interval_count: 1 } });
    await stripe.prices.create({ product: product.id, currency: 'cny', unit_amount: 100 });
    expect((await stripe.prices.list({ product: product.id, type: 'recurring' })).data).toHaveLength(1);
    expect((await stripe.prices.update(price.id, { active: false })).active).toBe(false);
    expect((await stripe.products.update(product.id, { description: '示例' })).description).toBe('示例');
    const read = await stripe.prices.retrieve(price.id, { expand: ['product'] });
    expect((read.product as Stripe.Product).metadata).toEqual({ fund: 'general' });
    expect(await fixture.heardTypes()).toEqual([
      'product.created',
      'price.created',
      'price.created',
      'price.updated',
      'product.updated',
    ]);
    expect((await stripeError(stripe.prices.create({ ...monthly, product: 'prod_none', unit_amount: 1 }))).code).toBe(
      'resource_missing',
    );
  });

  test('a checkout session takes a one-time price by its id, and no recurring or retired one', async () => {
    const product = await stripe.products.create({ name: '关爱困境母亲' });
    const base = { product: product.id, currency: 'cny', unit_amount: 1500 };
    const price = await stripe.prices.create(base);
    const lines = (id: string) => giftSession(1, { line_items: [{ price: id, quantity: 2 }] });
    const session = await stripe.checkout.sessions.create({ ...lines(price.id), expand: ['line_items'] });
    expect(session.amount_total).toBe(3000);
    expect(session.line_items?.data[0]).toMatchObject({ description: '关爱困境母亲', price: { id: price.id } });
    const monthly = await stripe.prices.create({ ...base, recurring: { interval: 'month' } });
    expect((await stripeError(stripe.checkout.sessions.create(lines(monthly.id)))).param).toBe('line_items');
    await stripe.prices.update(price.id, { active: false });
    expect((await stripeError(stripe.checkout.sessions.create(lines(price.id)))).param).toBe('line_items');
  });
});

describe('a customer', () => {
  test('is changed and found by e-mail', async () => {
    const { id } = await stripe.customers.create({ email: 'a@example.test', metadata: { a: '1' } });
    await stripe.customers.create({ email: 'b@example.test' });
    const changed = await stripe.customers.update(id, { name: '示例', email: '', metadata: { b: '2' } });
    expect(changed).toMatchObject({ name: '示例', email: null, metadata: { a: '1', b: '2' } });
    expect((await stripe.customers.list({ email: 'b@example.test' })).data).toHaveLength(1);
    expect((await fixture.heardTypes()).at(-1)).toBe('customer.updated');
  });

  test('keeps a card as the default, until it is detached', async () => {
    const { id } = await stripe.customers.create({});
    const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
    expect(method.customer).toBe(id);
    await stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
    const cards = await stripe.customers.listPaymentMethods(id);
    expect(cards.data.map((each) => each.id)).toEqual([method.id]);
    const other = await stripe.customers.create({});
    expect((await stripeError(stripe.paymentMethods.attach(method.id, { customer: other.id }))).statusCode).toBe(400);
    const borrowed = { invoice_settings: { default_payment_method: method.id } };
    expect((await stripeError(stripe.customers.update(other.id, borrowed))).statusCode).toBe(400);
    expect((await stripe.paymentMethods.detach(method.id)).customer).toBeNull();
    const after = (await stripe.customers.retrieve(id)) as Stripe.Customer;
    expect(after.invoice_settings.default_payment_method).toBeNull();
    expect(await fixture.heardTypes()).toEqual(
      expect.arrayContaining(['payment_method.attached', 'payment_method.detached']),
    );
  });

  test('cannot keep a card its bank refuses, and can keep one that is declined only later', async () => {
    const { id } = await stripe.customers.create({});
    const refused = await stripeError(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: id }));
    expect([refused.statusCode, refused.code]).toEqual([402, 'card_declined']);
    const method = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: id });
    const given = { amount: 6600, currency: 'cny', allowed_payment_method_types: ['card'], confirm: true };
    const paying = stripe.paymentIntents.create({ ...given, customer: id, payment_method: method.id });
    expect((await stripeError(paying)).code).toBe('card_declined');
  });
});
