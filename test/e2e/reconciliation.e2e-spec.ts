import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import Stripe from 'stripe';
import type { GraphClient } from '../../apps/visitor/graph.client.js';
import { payFast, pledge } from '../../apps/visitor/gift.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';
import { compare, differences, give, importStatement, seeReconciliation } from '../support/reconciliation.js';

jest.setTimeout(120_000);

let installation: Installation;
let campaign: ExampleCampaign;
let maker: GraphClient;
let checker: GraphClient;
let stripe: Stripe;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
  maker = await installation.signIn('maker');
  checker = await installation.signIn('checker');
  const { hostname, port } = new URL(installation.sandboxUrl);
  stripe = new Stripe(installation.env['STRIPE_SECRET_KEY'] ?? '', { host: hostname, port, protocol: 'http' });
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

const EQUAL = { openProvider: 0, unexplained: '0', explained: '0' };

/** Changes what nobody may change, as the owner of the tables could. */
async function asOwner(table: string, sql: string, values: unknown[] = []): Promise<void> {
  await installation.rows(`ALTER TABLE ${table} DISABLE TRIGGER append_only`);
  await installation.rows(sql, values);
  await installation.rows(`ALTER TABLE ${table} ENABLE TRIGGER append_only`);
}

const chinaDay = (at = Date.now()): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

async function runPayout(): Promise<{ id: string; amount: number }> {
  await installation.control('POST', '/payouts/run');
  const [payout] = (await stripe.payouts.list({ limit: 1 })).data;
  if (!payout) throw new Error('no payout was made');
  await installation.idle();
  return payout;
}

describe('gifts → payout → statement of the bank: all three are equal', () => {
  let payout: { id: string; amount: number };

  test('provider and books are equal once gifts are posted', async () => {
    await give(installation, campaign, { amount: '6600' });
    await give(installation, campaign, { amount: '10001', designation: { kind: 'REGION', regionCode: '430900' } });
    expect(await compare(maker)).toMatchObject({ ...EQUAL, providerNet: '16435', ledgerNet: '16435', inTransit: '0' });
    // Read again, nothing is new, and nothing is there twice.
    expect(await compare(maker)).toMatchObject({ ...EQUAL, providerNet: '16435' });
    expect(await installation.count('provider_movement')).toBe(2);
  });

  test('a payout on its way explains the gap by itself, and is no difference', async () => {
    payout = await runPayout();
    expect(payout.amount).toBe(16_435);
    expect(await compare(maker)).toMatchObject({ ...EQUAL, providerNet: '0', ledgerNet: '16435', inTransit: '-16435' });
    expect(await installation.count('ledger_transfer')).toBe(0);
  });

  test('it is posted once when the provider says paid, by its notification and the run alike', async () => {
    await installation.control('POST', `/payouts/${payout.id}/end`, { outcome: 'paid' });
    await installation.idle();
    const run = await compare(maker);
    expect(run).toMatchObject({ ...EQUAL, providerNet: '0', ledgerNet: '0', inTransit: '0', bankLedger: '16435' });
    const posted = await installation.rows('SELECT id, kind, document FROM ledger_transfer');
    expect(posted).toEqual([{ id: `payout:${payout.id}:${campaign.id}`, kind: 'PAYOUT_SETTLED', document: payout.id }]);
  });

  test('the bank is equal once its statement shows the payout; the same file again changes nothing', async () => {
    const day = chinaDay(Date.now() + 86_400_000);
    const file = [
      '交易日期,收入,支出,对方户名,摘要,余额',
      `${day},,20.00,示例供应商,办公用品,980.00`,
      `${day},164.35,,STRIPE PAYMENTS,STRIPE PAYOUT,"1,144.35"`,
    ].join('\n');
    const kept = await importStatement(maker, file);
    expect(kept).toMatchObject({
      __typename: 'BankStatement',
      lines: 2,
      known: 0,
      opening: '100000',
      closing: '114435',
    });
    expect(await importStatement(checker, file)).toEqual(kept);
    expect(await compare(maker)).toMatchObject({ ...EQUAL, openBank: 0, bankLedger: '16435', bankArrived: '16435' });
    const seen = await seeReconciliation(maker);
    expect(seen).toMatchObject({ open: 0, openAmount: '0', bank: { balance: '114435' } });
    expect(seen.equalSince).not.toBeNull();
  });

  test('a file with faults is refused whole, each fault with its line', async () => {
    const file = ['date,amount,reference', '2026-02-30,1.00,a', '2026-03-01,1.005,b', '2026-03-02,5.00,c'].join('\n');
    expect(await importStatement(maker, file)).toMatchObject({
      __typename: 'StatementRejectedError',
      faults: [
        { line: 2, message: '日期「2026-02-30」不对，应写成 2026-11-25。' },
        { line: 3, message: expect.stringContaining('金额「1.005」不对') },
      ],
    });
    expect(await installation.count('bank_statement')).toBe(1);
  });
});

