import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { payFast, pledge, seeUntil } from '../../apps/visitor/gift.js';
import { GraphClient } from '../../apps/visitor/graph.client.js';
import { applyFor } from '../support/books.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation } from '../support/installation.js';

jest.setTimeout(120_000);

const YIYANG = 'org_federation_430900';
const CHANGSHA = 'org_federation_430100';

let installation: Installation;
let staff: GraphClient;
let yiyang: GraphClient;
let giver: GraphClient;
let english: GraphClient;
/** ¥200 for Yiyang, ¥100 for Changsha, ¥1,000 for the pool. */
const gifts: Record<'yiyang' | 'changsha' | 'pool', string> = { yiyang: '', changsha: '', pool: '' };

beforeAll(async () => {
  installation = await Installation.start();
  const campaign = await installation.campaign();
  [staff, yiyang] = [await installation.signIn('checker'), await installation.signIn('yiyang')];
  giver = installation.visitor();
  english = new GraphClient(installation.url, 'en');
  const wishes = {
    yiyang: wishFor(campaign, { amount: '20000', designation: { kind: 'REGION', regionCode: '430900' } }),
    changsha: wishFor(campaign, { amount: '10000', designation: { kind: 'REGION', regionCode: '430100' } }),
    pool: wishFor(campaign, { amount: '100000' }),
  };
  for (const [name, wish] of Object.entries(wishes)) {
    const donor = name === 'pool' ? english : giver;
    await payFast(await pledge(donor, wish), CARDS.good);
    await seeUntil(donor, wish.id, ({ allocation }) => allocation.state === 'POSTED');
    gifts[name as keyof typeof gifts] = wish.id;
  }
  await applyFor(installation, YIYANG, 5_000n, 'dis_1');
});

afterAll(async () => {
  await installation?.idle();
  await installation?.checks();
  await installation?.close();
});

interface Lines {
  label: string;
  amount: string;
}

const sum = (amounts: readonly string[]): bigint => amounts.reduce((total, amount) => total + BigInt(amount), 0n);

/** Rows of a CSV file, without its head. */
async function csv(client: GraphClient, address: string): Promise<string[][]> {
  const response = await client.fetch(address);
  expect(response.status).toBe(200);
  const rows = (await response.text()).trim().split('\r\n');
  return rows.slice(1).map((row) => row.split(','));
}

const fenOfYuan = (yuan: string): bigint => BigInt(yuan.replace('.', ''));

