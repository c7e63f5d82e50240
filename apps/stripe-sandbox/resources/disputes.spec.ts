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

async function disputeOn(card: string): Promise<Stripe.Dispute> {
  const charge = await chargeOn(card);
  const list = await stripe.disputes.list({ charge });
  expect(list.data).toHaveLength(1);
  return list.data[0] as Stripe.Dispute;
}

/** What all movements together left with the merchant. */
async function netOfAll(): Promise<number> {
  const rows = await stripe.balanceTransactions.list({ limit: 100 });
  return rows.data.reduce((sum, row) => sum + row.net, 0);
}

async function heardOfDispute(): Promise<string[]> {
  return (await fixture.heardTypes()).filter((type) => type.startsWith('charge.dispute.'));
}

describe('a dispute', () => {
  test('opens by a test card and withdraws amount and fee', async () => {
    const dispute = await disputeOn('pm_card_createDispute');
    expect(dispute).toMatchObject({ amount: 6600, status: 'needs_response', reason: 'fraudulent' });
    expect(dispute.balance_transactions.map((row) => [row.type, row.reporting_category, row.amount, row.fee])).toEqual([
      ['adjustment', 'dispute', -6600, 11_000],
    ]);
    expect((await stripe.charges.retrieve(dispute.charge as string)).disputed).toBe(true);
    expect(await heardOfDispute()).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn']);
    expect(await netOfAll()).toBe(6600 - 66 - 6600 - 11_000);
    const [row] = dispute.balance_transactions;
    const read = await stripe.balanceTransactions.retrieve(String(row?.id), { expand: ['source'] });
    expect((read.source as Stripe.Dispute).id).toBe(dispute.id);
  });

  test('takes evidence, is submitted, and is won: amount and fee come back', async () => {
    const { id } = await disputeOn('pm_card_createDispute');
    const draft = await stripe.disputes.update(id, { evidence: { customer_name: '示例' }, submit: false });
    expect(draft).toMatchObject({ status: 'needs_response', evidence_details: { submission_count: 0 } });
    const sent = await stripe.disputes.update(id, { evidence: { uncategorized_text: 'winning_evidence' } });
    expect(sent).toMatchObject({
      status: 'under_review',
      evidence: { customer_name: '示例' },
      evidence_details: { has_evidence: true, submission_count: 1 },
    });
    await fixture.control('POST', '/clock/advance', { seconds: 2 });
    const won = await stripe.disputes.retrieve(id);
    expect(won.status).toBe('won');
    expect(won.balance_transactions.map((row) => row.net)).toEqual([-17_600, 17_600]);
    expect(await netOfAll()).toBe(6600 - 66);
    expect((await heardOfDispute()).slice(2)).toEqual([
      'charge.dispute.updated',
      'charge.dispute.updated',
      'charge.dispute.closed',
      'charge.dispute.funds_reinstated',
    ]);
  });

  test('takes a file that was uploaded for it, and no other', async () => {
    const { id } = await disputeOn('pm_card_createDispute');
    const data = Buffer.from('%PDF-1.7');
    const file = await stripe.files.create({
      purpose: 'dispute_evidence',
      file: { data, name: '流水.pdf', type: 'application/pdf' },
    });
    expect(file).toMatchObject({ object: 'file', filename: '流水.pdf', type: 'pdf', size: data.length });
    const draft = await stripe.disputes.update(id, { evidence: { uncategorized_file: file.id }, submit: false });
    expect(draft.evidence.uncategorized_file).toBe(file.id);
    expect((await stripe.files.list({ purpose: 'dispute_evidence' })).data).toEqual([file]);
    const missing = stripe.disputes.update(id, { evidence: { receipt: 'file_none' } });
    expect(await stripeError(missing)).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    const text = { data, name: 'notes.txt', type: 'text/plain' };
    const refused = stripe.files.create({ purpose: 'dispute_evidence', file: text });
    expect(await stripeError(refused)).toMatchObject({ statusCode: 400, param: 'file' });
  });

  test.each([['losing_evidence'], ['accepted'], ['not answered']])('is lost by %s: nothing comes back', async (way) => {
    const { id } = await disputeOn('pm_card_createDisputeProductNotReceived');
    if (way === 'accepted') await stripe.disputes.close(id);
    else if (way === 'not answered') await fixture.control('POST', '/clock/advance', { seconds: 9 * DAY });
    else await stripe.disputes.update(id, { evidence: { uncategorized_text: way }, submit: true });
    await fixture.control('POST', '/clock/advance', { seconds: 2 });
    expect(await stripe.disputes.retrieve(id)).toMatchObject({ status: 'lost', reason: 'product_not_received' });
    expect(await netOfAll()).toBe(-66 - 11_000);
    expect((await heardOfDispute()).at(-1)).toBe('charge.dispute.closed');
    expect((await stripeError(stripe.disputes.close(id))).statusCode).toBe(400);
    const late = stripe.disputes.update(id, { evidence: { customer_name: 'late' } });
    expect((await stripeError(late)).code).toBe('dispute_evidence_not_accepted');
  });

  test('is opened by hand for a part, once, and closed by hand', async () => {
    const charge = await chargeOn('pm_card_visa');
    const open = { charge, amount: 1000, reason: 'duplicate' };
    const dispute = await fixture.control<Stripe.Dispute>('POST', '/disputes', open);
    expect(await stripe.disputes.retrieve(dispute.id)).toMatchObject({ amount: 1000, reason: 'duplicate' });
    await expect(fixture.control('POST', '/disputes', open)).rejects.toThrow('disputed before');
    await expect(
      fixture.control('POST', `/disputes/${dispute.id}/close`, { outcome: 'warning_closed' }),
    ).rejects.toThrow('cannot be closed');
    await fixture.control('POST', `/disputes/${dispute.id}/close`, { outcome: 'won' });
    expect((await stripe.disputes.retrieve(dispute.id)).status).toBe('won');
  });

  test('forbids a refund while it is open or lost, and allows one when it is won', async () => {
    const { id, charge } = await disputeOn('pm_card_createDispute');
    const refund = { charge: charge as string };
    expect((await stripeError(stripe.refunds.create(refund))).code).toBe('charge_disputed');
    await fixture.control('POST', `/disputes/${id}/close`, { outcome: 'won' });
    expect((await stripe.refunds.create(refund)).status).toBe('succeeded');
  });

  test('is never opened for more than was not given back', async () => {
    const charge = await chargeOn('pm_card_visa');
    await stripe.refunds.create({ charge, amount: 6000 });
    await expect(fixture.control('POST', '/disputes', { charge, amount: 601 })).rejects.toThrow('at most');
    expect(await fixture.control('POST', '/disputes', { charge })).toMatchObject({ amount: 600 });
  });
});