describe('what two sides do not agree on is found, named, and never corrected silently', () => {
  test('a line that is missing is in the books only, and is gone once the statement is read again', async () => {
    const pledgeId = await give(installation, campaign, { amount: '3000' });
    await compare(maker);
    await asOwner(
      'provider_movement',
      `DELETE FROM provider_movement WHERE id = (SELECT movement_id FROM payment_attempt WHERE pledge_id = $1)`,
      [pledgeId],
    );
    // A line so young would be read again by itself.
    await installation.rows(`UPDATE statement_cursor SET fetched_to = fetched_to + interval '1 day'`);
    expect(await compare(maker)).toMatchObject({ openProvider: 1, found: 1, explained: '-2970', unexplained: '0' });
    const [difference] = await differences(maker);
    expect(difference).toMatchObject({
      kind: 'MISSING_AT_PROVIDER',
      postingId: pledgeId,
      ledgerAmount: '2970',
      providerAmount: null,
      action: 'READ_AGAIN',
      actionable: true,
      proposal: expect.stringContaining('重新读取'),
    });
    await maker.ask(`mutation($id: ID!) { actOnDifference(id: $id) { __typename } }`, { id: difference?.id });
    await installation.idle();
    expect(await differences(maker)).toEqual([]);
    expect(await differences(maker, 'RESOLVED')).toMatchObject([{ id: difference?.id, state: 'RESOLVED' }]);
    await installation.rows(`UPDATE statement_cursor SET fetched_to = fetched_to - interval '1 day'`);
  });

  test('an amount that differs is explained by two people, and opens again when it changes', async () => {
    const pledgeId = await give(installation, campaign, { amount: '5000' });
    await compare(maker);
    const edit = (by: number): Promise<void> =>
      asOwner(
        'provider_movement',
        `UPDATE provider_movement SET amount = amount + $2
         WHERE id = (SELECT movement_id FROM payment_attempt WHERE pledge_id = $1)`,
        [pledgeId, by],
      );
    await edit(7);
    expect(await compare(maker)).toMatchObject({ openProvider: 1, explained: '7', unexplained: '0' });
    const [difference] = await differences(maker);
    expect(difference).toMatchObject({
      kind: 'AMOUNT_DIFFERS',
      providerAmount: '4957',
      ledgerAmount: '4950',
      gap: '7',
    });
    const change = (client: GraphClient, verb: string) =>
      client.ask<Record<string, { __typename: string; state?: string }>>(
        `mutation($id: ID!) { ${verb}(id: $id, reason: "示例：与支付机构核对过") { __typename
          ... on Difference { state } } }`,
        { id: difference?.id },
      );
    expect(await change(checker, 'explainDifference')).toMatchObject({
      explainDifference: { state: 'WRITE_OFF_PROPOSED' },
    });
    expect(await change(checker, 'agreeToWriteOff')).toMatchObject({
      agreeToWriteOff: { __typename: 'SamePersonError' },
    });
    await change(checker, 'reopenDifference');
    await change(maker, 'explainDifference');
    expect(await change(checker, 'agreeToWriteOff')).toMatchObject({ agreeToWriteOff: { state: 'EXPLAINED' } });
    expect(await compare(maker)).toMatchObject({ openProvider: 0, explained: '7' });
    await edit(1);
    await compare(maker);
    expect(await differences(maker)).toMatchObject([{ id: difference?.id, state: 'OPEN', gap: '8' }]);
    await edit(-8);
    expect(await compare(maker)).toMatchObject(EQUAL);
  });

  test('payments of the account that are not ours, in our currency and in another', async () => {
    const charge = { payment_method: 'pm_card_visa', confirm: true, return_url: 'https://elsewhere.example' };
    await stripe.paymentIntents.create({ amount: 4_000, currency: 'cny', ...charge });
    await stripe.paymentIntents.create({ amount: 9_900, currency: 'hkd', ...charge });
    await installation.idle();
    expect(await compare(maker)).toMatchObject({ openProvider: 2, explained: '3960', unexplained: '0' });
    expect((await differences(maker)).map(({ kind, gap }) => [kind, gap]).sort()).toEqual([
      ['FOREIGN_CURRENCY', '0'],
      ['FOREIGN_PAYMENT', '3960'],
    ]);
  });

  test('a payout that the bank sends back after it was paid is reversed, and staff are told', async () => {
    const payout = await runPayout();
    const booked = async (): Promise<string | undefined> => {
      const [row] = await installation.rows<{ held: string }>(
        `SELECT sum(debits - credits) AS held FROM ledger_account JOIN ledger_balance ON account_id = id
         WHERE purpose = 'PROVIDER_BALANCE'`,
      );
      return row?.held;
    };
    const before = await booked();
    await installation.control('POST', `/payouts/${payout.id}/end`, { outcome: 'paid' });
    await installation.idle();
    expect(await booked()).not.toBe(before);
    await installation.control('POST', `/payouts/${payout.id}/end`, { outcome: 'failed', code: 'account_closed' });
    await installation.idle();
    expect(await booked()).toBe(before);
    expect(await compare(maker)).toMatchObject({ unexplained: '0', inTransit: '0' });
    expect(await differences(maker)).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'PAYOUT_FAILED', payoutId: payout.id, gap: '0' })]),
    );
  });
});

