import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { SandboxFixture, stripeError } from '../testing/sandbox.fixture.js';

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

async function chargeOn(card: string, amount = 6600): Promise<string> {
  const intent = await stripe.paymentIntents.create({
    amount,
    currency: 'cny',
    allowed_payment_method_types: ['card'],
    payment_method: card,
    confirm: true,
  });
  return intent.latest_charge as string;
}

async function balanceNow(): Promise<number> {
  const balance = await stripe.balance.retrieve();
  return (balance.pending[0]?.amount ?? 0) + (balance.available[0]?.amount ?? 0);
}

async function heardOfRefunds(): Promise<string[]> {
  return (await fixture.heardTypes()).filter((type) => type.includes('refund'));
}

describe('a refund to a card that takes its time', () => {
  test('is pending, has left the balance, and succeeds later', async () => {
    const charge = await chargeOn('pm_card_pendingRefund');
    const refund = await stripe.refunds.create({ charge, amount: 600 });
    expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    expect(await balanceNow()).toBe(6600 - 66 - 600);
    expect((await stripeError(stripe.refunds.cancel(refund.id))).statusCode).toBe(400);
    await fixture.control('POST', '/clock/advance', { seconds: 60 });
    const ended = await stripe.refunds.retrieve(refund.id);
    expect([ended.status, ended.pending_reason]).toEqual(['succeeded', undefined]);
    expect(await balanceNow()).toBe(6600 - 66 - 600);
    expect(await heardOfRefunds()).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'charge.refund.updated',
    ]);
    const updated = fixture.receiver.events.find((event) => event.type === 'refund.updated');
    expect(updated?.data.previous_attributes).toEqual({ status: 'pending' });
  });

  test.each([['failed'], ['canceled']])('that has %s comes back to the balance and to the charge', async (outcome) => {
    const charge = await chargeOn('pm_card_pendingRefund');
    const { id } = await stripe.refunds.create({ charge });
    expect((await stripe.charges.retrieve(charge)).refunded).toBe(true);
    await fixture.control('POST', `/refunds/${id}/end`, { outcome, reason: 'lost_or_stolen_card' });
    const ended = await stripe.refunds.retrieve(id, { expand: ['failure_balance_transaction'] });
    expect(ended.status).toBe(outcome);
    expect(ended.failure_reason).toBe(outcome === 'failed' ? 'lost_or_stolen_card' : undefined);
    expect(ended.failure_balance_transaction).toMatchObject({ type: 'refund_failure', amount: 6600, source: id });
    expect(await stripe.charges.retrieve(charge)).toMatchObject({ refunded: false, amount_refunded: 0 });
    expect(await balanceNow()).toBe(6600 - 66);
    expect((await heardOfRefunds()).includes('refund.failed')).toBe(outcome === 'failed');
    await fixture.control('POST', '/clock/advance', { seconds: 120 });
    expect((await stripe.refunds.retrieve(id)).status).toBe(outcome);
    await expect(fixture.control('POST', `/refunds/${id}/end`, { outcome: 'succeeded' })).rejects.toThrow('status');
  });
});

describe('a refund that has succeeded', () => {
  test('fails later on a card that is gone, and its amount can be refunded again', async () => {
    const charge = await chargeOn('pm_card_refundFail');
    const { id, status } = await stripe.refunds.create({ charge, amount: 4000 });
    expect(status).toBe('succeeded');
    expect((await stripeError(stripe.refunds.create({ charge, amount: 2601 }))).param).toBe('amount');
    await fixture.control('POST', '/clock/advance', { seconds: 60 });
    const failed = { status: 'failed', failure_reason: 'expired_or_canceled_card' };
    expect(await stripe.refunds.retrieve(id)).toMatchObject(failed);
    expect((await heardOfRefunds()).slice(2)).toEqual(['refund.updated', 'charge.refund.updated', 'refund.failed']);
    expect((await stripe.refunds.create({ charge })).amount).toBe(6600);
    await fixture.control('POST', '/clock/advance', { seconds: 60 });
    expect(await balanceNow()).toBe(6600 - 66);
  });

  test('takes metadata and says so; it cannot be canceled by hand', async () => {
    const charge = await chargeOn('pm_card_visa');
    const { id } = await stripe.refunds.create({ charge, metadata: { a: '1' } });
    expect((await stripe.refunds.update(id, { metadata: { b: '2' } })).metadata).toEqual({ a: '1', b: '2' });
    expect((await heardOfRefunds()).slice(-2)).toEqual(['refund.updated', 'charge.refund.updated']);
    await expect(fixture.control('POST', `/refunds/${id}/end`, { outcome: 'canceled' })).rejects.toThrow('status');
  });
});
