import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { payFast, pledge } from '../../apps/visitor/gift.js';
import { CARDS, wishFor } from '../support/gifts.js';
import { Installation, type ExampleCampaign } from '../support/installation.js';

jest.setTimeout(300_000);

const PRELOAD = 'test/support/kill-at-statement.mjs';
/** More than the transaction has; the test ends at the first point the worker survives. */
const MOST_POINTS = 20;

let installation: Installation;
let campaign: ExampleCampaign;

beforeAll(async () => {
  installation = await Installation.start();
  campaign = await installation.campaign();
});

afterAll(() => installation?.close());

/** Gives to a city on a team's page, so that the posting touches everything it may. */
async function give(): Promise<string> {
  const [regionCode = ''] = campaign.cities;
  const wish = wishFor(campaign, { designation: { kind: 'REGION', regionCode }, teamId: campaign.teams[0] ?? null });
  await payFast(await pledge(installation.visitor(), wish), CARDS.good);
  return wish.id;
}

/** Whether the worker dies within `seconds`; it goes on when the gift is posted and nothing is left to do. */
async function dies(giftId: string, seconds: number): Promise<boolean> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(50)) {
    if (!installation.worker.running) return true;
    const left = await installation.count('outbox_message');
    if (left === 0 && (await installation.count('receipt', 'pledge_id = $1', [giftId])) === 1) return false;
  }
  throw new Error(`the worker neither died nor finished:\n${installation.worker.output}`);
}

test('a worker killed before, between and after the statements of posting loses nothing and posts nothing twice', async () => {
  let points = 0;
  for (; points < MOST_POINTS; points++) {
    await installation.worker.stop();
    await installation.worker.start({
      preload: PRELOAD,
      env: { KILL_AT: String(points), KILL_WITHIN: 'ledger_post_gifts' },
    });
    const raised = await installation.rows<{ n: string }>('SELECT coalesce(sum(raised), 0) AS n FROM team');
    const giftId = await give();
    const killed = await dies(giftId, 30);
    if (!killed) break;
    // What the dead worker had taken is due again once its lease has run out; nobody needs to wait for that here.
    await installation.rows('UPDATE outbox_message SET available_at = now()');
    await installation.rows('TRUNCATE bullmq.job CASCADE');
    await installation.worker.start();
    await installation.idle();
    expect(await installation.count('ledger_gift', 'id = $1', [giftId])).toBe(1);
    expect(await installation.count('receipt', 'pledge_id = $1', [giftId])).toBe(1);
    const after = await installation.rows<{ n: string }>('SELECT coalesce(sum(raised), 0) AS n FROM team');
    expect(BigInt(after[0]?.n ?? 0) - BigInt(raised[0]?.n ?? 0)).toBe(6_600n);
    await installation.checks();
  }
  // The posting function, the team's total, receipts asked for, news sent, work struck off, commit, and its answer.
  expect(points).toBeGreaterThanOrEqual(7);
  expect(points).toBeLessThan(MOST_POINTS);
});
