import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { SandboxFixture, giftSession } from '../testing/sandbox.fixture.js';

let fixture: SandboxFixture;
let stripe: Stripe;

beforeAll(async () => {
  fixture = await SandboxFixture.start();
  stripe = fixture.client();
}, 60_000);
afterAll(() => fixture.stop());
beforeEach(async () => {
  await fixture.control('POST', '/reset', {});
});

function press(action: string, id = '', headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ action, id, lang: 'en' });
  return fetch(`${fixture.url}/_sandbox/page`, { method: 'POST', body, headers, redirect: 'manual' });
}

async function page(): Promise<string> {
  const response = await fetch(`${fixture.url}/_sandbox/page?lang=en`);
  expect(response.status).toBe(200);
  expect(response.headers.get('referrer-policy')).toBe('same-origin');
  return response.text();
}

describe('the control page', () => {
  test('pays, disputes and decides by its buttons, and shows what became of it', async () => {
    expect(await page()).toContain('Nothing yet.');
    const session = await stripe.checkout.sessions.create(giftSession(6600));
    expect(await page()).toContain(session.id);
    expect((await press('refuse', session.id)).status).toBe(303);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    await press('pay', session.id);
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    const [charge] = (await stripe.charges.list()).data;
    expect(await page()).toContain('value="dispute"');
    await press('inquire', charge?.id);
    const [dispute] = (await stripe.disputes.list()).data;
    expect(dispute?.status).toBe('warning_needs_response');
    await press('escalate', dispute?.id);
    await press('win', dispute?.id);
    expect((await stripe.disputes.list()).data[0]?.status).toBe('won');
    expect(await page()).toContain('won');
    expect(await page()).not.toContain('value="dispute"');
  });

  test('advances the clock, runs a payout and fails it', async () => {
    const given = { amount: 6600, currency: 'cny', allowed_payment_method_types: ['card'], confirm: true };
    await stripe.paymentIntents.create({ ...given, payment_method: 'pm_card_visa' });
    await press('month');
    await press('runPayout');
    const [payout] = (await stripe.payouts.list()).data;
    expect(payout?.status).toBe('pending');
    await press('arrive', payout?.id);
    await press('fail', payout?.id);
    expect((await stripe.payouts.list()).data[0]?.status).toBe('failed');
  });

  test('answers in a wallet, now or later, and offers no dispute of what it paid', async () => {
    const kinds = { allowed_payment_method_types: ['alipay'] };
    const [now, later] = [
      await stripe.checkout.sessions.create(giftSession(6600, kinds)),
      await stripe.checkout.sessions.create(giftSession(6700, kinds)),
    ];
    expect(await page()).not.toContain('value="pay"');
    await press('walletDecline', now.id);
    await press('walletApprove', now.id);
    expect((await stripe.checkout.sessions.retrieve(now.id)).payment_status).toBe('paid');
    expect(await page()).not.toContain('value="dispute"');
    await press('walletLater', later.id);
    expect((await stripe.checkout.sessions.retrieve(later.id)).payment_status).toBe('unpaid');
    await press('settleWell', (await stripe.charges.list()).data[0]?.id);
    expect((await stripe.checkout.sessions.retrieve(later.id)).payment_status).toBe('paid');
  });

  test('switches faults on and off', async () => {
    await press('server_error');
    await press('drop');
    expect(await page()).toContain('server_error × 1 · drop');
    await press('calm');
    expect(await page()).toContain('No faults.');
  });

  test('does nothing for another web page, and knows no other buttons', async () => {
    expect((await press('month', '', { origin: 'https://evil.example' })).status).toBe(403);
    expect((await press('constructor')).status).toBe(400);
  });
});