test('notifications that never reached us are fetched once, and nobody is mailed twice', async () => {
  await installation.control('PUT', '/webhook-faults', { drop: { probability: 1 } });
  const wish = wishFor(campaign, { amount: '7000', email: 'missed@example.org' });
  await payFast(await pledge(installation.visitor(), wish), CARDS.good);
  await installation.control('DELETE', '/webhook-faults');
  const heard = `payload #>> '{data,object,metadata,pledge_id}' = $1`;
  await sleep(500);
  expect(await installation.count('webhook_event', heard, [wish.id])).toBe(0);
  // A worker fetches what it missed as soon as it starts, and every five minutes after that.
  for (let start = 0; start < 2; start += 1) {
    await installation.worker.stop();
    await installation.worker.start();
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(100)) {
      if ((await installation.count('receipt', 'pledge_id = $1', [wish.id])) > 0) break;
    }
    await installation.idle();
  }
  expect(await installation.count('webhook_event', heard, [wish.id])).toBeGreaterThan(0);
  const events = await stripe.events.list({ type: 'payment_intent.succeeded', limit: 1 });
  await installation.control('POST', `/events/${events.data[0]?.id}/resend`);
  await installation.control('POST', '/flush', {});
  await installation.idle();
  expect(await installation.count('receipt', 'pledge_id = $1', [wish.id])).toBe(1);
  const letters = `id LIKE '%' || (SELECT id FROM receipt WHERE pledge_id = $1) || '%'`;
  expect(await installation.count('mail_message', letters, [wish.id])).toBe(1);
  expect(await installation.count('mail_message', `state = 'SENT' AND ${letters}`, [wish.id])).toBe(1);
});

test('a webhook endpoint that does not send what we act on is an alarm at start, and mended from code', async () => {
  const [endpoint] = (await stripe.webhookEndpoints.list()).data;
  await stripe.webhookEndpoints.update(endpoint?.id ?? '', {
    enabled_events: ['payment_intent.succeeded', 'balance.available'],
  });
  const restarted = async () => {
    await installation.worker.stop();
    await installation.worker.start();
    await sleep(1_000);
    return (await seeReconciliation(maker)).alarms.filter(({ kind }) => kind === 'WEBHOOK');
  };
  expect(await restarted()).toEqual([
    {
      kind: 'WEBHOOK',
      message: expect.stringMatching(/missing checkout\.session\.completed .* \+21; superfluous balance\.available/),
    },
  ]);
  const ensure = () =>
    spawnSync(process.execPath, ['dist/apps/worker/webhook-ensure.js'], { env: installation.env, encoding: 'utf8' });
  expect(ensure().stdout).toContain(`updated: ${endpoint?.id}`);
  expect(ensure().stdout).toContain(`unchanged: ${endpoint?.id}`);
  expect(await restarted()).toEqual([]);
});
