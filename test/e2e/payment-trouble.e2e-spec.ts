import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payOnPage, pledge, seeUntil } from '../../apps/visitor/gift.js';
import { CARDS, createPledge, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { pdfText } from '../support/pdf.js';
import { tracesOf } from '../support/traces.js';

jest.setTimeout(120_000);

let installation: Installation;
let campaign: ExampleCampaign;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

const sessions = async (): Promise<number> => (await tracesOf(installation))['sessions'] ?? 0;

/** Answers the bank's question on the payment page. */
async function answerChallenge(checkoutUrl: string, outcome: 'complete' | 'fail'): Promise<string | null> {
  const body = new URLSearchParams({ outcome, lang: 'zh' });
  const response = await fetch(`${checkoutUrl}/challenge`, { method: 'POST', body, redirect: 'manual' });
  return response.headers.get('location');
}

describe('a payment that fails takes no money, says why, and may be tried again on the same pledge', () => {
  const DECLINES = [
    [
      'declined',
      CARDS.declined,
      'generic_decline',
      '银行没有通过这次支付，没有扣款',
      'The bank did not approve this payment',
    ],
    [
      'without funds',
      CARDS.insufficient,
      'insufficient_funds',
      '卡上余额不足，没有扣款',
      'The card has insufficient funds',
    ],
    ['expired', CARDS.expired, 'expired_card', '银行卡已过期，没有扣款', 'The card has expired'],
    ['with a wrong code', CARDS.wrongCode, 'incorrect_cvc', '安全码不对，没有扣款', 'The security code is wrong'],
    [
      'hit by an error',
      CARDS.processingError,
      'processing_error',
      '支付通道处理时出错',
      'The payment service had an error',
    ],
  ] as const;
  const cases = DECLINES.flatMap(([name, card, code, zh, en]) => [
    { name, card, code, locale: 'zh-CN', sentence: zh },
    { name, card, code, locale: 'en', sentence: en },
  ]);

  test.each(cases)('a card $name, told in $locale', async ({ card, code, locale, sentence }) => {
    const client = installation.visitor(locale);
    const wish = wishFor(campaign);
    const url = await pledge(client, wish);
    expect((await payOnPage(url, card)).location).toBeNull();
    const seen = await seeUntil(client, wish.id, ({ state }) => state === 'FAILED');
    expect(seen.failure).toEqual({ code, message: expect.stringContaining(sentence) });
    expect(seen.allocation).toMatchObject({ state: 'WAITING', lines: [] });
    expect(await pledge(client, wish)).toBe(url);
    await payOnPage(url, CARDS.good);
    const paid = await seeUntil(client, wish.id, ({ receipt }) => receipt !== null);
    expect(paid).toMatchObject({ state: 'PAID', failure: null });
    expect(await installation.count('payment_attempt', `pledge_id = $1 AND state = 'SUCCEEDED'`, [wish.id])).toBe(1);
  });

  test('a card whose bank asks, and is answered', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    const url = await pledge(client, wish);
    expect((await payOnPage(url, CARDS.challenged)).location).toMatch(/\/challenge/);
    expect(await answerChallenge(url, 'complete')).toContain(wish.id);
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
  });

  test.each([
    ['asked and not answered', CARDS.challenged, 'fail', '银行的身份验证没有完成，没有扣款'],
    ['asked, answered and then declined', CARDS.challengedThenDeclined, 'complete', '银行没有通过这次支付，没有扣款'],
  ] as const)('a card %s', async (_, card, outcome, sentence) => {
    const client = installation.visitor();
    const wish = wishFor(campaign);
    const url = await pledge(client, wish);
    await payOnPage(url, card);
    await answerChallenge(url, outcome);
    const seen = await seeUntil(client, wish.id, ({ state }) => state === 'FAILED');
    expect(seen.failure?.message).toContain(sentence);
    await payOnPage(url, CARDS.good);
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
  });
});

describe('what goes wrong after the payment does not cost the giver the receipt', () => {
  test('a mail that is refused: the receipt says so and can be downloaded', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign, { email: 'donor@refused.invalid' });
    await payOnPage(await pledge(client, wish), CARDS.good);
    const { receipt } = await seeUntil(client, wish.id, (seen) => seen.receipt?.mail === 'REFUSED');
    expect((await client.fetch(receipt?.downloadUrl ?? '')).status).toBe(200);
    await installation.idle();
    expect(await installation.count('mail_message', `state = 'REFUSED' AND failure IS NOT NULL`)).toBe(1);
  });

  test.each([
    ['that the font has', '示例㼆𡐓', '交款人：示例㼆𡐓'],
    ['that no font has: it is written as its code point', '示例\u{30EDE}', '交款人：示例〔U+30EDE〕'],
  ])('a name with a rare character %s', async (_, payerName, words) => {
    const client = installation.visitor();
    const wish = wishFor(campaign, { payerName });
    await payOnPage(await pledge(client, wish), CARDS.good);
    const { receipt } = await seeUntil(client, wish.id, (seen) => seen.receipt?.downloadUrl != null);
    const paper = await client.fetch(receipt?.downloadUrl ?? '');
    expect(pdfText(Buffer.from(await paper.arrayBuffer()))).toContain(words);
    const [kept] = await installation.rows<{ payer_name: Buffer }>('SELECT payer_name FROM pledge WHERE id = $1', [
      wish.id,
    ]);
    expect(kept?.payer_name.includes(Buffer.from(payerName))).toBe(false);
  });
});

