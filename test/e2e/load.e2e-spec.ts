import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveMany } from '../../apps/visitor/give-many.js';
import type { GiftWish } from '../../apps/visitor/gift.js';
import { wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';

jest.setTimeout(300_000);

const CLIENTS = 50;
let installation: Installation;
let campaign: ExampleCampaign;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
  await installation.control('PUT', '/webhook-faults', { duplicate: { copies: 1 }, shuffle: { window: 40 } });
});

afterEach(() => installation.checks());

afterAll(() => installation?.close());

/** Uneven amounts, half of them for a city, two in three on a team's page. */
function wishes(count: number): GiftWish[] {
  return Array.from({ length: count }, (_, index) => {
    const regionCode = campaign.cities[index % campaign.cities.length] ?? '';
    return wishFor(campaign, {
      amount: `${100 + ((index * 7919) % 49_900)}`,
      designation: index % 2 === 0 ? { kind: 'REGION', regionCode } : { kind: 'PROVINCE_POOL' },
      teamId: index % 3 === 0 ? null : (campaign.teams[index % campaign.teams.length] ?? null),
    });
  });
}

interface Totals {
  gifts: number;
  raised: bigint;
  receipts: number;
  papers: number;
  funds: bigint;
}

/** What the books, the receipts and the funds hold. */
async function totals(): Promise<Totals> {
  const [row] = await installation.rows<Record<keyof Totals, string>>(
    `SELECT (SELECT count(*) FROM ledger_gift) AS gifts, (SELECT coalesce(sum(amount), 0) FROM ledger_gift) AS raised,
            (SELECT count(*) FROM receipt) AS receipts,
            (SELECT count(*) FROM receipt WHERE rendered_at IS NOT NULL AND storage_key IS NOT NULL) AS papers,
            (SELECT coalesce(sum(credits - debits), 0) FROM ledger_balance JOIN ledger_account ON id = account_id
             WHERE purpose = 'CITY_FUND') AS funds`,
  );
  if (!row) throw new Error('the totals came back empty');
  return {
    gifts: Number(row.gifts),
    raised: BigInt(row.raised),
    receipts: Number(row.receipts),
    papers: Number(row.papers),
    funds: BigInt(row.funds),
  };
}

/** Gives all wishes at once, waits until everything is at rest, and says how long it took. */
async function give(
  name: string,
  gifts: readonly GiftWish[],
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  const before = await totals();
  const began = performance.now();
  let paid = Number.NaN;
  const giving = giveMany({ url: installation.url, wishes: gifts, clients: CLIENTS }).then(() => {
    paid = performance.now();
  });
  await Promise.all([giving, meanwhile()]);
  await installation.control('POST', '/flush', { timeoutMs: 60_000 });
  await installation.idle(180);
  const seconds = (performance.now() - began) / 1000;
  const rate = (gifts.length / seconds).toFixed(0);
  process.stdout.write(
    `${name}: ${gifts.length} gifts paid after ${((paid - began) / 1000).toFixed(1)} s, at rest after ${seconds.toFixed(1)} s, ${rate} gifts/s\n`,
  );
  const amount = gifts.reduce((sum, wish) => sum + BigInt(wish.amount), 0n);
  const after = await totals();
  expect(after).toEqual({
    gifts: before.gifts + gifts.length,
    raised: before.raised + amount,
    receipts: before.receipts + gifts.length,
    papers: before.papers + gifts.length,
    funds: before.funds + amount,
  });
  const ids = gifts.map(({ id }) => id);
  expect(await installation.count('ledger_gift', 'id = ANY ($1)', [ids])).toBe(gifts.length);
  expect(await installation.count('pledge', `state = 'PAID' AND id = ANY ($1)`, [ids])).toBe(gifts.length);
}

describe('gifts at once by 50 clients, every notification sent twice and shuffled', () => {
  test('of which there are 1,000 become 1,000 postings and 1,000 receipts without gaps, equal to the fen', async () => {
    await give('undisturbed', wishes(1000));
  });

  test('lose and double nothing when the worker is killed again and again and the queue is emptied', async () => {
    let kills = 0;
    await give('worker killed', wishes(500), async () => {
      for (; kills < 5; kills++) {
        await sleep(2_000);
        await installation.worker.kill();
        // Also the queue: jobs, whatever they were doing, are gone; what is left knows of jobs that do not exist.
        if (kills === 2) await installation.rows('TRUNCATE bullmq.job CASCADE');
        await installation.worker.start();
      }
    });
    expect(kills).toBe(5);
  });

  test('heal by themselves when the queue is emptied under a running worker', async () => {
    await give('queue emptied', wishes(100), async () => {
      for (let times = 0; times < 3; times++) {
        await sleep(700);
        await installation.rows('TRUNCATE bullmq.job CASCADE');
      }
    });
  });
});
