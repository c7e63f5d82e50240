import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ledgerChecks, POSTINGS } from '#ledger';
import { TransferKind } from '#platform';
import { Books, TWO_PEOPLE } from './books.fixture.js';
import { CITY, FLOWS, ROUTES, type Step } from './flows.js';
import { RETURN_FLOWS } from './return-flows.js';

const ALL_FLOWS = [...FLOWS, ...RETURN_FLOWS];

let books: Books;
let serial = 0;
let refunds = 0;
beforeAll(async () => {
  books = await Books.open(ledgerChecks);
});
afterAll(() => books.close());

/** Takes one step in a campaign; gifts, refunds and chargebacks are about the campaign's one gift. */
async function take(campaignId: string, step: Step): Promise<void> {
  const route = (name: keyof typeof ROUTES) =>
    books.route(campaignId, name.replaceAll(/[^a-z0-9]+/g, '-'), ROUTES[name]);
  const giftId = `plg_${campaignId}`;
  const order = { ...TWO_PEOPLE, ruleId: 'rul_2', occurredAt: new Date() };
  if ('gift' in step) await books.give(await route(step.gift), giftId, step.amount, step.fee);
  else if ('event' in step) {
    const source = step.source ?? 'DIRECT';
    const about = { orgUnitId: CITY, source, ...(step.ofGift ? { giftId } : {}) };
    await books.event(campaignId, step.event, `evt_${++serial}`, step.amount, about);
  } else if ('giveBack' in step) {
    await books.giveBack(
      giftId,
      step.as ? `cb_${campaignId}` : `rfd_${campaignId}_${++refunds}`,
      step.giveBack,
      step.as,
    );
  } else if ('winBack' in step) {
    await books.tx((tx) => books.transfers.winChargeback(tx, `won_${campaignId}`, `cb_${campaignId}`, new Date()));
  } else if ('failRefund' in step) {
    const undone = { id: `failed_${campaignId}`, returnId: `rfd_${campaignId}_${refunds}`, occurredAt: new Date() };
    await books.tx((tx) => books.transfers.failRefund(tx, undone));
  } else if ('reallocateAlong' in step) {
    const routeId = await route(step.reallocateAlong);
    await books.reallocate(giftId, `rea_${++serial}`, routeId);
  } else {
    const routeId = await route(step.along);
    const amount = step.allocateFromPool;
    await books.tx((tx) => books.transfers.allocatePool(tx, { ...order, id: `pal_${++serial}`, routeId, amount }));
  }
}

describe('every flow of the books', () => {
  it.each(ALL_FLOWS.map((flow) => [flow.what, flow] as const))('%s', async (_, flow) => {
    const campaignId = `cmp_${++serial}`;
    for (const step of flow.given) await take(campaignId, step);
    const before = await books.balances(campaignId);
    for (const [account, held] of Object.entries(flow.before)) {
      expect([account, before[account] ?? 0n]).toEqual([account, held]);
    }
    await take(campaignId, flow.step);
    const expected = Object.fromEntries(Object.entries({ ...before, ...flow.after }).filter(([, held]) => held !== 0n));
    expect(await books.balances(campaignId)).toEqual(expected);
  });

  it('has a row in this table', () => {
    const shown = new Set(ALL_FLOWS.flatMap(({ shows }) => shows));
    expect([...Object.values(TransferKind)].filter((kind) => !shown.has(kind))).toEqual([]);
    for (const { pairs } of Object.values(POSTINGS)) expect(pairs.length).toBeGreaterThan(0);
  });
});