describe('a payment provider in trouble: the pledge is kept, and the same id goes on where it stopped', () => {
  const AWAY = {
    'zh-CN': '支付通道暂时连不上，没有扣款',
    en: 'The payment service is away; nothing was charged',
  } as const;

  /** Pledges while the provider is in trouble, then again once it is well, and pays. */
  async function survives(locale: keyof typeof AWAY, heal: () => Promise<void>): Promise<void> {
    const client = installation.visitor(locale);
    const wish = wishFor(campaign, { email: 'patient@example.org' });
    const { answer } = await createPledge(client, wish);
    expect(answer).toMatchObject({
      __typename: 'PaymentUnavailableError',
      code: 'payment_unavailable',
      message: expect.stringContaining(AWAY[locale]),
    });
    expect(await installation.count('pledge', `id = $1 AND state = 'CREATED'`, [wish.id])).toBe(1);
    await heal();
    const url = await pledge(client, wish);
    await payOnPage(url, CARDS.good);
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt !== null)).state).toBe('PAID');
    expect(await installation.count('payment_attempt', `pledge_id = $1 AND state = 'SUCCEEDED'`, [wish.id])).toBe(1);
    expect(await installation.count('ledger_gift', 'id = $1', [wish.id])).toBe(1);
  }

  test.each(['zh-CN', 'en'] as const)('away altogether (%s)', async (locale) => {
    await installation.sandbox.stop();
    await survives(locale, () => installation.sandbox.start());
  });

  test('working, but its answers never arrive: one session all the same', async () => {
    const before = await sessions();
    await installation.control('PUT', '/http-faults', {
      faults: [{ kind: 'cut_connection', count: 3, path: '/v1/checkout' }],
    });
    await survives('zh-CN', () => Promise.resolve());
    expect(await sessions()).toBe(before + 1);
  });

  test.each([
    ['too many requests', { kind: 'rate_limit', count: 3 }],
    ['an error of its own, before anything was done', { kind: 'server_error', count: 1 }],
    ['an error of its own, after everything was done', { kind: 'server_error', count: 1, commit: true }],
  ])('answering with %s', async (_, fault) => {
    await installation.control('PUT', '/http-faults', { faults: [{ ...fault, path: '/v1/checkout' }] });
    await survives('zh-CN', async () => {
      await installation.control('DELETE', '/http-faults');
    });
  });
});

describe('a payment provider that is slow', () => {
  test('answers two identical requests at once with one session', async () => {
    const client = installation.visitor();
    await pledge(client, wishFor(campaign)); // The browser has its cookie.
    const before = await sessions();
    const slow = { kind: 'slow', delayMs: 2500, count: 1, path: '/v1/checkout' };
    await installation.control('PUT', '/http-faults', { faults: [slow] });
    const wish = wishFor(campaign);
    const [first, second] = await Promise.all([createPledge(client, wish), createPledge(client, wish)]);
    for (const { answer, error } of [first, second]) {
      expect(error).toBeNull();
      expect(['Pledge', 'PaymentUnavailableError']).toContain(answer?.__typename);
    }
    expect(await pledge(client, wish)).toContain('/c/pay/');
    expect(await sessions()).toBe(before + 1);
  });
});

describe('a campaign that ends between pledge and payment', () => {
  test('keeps the gift as designated, marked late, and takes no new one', async () => {
    const client = installation.visitor();
    const wish = wishFor(campaign, { designation: { kind: 'REGION', regionCode: '430900' } });
    const url = await pledge(client, wish);
    await installation.rows(`UPDATE campaign SET ends_at = now() - interval '5 seconds' WHERE id = $1`, [campaign.id]);
    await payOnPage(url, CARDS.good);
    const seen = await seeUntil(client, wish.id, ({ receipt }) => receipt !== null);
    expect(seen.state).toBe('PAID');
    expect(seen.allocation.lines).toMatchObject([{ amount: '6600', orgUnit: { name: '益阳市妇女联合会' } }]);
    expect(await installation.count('pledge', 'id = $1 AND late', [wish.id])).toBe(1);
    const { answer } = await createPledge(client, wishFor(campaign));
    expect(answer).toMatchObject({ __typename: 'CampaignClosedError' });
  });
});
