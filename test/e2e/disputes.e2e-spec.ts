import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { payFast, pledge, seeUntil } from '../../apps/visitor/gift.js';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { approveRefund, dashboard, proposeRefund, providerAndBooks, spendFund, standing } from '../support/returns.js';

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
  await installation.control('POST', '/flush', {});
  await installation.idle();
  await installation.checks();
  const { provider, books } = await providerAndBooks(installation);
  expect(books).toBe(provider);
});

afterAll(() => installation?.close());

async function give(card: string = CARDS.good, amount = '6600'): Promise<string> {
  const client = installation.visitor();
  const wish = wishFor(campaign, { amount, designation: { kind: 'REGION', regionCode: '430900' } });
  await payFast(await pledge(client, wish), card);
  await seeUntil(client, wish.id, ({ allocation }) => allocation.position !== null);
  return wish.id;
}

async function open(pledgeId: string, change: object = {}): Promise<void> {
  const { charge } = await standing(installation, pledgeId);
  await installation.control('POST', '/disputes', { charge, ...change });
}

interface DisputeRow {
  id: string;
  provider: string;
  state: string;
  submissions: number;
  carried: string;
}

async function disputeOf(pledgeId: string, state: string): Promise<DisputeRow> {
  for (const deadline = Date.now() + 60_000; ; await sleep(100)) {
    const [row] = await installation.rows<DisputeRow>(
      `SELECT id, provider_dispute_id AS provider, state, submissions, carried_by_pool::text AS carried
       FROM dispute WHERE pledge_id = $1`,
      [pledgeId],
    );
    if (row?.state === state) return row;
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(row)}, not ${state}`);
  }
}

async function answer(client: GraphClient, id: string, statement: string | null) {
  const operation = statement === null ? 'acceptDispute(id: $id)' : 'defendDispute(id: $id, input: $input)';
  const { result } = await client.ask<{ result: { __typename: string; state: string; message?: string } }>(
    `mutation A($id: ID!${statement === null ? '' : ', $input: DefendDisputeInput!'}) { result: ${operation} {
       __typename ... on Dispute { state } ... on UserError { code message } } }`,
    { id, ...(statement === null ? {} : { input: { statement, serviceDate: '2026-11-23' } }) },
  );
  return result;
}

/** What the fund of the city and the accounts of the whole hold, in fen. */
async function held(purpose: string): Promise<bigint> {
  const [row] = await installation.rows<{ held: string }>(
    `SELECT coalesce(sum(credits - debits), 0)::text AS held FROM ledger_account
     JOIN ledger_balance ON account_id = id WHERE purpose = $1::"AccountPurpose"`,
    [purpose],
  );
  return BigInt(row?.held ?? '0');
}

describe('a dispute', () => {
  test('that the evidence wins: money, fee and paper come back', async () => {
    const [fund, cost] = [await held('CITY_FUND'), await held('FUNDRAISING_COST')];
    const id = await give();
    const paid = { fund: await held('CITY_FUND'), cost: await held('FUNDRAISING_COST') };
    await open(id);
    const dispute = await disputeOf(id, 'NEEDS_RESPONSE');
    await installation.idle();
    expect(await standing(installation, id)).toMatchObject({ state: 'DISPUTED', papers: ['6600', '-6600'] });
    expect(await held('CITY_FUND')).toBe(fund);
    expect(await held('FUNDRAISING_COST')).toBeLessThan(paid.cost);

    // While the bank has the money it is not refunded as well.
    expect(await proposeRefund(maker, { pledgeId: id, amount: '1' })).toMatchObject({
      __typename: 'RefundDisputedError',
    });
    expect(await answer(maker, dispute.id, 'winning_evidence')).toMatchObject({ __typename: 'Dispute' });
    expect(await answer(maker, dispute.id, 'winning_evidence')).toMatchObject({ __typename: 'DisputeClosedError' });
    await disputeOf(id, 'WON');
    await installation.idle();
    expect(await standing(installation, id)).toMatchObject({
      state: 'PAID',
      returned: '0',
      papers: ['6600', '-6600', '6600'],
    });
    expect(await held('CITY_FUND')).toBe(paid.fund);
    expect(await held('FUNDRAISING_COST')).toBe(paid.cost);
    expect(cost).not.toBe(paid.cost);
  });

  test('that is lost, after the city has applied for the money: the pool carries it and says so', async () => {
    const id = await give();
    // As a disbursement will: the city's fund is emptied before the bank asks.
    await spendFund(installation, campaign.id, '430900');
    await open(id);
    const dispute = await disputeOf(id, 'NEEDS_RESPONSE');
    await installation.idle();
    expect((await disputeOf(id, 'NEEDS_RESPONSE')).carried).toBe('6600');
    expect(await held('POOL_CARRIED')).toBe(-6600n);
    expect(await answer(checker, dispute.id, null)).toMatchObject({ __typename: 'Dispute' });
    await disputeOf(id, 'LOST');
    await installation.idle();
    expect(await standing(installation, id)).toMatchObject({
      state: 'CHARGED_BACK',
      returned: '6600',
      papers: ['6600', '-6600'],
    });
    expect(await held('POOL_CARRIED')).toBe(-6600n);
  });

  test('of a part, after a part was refunded, takes what is left and no more', async () => {
    const id = await give();
    const { intent } = await standing(installation, id);
    await dashboard(installation).refunds.create({ payment_intent: intent, amount: 1600 });
    await open(id);
    const { provider } = await disputeOf(id, 'NEEDS_RESPONSE');
    await installation.control('POST', `/disputes/${provider}/close`, { outcome: 'lost' });
    await disputeOf(id, 'LOST');
    await installation.idle();
    expect(await standing(installation, id)).toMatchObject({ state: 'CHARGED_BACK', returned: '6600' });
    const moved = await installation.rows<{ kind: string; amount: string }>(
      `SELECT kind, ledger_sum(parts)::text AS amount FROM ledger_transfer WHERE gift_id = $1 ORDER BY batch_id, ordinal`,
      [id],
    );
    expect(moved).toEqual([
      { kind: 'GIFT_REFUNDED', amount: '-1600' },
      { kind: 'GIFT_CHARGED_BACK', amount: '-5000' },
    ]);
  });

  test('that is opened while an approved refund is on its way: the provider refuses the refund, once', async () => {
    const id = await give();
    const proposed = await proposeRefund(maker, { pledgeId: id, amount: '6600' });
    await installation.worker.stop();
    await approveRefund(checker, proposed.id, '6600');
    await open(id);
    await installation.worker.start();
    await disputeOf(id, 'NEEDS_RESPONSE');
    await installation.idle();
    const [refund] = await installation.rows('SELECT state, failure FROM refund WHERE id = $1', [proposed.id]);
    expect(refund).toEqual({ state: 'FAILED', failure: 'charge_disputed' });
    expect(await standing(installation, id)).toMatchObject({ state: 'DISPUTED', returned: '6600' });
    const { provider } = await disputeOf(id, 'NEEDS_RESPONSE');
    await installation.control('POST', `/disputes/${provider}/close`, { outcome: 'won' });
    await disputeOf(id, 'WON');
  });
});

describe('an inquiry', () => {
  test('moves no money, and none when it is settled', async () => {
    const id = await give(CARDS.inquired);
    const { provider } = await disputeOf(id, 'INQUIRY');
    expect(await standing(installation, id)).toMatchObject({ state: 'PAID', returned: '0', papers: ['6600'] });
    await installation.control('POST', `/disputes/${provider}/close`, { outcome: 'warning_closed' });
    await disputeOf(id, 'INQUIRY_CLOSED');
    expect(await standing(installation, id)).toMatchObject({ state: 'PAID', returned: '0' });
  });

  test('that the bank escalates becomes a dispute, and is answered anew', async () => {
    const id = await give(CARDS.inquired);
    const inquiry = await disputeOf(id, 'INQUIRY');
    expect(await answer(maker, inquiry.id, 'escalate_inquiry_evidence')).toMatchObject({ __typename: 'Dispute' });
    await disputeOf(id, 'NEEDS_RESPONSE');
    await installation.idle();
    expect((await standing(installation, id)).state).toBe('DISPUTED');
    expect(await answer(maker, inquiry.id, 'losing_evidence')).toMatchObject({ __typename: 'Dispute' });
    await disputeOf(id, 'LOST');
    await installation.idle();
    expect((await standing(installation, id)).state).toBe('CHARGED_BACK');
  });
});

describe('however its notifications arrive', () => {
  test.each<[string, object]>([
    ['sent four times and shuffled', { duplicate: { copies: 3 }, shuffle: { window: 20 } }],
    ['every second one never sent', { drop: { every: 2 } }],
  ])('%s: each line of the provider is in the books once', async (_, faults) => {
    const gifts = await Promise.all([give(), give(), give()]);
    await installation.control('PUT', '/webhook-faults', faults);
    for (const id of gifts) await open(id);
    await installation.control('POST', '/flush', {});
    for (const [k, id] of gifts.entries()) {
      const { provider } = await disputeOf(id, 'NEEDS_RESPONSE');
      await installation.control('POST', `/disputes/${provider}/close`, { outcome: k === 0 ? 'won' : 'lost' });
      await installation.control('POST', '/flush', {});
      // A look is due: nobody waits here for the sweep's own patience.
      await installation.rows(`UPDATE dispute SET checked_at = now() - interval '5 minutes' WHERE pledge_id = $1`, [
        id,
      ]);
      await disputeOf(id, k === 0 ? 'WON' : 'LOST');
    }
    await installation.idle();
    expect(
      await installation.count('ledger_transfer', `kind = 'GIFT_CHARGED_BACK' AND gift_id = ANY ($1)`, [gifts]),
    ).toBe(3);
    expect(await installation.count('ledger_transfer', `kind = 'CHARGEBACK_WON' AND gift_id = ANY ($1)`, [gifts])).toBe(
      1,
    );
  });
});