describe('the reports', () => {
  test('have equal columns in the trial balance, on the page as in the file', async () => {
    const { trialBalance } = await staff.ask<{ trialBalance: { debit: string; credit: string } }>(
      '{ trialBalance { debit credit } }',
    );
    expect(trialBalance.debit).toBe(trialBalance.credit);
    const rows = await csv(staff, '/exports/trial-balance.csv');
    const total = rows.find(([head]) => head === '合计');
    expect(total?.slice(3).map(fenOfYuan)).toEqual([BigInt(trialBalance.debit), BigInt(trialBalance.credit)]);
    const accounts = rows.filter(([code]) => /^\d+$/.test(code ?? ''));
    expect(sum(accounts.map((row) => `${fenOfYuan(row[3] ?? '')}`))).toBe(BigInt(trialBalance.debit));
  });

  test('close the bridge of every city, and anyone may add it up', async () => {
    const { cityBridges } = await installation.visitor().ask<{
      cityBridges: {
        cities: {
          orgUnit: { id: string };
          inflows: Lines[];
          allocated: string;
          outflows: Lines[];
          paid: string;
          holdings: Lines[];
          held: string;
          difference: string;
        }[];
      };
    }>(
      `{ cityBridges { cities { orgUnit { id } inflows { label amount } allocated outflows { label amount } paid
         holdings { label amount } held difference } } }`,
    );
    expect(cityBridges.cities).toHaveLength(14);
    for (const city of cityBridges.cities) {
      expect(sum(city.inflows.map(({ amount }) => amount))).toBe(BigInt(city.allocated));
      expect(sum(city.outflows.map(({ amount }) => amount))).toBe(BigInt(city.paid));
      expect(sum(city.holdings.map(({ amount }) => amount))).toBe(BigInt(city.held));
      expect([city.difference, BigInt(city.allocated)]).toEqual(['0', BigInt(city.paid) + BigInt(city.held)]);
    }
    // All gifts are with the cities: no rule of the example keeps anything.
    expect(sum(cityBridges.cities.map(({ allocated }) => allocated))).toBe(130_000n);
    const rows = await csv(staff, '/exports/bridges.csv');
    expect(rows).toHaveLength(16);
    expect(rows.find(([city]) => city === '合计')?.at(-1)).toBe('0.00');
  });

  test('are files of Excel as well', async () => {
    for (const name of ['trial-balance', 'income', 'bridges']) {
      const response = await staff.fetch(`/exports/${name}.xlsx`);
      expect(
        Buffer.from(await response.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');
    }
    expect((await staff.fetch('/exports/income.pdf')).status).toBe(404);
    expect((await staff.fetch('/exports/income.csv?asOf=tomorrow')).status).toBe(400);
  });

  test('say nothing was there before the first day', async () => {
    const { trialBalance } = await staff.ask<{ trialBalance: { batchNumber: string; debit: string } }>(
      '{ trialBalance(asOf: "2020-01-01") { batchNumber debit } }',
    );
    expect(trialBalance).toEqual({ batchNumber: '0', debit: '0' });
  });
});

describe('a federation', () => {
  test('sees the lines of its fund sum to its balance, gifts and transfers', async () => {
    const { fund } = await yiyang.ask<{
      fund: {
        balance: string;
        lines: { edges: { node: { amount: string; isGift: boolean } }[] };
        bridge: { held: string };
      };
    }>('{ fund { balance lines { edges { node { amount isGift } } } bridge { held } } }');
    const lines = fund.lines.edges.map(({ node }) => node);
    expect(lines.map(({ isGift }) => isGift)).toEqual([false, true, true]);
    expect(sum(lines.map(({ amount }) => amount))).toBe(BigInt(fund.balance));
    // What was applied for has left the fund and is still held for the city.
    expect(BigInt(fund.bridge.held)).toBe(BigInt(fund.balance) + 5_000n);
  });

  test('has statements of its own accounts only; another one looks like one that is not there', async () => {
    const { ledgerAccounts } = await yiyang.ask<{ ledgerAccounts: { id: number }[] }>('{ ledgerAccounts { id } }');
    const [{ id: foreign } = { id: 0 }] = await installation.rows<{ id: number }>(
      `SELECT id FROM ledger_account WHERE org_unit_id = $1 LIMIT 1`,
      [CHANGSHA],
    );
    expect(ledgerAccounts.map(({ id }) => id)).not.toContain(foreign);
    const query = 'query ($id: Int!) { accountStatement(accountId: $id) { closing } }';
    const answers = [foreign, 999_999].map((id) => yiyang.tryAsking(query, { id }));
    const [other, missing] = (await Promise.all(answers)).map(({ errors }) => errors);
    expect(other).toBeDefined();
    expect(other?.[0]?.message).toBe(missing?.[0]?.message);
    for (const { id } of ledgerAccounts) {
      expect((await yiyang.tryAsking(query, { id })).errors).toBeUndefined();
      expect((await yiyang.fetch(`/exports/statement.csv?account=${id}`)).status).toBe(200);
    }
    expect((await yiyang.fetch(`/exports/statement.csv?account=${foreign}`)).status).toBe(404);
    expect((await yiyang.fetch('/exports/trial-balance.csv')).status).toBe(403);
    expect(await csv(yiyang, '/exports/bridges.csv')).toHaveLength(3);
  });

  test('may explain the postings that touch its fund, and no others', async () => {
    const query = 'query ($id: ID!) { posting(id: $id) { event giftId: id lines { debit credit } } }';
    for (const id of [gifts.yiyang, gifts.pool, 'dis_1']) {
      const { posting } = await yiyang.ask<{ posting: { lines: { debit: string; credit: string }[] } }>(query, { id });
      expect(sum(posting.lines.map(({ debit }) => debit))).toBe(sum(posting.lines.map(({ credit }) => credit)));
    }
    const [other, missing] = [
      await yiyang.tryAsking(query, { id: gifts.changsha }),
      await yiyang.tryAsking(query, { id: 'plg_00000000' }),
    ];
    expect(other.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect(other.errors?.[0]?.message).toBe(missing.errors?.[0]?.message);
    expect((await staff.tryAsking(query, { id: gifts.changsha })).errors).toBeUndefined();
  });
});

describe('a donor', () => {
  test('is told how far each line has come, in the order the money arrived, and in English without Chinese names', async () => {
    const query = `query ($id: ID!) { pledge(id: $id) { allocation { lines { title state standing reason arithmetic } } } }`;
    interface Told {
      pledge: { allocation: { lines: Record<'title' | 'state' | 'standing' | 'reason' | 'arithmetic', string>[] } };
    }
    const { pledge: told } = await giver.ask<Told>(query, { id: gifts.yiyang });
    expect(told.allocation.lines).toMatchObject([
      { state: 'ALLOCATED', standing: '¥50.00 妇联已申请，¥150.00 已分配，等妇联申请', title: '益阳市妇女联合会' },
    ]);
    const { pledge: shared } = await english.ask<Told>(query, { id: gifts.pool });
    expect(shared.allocation.lines).toHaveLength(14);
    expect(JSON.stringify(shared)).not.toMatch(/\p{Script=Han}/u);
  });
});
