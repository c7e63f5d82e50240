import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ledgerChecks } from '#ledger';
import { Books, CITIES } from './books.fixture.js';

/** Three hundred rounds of four who want the same: the first gets it, the others are refused, nothing is overdrawn. */
const ROUNDS = 300;
const RACERS = 4;
const [CITY = ''] = CITIES;
const FROM = { orgUnitId: CITY, source: 'DIRECT' } as const;

let books: Books;
beforeAll(async () => {
  books = await Books.open(ledgerChecks);
});
afterAll(() => books.close());

/** A campaign of its own with one gift of ¥1 for the city. */
async function lastYuan(round: string): Promise<{ campaignId: string; giftId: string }> {
  const campaignId = `cmp_${round}`;
  const legs = [{ orgUnitId: CITY, weight: 1n }];
  const routeId = await books.route(campaignId, 'direct', { source: 'DIRECT', legs });
  const giftId = `plg_${round}`;
  await books.give(routeId, giftId, 100n);
  return { campaignId, giftId };
}

/** How many of the racers got through, and what the others were told. */
async function race(work: (racer: number) => Promise<unknown>): Promise<{ through: number; refusals: Set<string> }> {
  const results = await Promise.allSettled(Array.from({ length: RACERS }, (_, racer) => work(racer)));
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [nameOf(result.reason)] : []));
  return { through: RACERS - refusals.length, refusals: new Set(refusals) };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
/** Fewer, where there is no winner to find. */
const someRounds = rounds.slice(0, 100);

describe('a race', () => {
  it('for the last yuan of a fund has one winner', async () => {
    for (const round of rounds) {
      const { campaignId } = await lastYuan(`fund${round}`);
      const { through, refusals } = await race((racer) =>
        books.event(campaignId, 'DISBURSEMENT_REQUESTED', `req_${round}_${racer}`, 100n, FROM),
      );
      expect([round, through, [...refusals]]).toEqual([round, 1, ['InsufficientFundError']]);
      expect(await books.balances(campaignId)).toMatchObject({ [`CITY_COMMITTED/${CITY}/DIRECT`]: 100n });
    }
  });

  it('of refunds gives a gift back once', async () => {
    for (const round of rounds) {
      const { campaignId, giftId } = await lastYuan(`refund${round}`);
      const { through, refusals } = await race((racer) => books.giveBack(giftId, `rfd_${round}_${racer}`, 100n));
      expect([round, through, [...refusals]]).toEqual([round, 1, ['GiftExceededError']]);
      expect(await books.balances(campaignId)).toEqual({});
    }
  });

  it('of one refund told four times posts it once', async () => {
    for (const round of someRounds) {
      const { campaignId, giftId } = await lastYuan(`twice${round}`);
      const posted = await Promise.all(
        Array.from({ length: RACERS }, () => books.giveBack(giftId, `rfd_same_${round}`, 60n)),
      );
      expect(posted.filter(({ fresh }) => fresh)).toHaveLength(1);
      expect(await books.balances(campaignId)).toMatchObject({ RESTRICTED_INCOME: 40n });
    }
  });

  it('of approvals pays what was applied for once', async () => {
    for (const round of rounds) {
      const { campaignId } = await lastYuan(`pay${round}`);
      await books.event(campaignId, 'DISBURSEMENT_REQUESTED', `req_pay_${round}`, 100n, FROM);
      // Two of them approve the same payment, two have made another one of the same application.
      const { through, refusals } = await race(async (racer) => {
        const [posted] = await books.event(campaignId, 'DISBURSEMENT_PAID', `pay_${round}_${racer % 2}`, 100n, FROM);
        if (!posted?.fresh) throw new AlreadyPosted();
      });
      expect([round, through]).toEqual([round, 1]);
      expect([...refusals].sort()).toEqual(['AlreadyPosted', 'InsufficientFundError']);
      expect(await books.balances(campaignId)).toMatchObject({ BANK: -100n });
    }
  });

  it('of a refund against an application never takes a yuan twice: the pool says what it carries', async () => {
    for (const round of someRounds) {
      const { campaignId, giftId } = await lastYuan(`both${round}`);
      const [, request] = await Promise.allSettled([
        books.giveBack(giftId, `rfd_both_${round}`, 100n),
        books.event(campaignId, 'DISBURSEMENT_REQUESTED', `req_both_${round}`, 100n, FROM),
      ]);
      const balances = await books.balances(campaignId);
      const committed = request.status === 'fulfilled' ? 100n : 0n;
      expect(balances[`CITY_COMMITTED/${CITY}/DIRECT`] ?? 0n).toBe(committed);
      expect(balances['POOL_CARRIED'] ?? 0n).toBe(-committed);
    }
  });
});

class AlreadyPosted extends Error {
  override readonly name = 'AlreadyPosted';
}
