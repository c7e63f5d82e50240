import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { payFast, pledge, seeUntil, type GiftWish } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { pdfText } from '../support/pdf.js';
import {
  approveRefund,
  dashboard,
  proposeRefund,
  providerAndBooks,
  requestRefund,
  spendFund,
  standing,
} from '../support/returns.js';

jest.setTimeout(180_000);

let installation: Installation;
let campaign: ExampleCampaign;
let maker: GraphClient;
let checker: GraphClient;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
  [maker, checker] = [await installation.signIn('maker'), await installation.signIn('checker')];
});

afterEach(async () => {
  await installation.control('DELETE', '/webhook-faults');
  await installation.control('DELETE', '/http-faults');
  await installation.control('POST', '/flush', {});
  await installation.idle();
  await installation.checks();
  const { provider, books } = await providerAndBooks(installation);
  expect(books).toBe(provider);
});

afterAll(() => installation?.close());

interface Gift {
  client: GraphClient;
  wish: GiftWish;
}

async function give(amount = '6600', card: string = CARDS.good, change: Partial<GiftWish> = {}): Promise<Gift> {
  const client = installation.visitor();
  const wish = wishFor(campaign, { amount, email: 'giver@example.org', ...change });
  await payFast(await pledge(client, wish), card);
  await seeUntil(client, wish.id, ({ receipt }) => receipt?.downloadUrl != null);
  await installation.idle();
  return { client, wish };
}

/** Two people send so much of a gift back. @returns the id of the refund */
async function refund(pledgeId: string, amount: string, id?: string): Promise<string> {
  const proposed = await proposeRefund(maker, { pledgeId, amount, ...(id ? { id } : {}) });
  expect(proposed).toMatchObject({ __typename: 'Refund', state: 'PROPOSED' });
  expect(await approveRefund(checker, proposed.id, amount)).toMatchObject({ __typename: 'Refund', state: 'APPROVED' });
  return proposed.id;
}

async function refundRow(id: string) {
  const [row] = await installation.rows<{ state: string; provider: string | null; failure: string | null }>(
    'SELECT state, provider_refund_id AS provider, failure FROM refund WHERE id = $1',
    [id],
  );
  return row;
}

