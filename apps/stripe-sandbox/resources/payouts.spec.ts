import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { SandboxFixture, stripeError } from '../testing/sandbox.fixture.js';

let fixture: SandboxFixture;
let stripe: Stripe;
const DAY = 86_400;

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

async function available(): Promise<number | undefined> {
  return (await stripe.balance.retrieve()).available[0]?.amount;
}

async function heardOfPayouts(): Promise<string[]> {
  return (await fixture.heardTypes()).filter((type) => type.startsWith('payout.'));
}

async function runPayout(): Promise<Stripe.Payout> {
  const { payouts } = await fixture.control<{ payouts: Stripe.Payout[] }>('POST', '/payouts/run');
  expect(payouts).toHaveLength(1);
  return payouts[0] as Stripe.Payout;
}

describe('an automatic payout', () => {
  test('takes all that is available, and its transactions add up to it', async () => {
    const charge = await chargeOn('pm_card_visa');
    await stripe.refunds.create({ charge, amount: 600 });
    expect(await fixture.control('POST', '/payouts/run')).toEqual({ payouts: [] });
    await fixture.control('POST', '/clock/advance', { seconds: 2 * DAY });
    await chargeOn('pm_card_visa', 9900);
    const payout = await runPayout();
    expect(payout).toMatchObject({ amount: 6600 - 66 - 600, status: 'pending', automatic: true });
    expect(await available()).toBe(0);
    const rows = await stripe.balanceTransactions.list({ payout: payout.id, expand: ['data.source'] });
    expect(rows.data.map((row) => row.type)).toEqual(['payout', 'refund', 'charge']);
    expect(rows.data.reduce((sum, row) => sum + row.net, 0)).toBe(0);
    await fixture.control('POST', '/clock/advance', { seconds: DAY });
    const paid = await stripe.payouts.retrieve(payout.id);
    expect(paid).toMatchObject({ status: 'paid', reconciliation_status: 'completed' });
    expect(await heardOfPayouts()).toEqual(['payout.created', 'payout.paid', 'payout.reconciliation_completed']);
  });

  test('settles each transaction once', async () => {
    await chargeOn('pm_card_bypassPending', 1000);
    const first = await runPayout();
    await chargeOn('pm_card_bypassPending', 2000);
    const second = await runPayout();
    expect([first.amount, second.amount]).toEqual([990, 1980]);
    const rows = await stripe.balanceTransactions.list({ payout: second.id, type: 'charge' });
    expect(rows.data.map((row) => row.amount)).toEqual([2000]);
  });

  test('that fails after it was paid gives the money back, and the next one carries it', async () => {
    await chargeOn('pm_card_bypassPending', 1000);
    const { id } = await runPayout();
    await fixture.control('POST', `/payouts/${id}/end`, { outcome: 'in_transit' });
    await fixture.control('POST', `/payouts/${id}/end`, { outcome: 'paid' });
    await fixture.control('POST', `/payouts/${id}/end`, { outcome: 'failed', code: 'no_account' });
    const failed = await stripe.payouts.retrieve(id, { expand: ['failure_balance_transaction'] });
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'no_account' });
    expect(failed.failure_balance_transaction).toMatchObject({ type: 'payout_failure', amount: 990 });
    expect((await heardOfPayouts()).at(-1)).toBe('payout.failed');
    expect(await available()).toBe(990);
    expect((await runPayout()).amount).toBe(990);
    await fixture.control('POST', '/clock/advance', { seconds: 2 * DAY });
    expect((await stripe.payouts.retrieve(id)).status).toBe('failed');
  });

  test('leaves a balance below nothing alone until money has come in', async () => {
    const charge = await chargeOn('pm_card_bypassPending', 1000);
    await runPayout();
    await stripe.refunds.create({ charge });
    await fixture.control('POST', '/clock/advance', { seconds: 2 * DAY });
    expect(await available()).toBe(-1000);
    expect(await fixture.control('POST', '/payouts/run')).toEqual({ payouts: [] });
    await chargeOn('pm_card_bypassPending', 3000);
    expect((await runPayout()).amount).toBe(1970);
  });

  test('comes by itself at midnight where the schedule is daily', async () => {
    const daily = await SandboxFixture.start({ payoutSchedule: 'daily' });
    try {
      const client = daily.client();
      const given = { amount: 6600, currency: 'cny', allowed_payment_method_types: ['card'] };
      await client.paymentIntents.create({ ...given, payment_method: 'pm_card_visa', confirm: true });
      expect((await client.payouts.list()).data).toEqual([]);
      await daily.control('POST', '/clock/advance', { seconds: 3 * DAY });
      const { data } = await client.payouts.list();
      expect(data.map((payout) => [payout.amount, payout.automatic])).toEqual([[6534, true]]);
      expect(daily.contractFaults).toEqual([]);
    } finally {
      await daily.stop();
    }
  });
});

describe('a manual payout', () => {
  test('takes a part, never more than is available, and knows no transactions', async () => {
    await chargeOn('pm_card_bypassPending', 1000);
    const tooMuch = stripe.payouts.create({ amount: 991, currency: 'cny' });
    expect((await stripeError(tooMuch)).code).toBe('balance_insufficient');
    const payout = await stripe.payouts.create({ amount: 500, currency: 'cny', metadata: { a: '1' } });
    expect(payout).toMatchObject({ automatic: false, reconciliation_status: 'not_applicable', metadata: { a: '1' } });
    expect(await available()).toBe(490);
    expect((await stripeError(stripe.balanceTransactions.list({ payout: payout.id }))).param).toBe('payout');
    expect((await stripe.payouts.list({ status: 'pending' })).data.map((each) => each.id)).toEqual([payout.id]);
  });

  test('is canceled while it is pending, and not after', async () => {
    await chargeOn('pm_card_bypassPending', 1000);
    const { id } = await stripe.payouts.create({ amount: 500, currency: 'cny' });
    expect((await stripe.payouts.cancel(id)).status).toBe('canceled');
    expect(await available()).toBe(990);
    expect((await stripeError(stripe.payouts.cancel(id))).statusCode).toBe(400);
    expect(await heardOfPayouts()).toEqual(['payout.created', 'payout.canceled']);
  });
});