describe('an inquiry', () => {
  test('moves no money, lets the charge be refunded, and is closed', async () => {
    const inquiry = await disputeOn('pm_card_createDisputeInquiry');
    expect(inquiry).toMatchObject({
      status: 'warning_needs_response',
      is_charge_refundable: true,
      balance_transactions: [],
    });
    expect(await netOfAll()).toBe(6600 - 66);
    expect((await stripe.refunds.create({ charge: inquiry.charge as string, amount: 100 })).status).toBe('succeeded');
    expect((await stripe.disputes.close(inquiry.id)).status).toBe('warning_closed');
    expect(await heardOfDispute()).toEqual(['charge.dispute.created', 'charge.dispute.closed']);
  });

  test.each([['by evidence'], ['by hand']])('becomes a dispute when the bank escalates it %s', async (way) => {
    const { id } = await disputeOn('pm_card_createDisputeInquiry');
    if (way === 'by hand') await fixture.control('POST', `/disputes/${id}/escalate`);
    else {
      const evidence = { uncategorized_text: 'escalate_inquiry_evidence' };
      expect((await stripe.disputes.update(id, { evidence })).status).toBe('warning_under_review');
      await fixture.control('POST', '/clock/advance', { seconds: 2 });
    }
    const dispute = await stripe.disputes.retrieve(id);
    expect(dispute).toMatchObject({ status: 'needs_response', is_charge_refundable: false });
    expect(dispute.balance_transactions).toHaveLength(1);
    expect((await heardOfDispute()).at(-1)).toBe('charge.dispute.funds_withdrawn');
  });
});