async function until<T>(look: () => Promise<T>, enough: (seen: T) => boolean, seconds = 60): Promise<T> {
  for (const deadline = Date.now() + seconds * 1000; ; await sleep(100)) {
    const seen = await look();
    if (enough(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`after ${seconds} s still ${JSON.stringify(seen)}`);
  }
}

const mailsOf = async (refundId: string): Promise<string[]> =>
  (
    await installation.rows<{ id: string }>(`SELECT id FROM mail_message WHERE id LIKE $1 ORDER BY id`, [
      `mail_${refundId}_%`,
    ])
  ).map(({ id }) => id.replace(`mail_${refundId}_`, ''));

/** Lets a day go by since a gift was paid: from then on two people decide. */
async function coolDown(pledgeId: string): Promise<void> {
  await installation.rows(`UPDATE pledge SET paid_at = paid_at - interval '25 hours' WHERE id = $1`, [pledgeId]);
}

describe('a refund', () => {
  test('asked for within a day is granted by the written rule alone, unless a city has used its part', async () => {
    const city = { designation: { kind: 'REGION', regionCode: '430900' } as const };
    const { client, wish } = await give('5000', CARDS.good, city);
    const asked = await requestRefund(client, { pledgeId: wish.id, reasonCode: 'CHANGED_MIND' });
    expect(asked).toMatchObject({ __typename: 'Refund', state: 'APPROVED', amount: '5000' });
    await until(
      () => standing(installation, wish.id),
      ({ state }) => state === 'REFUNDED',
    );
    await installation.idle();
    expect(await mailsOf(asked.id)).toEqual(['arrived', 'granted']);
    const agreed = await installation.rows('SELECT proposed_by, approved_by FROM refund WHERE id = $1', [asked.id]);
    expect(agreed).toEqual([{ proposed_by: 'donor', approved_by: 'rule:cooling-off' }]);

    const used = await give('5000', CARDS.good, city);
    await spendFund(installation, campaign.id, '430900');
    const waits = await requestRefund(used.client, { pledgeId: used.wish.id, reasonCode: 'CHANGED_MIND' });
    expect(waits).toMatchObject({ __typename: 'Refund', state: 'REQUESTED' });
  });

  test('goes from the giver’s request over two people to the provider, the books and a red receipt', async () => {
    const { client, wish } = await give('10001', CARDS.good, { teamId: campaign.teams[0] ?? null });
    await coolDown(wish.id);
    const asked = await requestRefund(client, { pledgeId: wish.id, reasonCode: 'MISTAKE', words: '示例：多捐了' });
    expect(asked).toMatchObject({ __typename: 'Refund', state: 'REQUESTED', amount: '10001' });
    // Asked again it is the same request, and nobody else's business.
    expect(await requestRefund(client, { pledgeId: wish.id, reasonCode: 'OTHER' })).toEqual(asked);
    const stranger = await installation
      .visitor()
      .tryAsking(`mutation R($input: RequestRefundInput!) { requestRefund(input: $input) { __typename } }`, {
        input: { pledgeId: wish.id, reasonCode: 'OTHER' },
      });
    expect(stranger.errors?.[0]?.extensions?.['reason']).toBe('pledge_not_found');

    await refund(wish.id, '10001', asked.id);
    await until(
      () => standing(installation, wish.id),
      ({ papers }) => papers.length === 2,
    );
    await installation.idle();
    expect(await standing(installation, wish.id)).toMatchObject({
      state: 'REFUNDED',
      returned: '10001',
      papers: ['10001', '-10001'],
    });
    expect(await refundRow(asked.id)).toMatchObject({ state: 'SUCCEEDED', failure: null });
    expect(await mailsOf(asked.id)).toEqual(['arrived', 'requested', 'sent']);

    const { pledge: seen } = await client.ask<{
      pledge: {
        receipt: object | null;
        receipts: { kind: string; reverses: string | null; number: string; downloadUrl: string }[];
        allocation: { lines: { amount: string }[] };
      };
    }>(
      `query S($id: ID!) { pledge(id: $id) { receipt { number } receipts { kind reverses number downloadUrl }
         refunds { state next } allocation { lines { amount } } } }`,
      { id: wish.id },
    );
    const [first, red] = seen.receipts;
    expect(seen.receipt).toBeNull();
    expect(red).toMatchObject({ kind: 'REVERSAL', reverses: first?.number });
    const paper = pdfText(Buffer.from(await (await client.fetch(red?.downloadUrl ?? '')).arrayBuffer()));
    expect(paper).toContain('红字冲销');
    expect(paper).toContain(first?.number);
    expect(paper).toContain('（负数）壹佰元零壹分');
  });

  test('of a part gives back its share of every city, reverses the paper and issues one for what is left', async () => {
    const { client, wish } = await give('10001');
    await refund(wish.id, '3334');
    await until(
      () => standing(installation, wish.id),
      ({ papers }) => papers.length === 3,
    );
    await installation.idle();
    expect(await standing(installation, wish.id)).toMatchObject({
      state: 'PARTIALLY_REFUNDED',
      returned: '3334',
      papers: ['10001', '-10001', '6667'],
    });
    const [sums] = await installation.rows<{ given: string; back: string }>(
      `SELECT (SELECT sum(leg) FROM unnest(gift.legs) leg)::text AS given,
              (SELECT -sum(part) FROM unnest(gone.parts) part)::text AS back
       FROM ledger_gift gift JOIN ledger_transfer gone ON gone.gift_id = gift.id WHERE gift.id = $1`,
      [wish.id],
    );
    expect(sums).toEqual({ given: '10001', back: '3334' });

    // More than is left is refused with what is left; the rest can go back too.
    const tooMuch = await proposeRefund(maker, { pledgeId: wish.id, amount: '6668' });
    expect(tooMuch).toMatchObject({ __typename: 'RefundTooLargeError', left: '6667' });
    await refund(wish.id, '6667');
    await until(
      () => standing(installation, wish.id),
      ({ papers }) => papers.length === 4,
    );
    expect((await standing(installation, wish.id)).state).toBe('REFUNDED');
    expect((await seeUntil(client, wish.id, ({ receipt }) => receipt === null)).state).toBe('REFUNDED');
  });

  test('that stays on its way and then fails brings the money, the allocation and a paper back, once', async () => {
    const { wish } = await give('6600', CARDS.slowRefund);
    const id = await refund(wish.id, '6600');
    const { provider } = await until(
      async () => (await refundRow(id)) ?? { state: '', provider: null, failure: null },
      ({ state, provider: known }) => state === 'SENT' && known !== null,
    );
    await until(
      () => standing(installation, wish.id),
      ({ returned }) => returned === '6600',
    );
    await installation.control('POST', `/refunds/${provider ?? ''}/end`, {
      outcome: 'failed',
      reason: 'lost_or_stolen_card',
    });
    await until(
      () => standing(installation, wish.id),
      ({ papers }) => papers.length === 3,
    );
    await installation.idle();
    expect(await standing(installation, wish.id)).toMatchObject({
      state: 'PAID',
      returned: '0',
      papers: ['6600', '-6600', '6600'],
    });
    expect(await refundRow(id)).toMatchObject({ state: 'FAILED', failure: 'lost_or_stolen_card' });
    expect(await mailsOf(id)).toEqual(['failed', 'sent']);
  });

  test('made in the provider’s dashboard ends the same way, under a document of its own', async () => {
    const { wish } = await give();
    const { intent } = await standing(installation, wish.id);
    await dashboard(installation).refunds.create({ payment_intent: intent, amount: 600 });
    await dashboard(installation).refunds.create({ payment_intent: intent, amount: 1000 });
    await until(
      () => standing(installation, wish.id),
      ({ returned }) => returned === '1600',
    );
    await installation.idle();
    expect((await standing(installation, wish.id)).papers.at(-1)).toBe('5000');
    const documents = await installation.rows(
      `SELECT origin, state, amount::text FROM refund WHERE pledge_id = $1 ORDER BY refund.amount`,
      [wish.id],
    );
    expect(documents).toEqual([
      { origin: 'PROVIDER', state: 'SUCCEEDED', amount: '600' },
      { origin: 'PROVIDER', state: 'SUCCEEDED', amount: '1000' },
    ]);
  });

  test('needs another person, the amount that was seen, and a reason; a refusal is told to the giver', async () => {
    const { client, wish } = await give();
    await coolDown(wish.id);
    const { id } = await requestRefund(client, { pledgeId: wish.id, reasonCode: 'CHANGED_MIND', amount: '1600' });
    const proposed = await proposeRefund(maker, { id, pledgeId: wish.id, amount: '1600' });
    expect(proposed.state).toBe('PROPOSED');
    expect(await approveRefund(checker, id, '1601')).toMatchObject({
      __typename: 'FieldRejectedError',
      code: 'refund_amount_changed',
    });
    const { result } = await checker.ask<{ result: { state: string } }>(
      `mutation J($id: ID!) { result: rejectRefund(id: $id, answer: "示例：没有凭据，请补充") { __typename ... on Refund { state } } }`,
      { id },
    );
    expect(result.state).toBe('REJECTED');
    expect(await approveRefund(checker, id, '1600')).toMatchObject({ __typename: 'RefundStateError' });
    await installation.idle();
    expect(await mailsOf(id)).toEqual(['rejected', 'requested']);
  });
});

describe('whatever goes wrong on the way, money goes back once', () => {
  test.each([
    ['the answer is cut off after it was done', { kind: 'cut_connection', count: 3 }],
    ['an error of the provider’s own, before anything was done', { kind: 'server_error', count: 1 }],
    ['an error of the provider’s own, after everything was done', { kind: 'server_error', count: 1, commit: true }],
    ['too many requests', { kind: 'rate_limit', count: 1 }],
  ])('%s', async (_, fault) => {
    const { wish } = await give();
    await installation.control('PUT', '/http-faults', { faults: [{ ...fault, path: '/v1/refunds' }] });
    const id = await refund(wish.id, '6600');
    await until(
      () => standing(installation, wish.id),
      ({ returned }) => returned === '6600',
    );
    await installation.control('DELETE', '/http-faults');
    await installation.idle();
    expect(await refundRow(id)).toMatchObject({ state: 'SUCCEEDED' });
    const { intent } = await standing(installation, wish.id);
    const made = await dashboard(installation).refunds.list({ payment_intent: intent });
    expect(made.data).toHaveLength(1);
    expect(await installation.count('ledger_transfer', 'gift_id = $1', [wish.id])).toBe(1);
  });

  test.each<[string, object]>([
    ['sent four times and shuffled', { duplicate: { copies: 3 }, shuffle: { window: 20 } }],
    ['none ever sent', { drop: { every: 1 } }],
  ])('notifications %s', async (_, faults) => {
    const { wish } = await give('6600', CARDS.slowRefund);
    await installation.control('PUT', '/webhook-faults', faults);
    const id = await refund(wish.id, '2200');
    const { provider } = await until(
      async () => (await refundRow(id)) ?? { state: '', provider: null, failure: null },
      ({ provider: known }) => known !== null,
    );
    expect(provider).not.toBeNull();
    // The card says so after a minute; nobody waits for it here, nor for the sweep to find it due.
    await installation.control('POST', '/clock/advance', { seconds: 61 });
    await installation.control('POST', '/flush', {});
    await installation.rows(`UPDATE refund SET changed_at = now() - interval '5 minutes' WHERE id = $1`, [id]);
    await until(
      async () => refundRow(id),
      (row) => row?.state === 'SUCCEEDED',
    );
    expect(await installation.count('ledger_transfer', 'gift_id = $1', [wish.id])).toBe(1);
    expect(await mailsOf(id)).toEqual(['arrived', 'sent']);
  });
});
