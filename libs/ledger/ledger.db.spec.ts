import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { apportion, MAX_SPLIT_AMOUNT, MAX_TOTAL_WEIGHT, offsetOf } from '#kernel';
import { openServices, type Services } from '../../test/support/services.js';
import { ledgerChecks } from './ledger.checks.js';
import { LedgerModule } from './ledger.module.js';
import { LedgerReader } from './ledger.reader.js';
import { LedgerService } from './ledger.service.js';
import type { PostedGift } from './ledger.types.js';

let services: Services;
let ledger: LedgerService;
let reader: LedgerReader;
let direct: number;
let pool: number;

const CAMPAIGN = 'cmp_test';
const RULE = { ruleId: 'rul_1', ruleDigest: '', managementBp: 0, feeCarrier: 'FOUNDATION' } as const;
const CITIES = Array.from({ length: 14 }, (_, index) => `org_${index + 1}`);
const WEIGHTS = CITIES.map((_, index) => 500n + BigInt(index * index * 7));
let serial = 0;

function gift(routeId: number, amount: bigint, fee = 1n): PostedGift {
  return {
    id: `plg_${String(++serial).padStart(8, '0')}`,
    routeId,
    amount,
    fee,
    occurredAt: new Date('2026-11-23T06:00:00Z'),
    commitment: '',
  };
}

function post(gifts: PostedGift[]) {
  return services.database.transaction((tx) => ledger.post(tx, gifts));
}

async function raised(): Promise<bigint> {
  return (await reader.campaignTotals([CAMPAIGN]))[0]?.raised ?? 0n;
}

beforeAll(async () => {
  services = await openServices([LedgerModule], {}, ledgerChecks);
  ledger = services.get(LedgerService);
  reader = services.get(LedgerReader);
  [direct, pool] = await services.database.transaction(async (tx) => [
    await ledger.ensureRoute(tx, {
      key: 'direct',
      campaignId: CAMPAIGN,
      ...RULE,
      source: 'DIRECT',
      legs: [{ orgUnitId: 'org_1', weight: 1n }],
    }),
    await ledger.ensureRoute(tx, {
      key: 'pool',
      campaignId: CAMPAIGN,
      ...RULE,
      source: 'POOL',
      legs: CITIES.map((orgUnitId, index) => ({ orgUnitId, weight: WEIGHTS[index] ?? 0n })),
    }),
  ]);
});

afterAll(() => services.close());

describe('posting gifts', () => {
  it('moves totals, funds and fee of a batch together', async () => {
    const before = await raised();
    const { posted, conflicts } = await post([gift(direct, 6600n, 66n), gift(pool, 10_000n)]);
    expect({ posted: posted.length, conflicts }).toEqual({ posted: 2, conflicts: [] });
    expect((await raised()) - before).toBe(16_600n);
    const fund = await reader.fundBalance('org_1');
    expect(fund.balance).toBe(fund.direct + fund.pool);
    expect(fund.direct).toBeGreaterThanOrEqual(6600n);
  });

  it('posts the same gift once, however often it comes', async () => {
    const one = gift(direct, 500n);
    await post([one]);
    const before = await raised();
    expect(await post([one])).toEqual({ posted: [], conflicts: [] });
    expect(await post([one, gift(direct, 300n), one])).toMatchObject({ conflicts: [] });
    expect((await raised()) - before).toBe(300n);
  });

  it('names a gift that is there with another amount, and posts the rest', async () => {
    const known = gift(direct, 700n);
    await post([known]);
    const before = await raised();
    const fresh = gift(direct, 900n);
    const { posted, conflicts } = await post([{ ...known, amount: 701n }, fresh]);
    expect({ posted, conflicts }).toEqual({ posted: [fresh.id], conflicts: [known.id] });
    expect((await raised()) - before).toBe(900n);
  });

  it('names a gift that comes twice in one batch with two amounts', async () => {
    const twice = gift(direct, 100n);
    const { posted, conflicts } = await post([twice, { ...twice, amount: 101n }, gift(direct, 5n)]);
    expect(conflicts).toEqual([twice.id]);
    expect(posted).toHaveLength(1);
  });

  it('posts nothing of a batch whose transaction rolls back', async () => {
    const before = await raised();
    const lost = gift(direct, 12_345n);
    await expect(
      services.database.transaction(async (tx) => {
        await ledger.post(tx, [lost]);
        throw new Error('the process died here');
      }),
    ).rejects.toThrow('the process died here');
    expect(await raised()).toBe(before);
    expect(await reader.postings([lost.id])).toEqual([]);
  });

  it('refuses a batch in which a gift takes no route there is, and posts none of it', async () => {
    const before = await raised();
    await expect(post([gift(direct, 100n), gift(999_999, 100n)])).rejects.toThrow('takes a route that exists');
    expect(await raised()).toBe(before);
  });

  it('keeps up with posters that race for the same accounts and the same gifts', async () => {
    const before = await raised();
    const shared = Array.from({ length: 20 }, () => gift(pool, 1_000n));
    const rounds = await Promise.all(
      Array.from({ length: 6 }, (_, racer) =>
        post([...shared, ...Array.from({ length: 10 }, () => gift(racer % 2 ? pool : direct, 100n, 0n))]),
      ),
    );
    expect(rounds.flatMap(({ conflicts }) => conflicts)).toEqual([]);
    expect(rounds.flatMap(({ posted }) => posted)).toHaveLength(20 + 60);
    expect((await raised()) - before).toBe(20n * 1_000n + 60n * 100n);
  });
});

describe('a split in the database', () => {
  it('agrees with the one in TypeScript to the fen', async () => {
    const cases = fc.sample(fc.tuple(fc.bigInt({ min: 1n, max: 5_000_000n }), fc.stringMatching(/^[0-9a-z]{8}$/)), {
      numRuns: 3000,
      seed: 20261123,
    });
    const gifts = cases.map(([amount, salt]) => ({ ...gift(pool, amount, 0n), id: `plg_${salt}_${++serial}` }));
    for (let start = 0; start < gifts.length; start += 1000) await post(gifts.slice(start, start + 1000));
    const postings = new Map(
      (await reader.postings(gifts.map(({ id }) => id))).map((posting) => [posting.giftId, posting]),
    );
    for (const { id, amount } of gifts) {
      const expected = apportion(amount, WEIGHTS, offsetOf(id));
      expect(postings.get(id)?.legs.map((leg) => leg.amount)).toEqual(expected);
    }
  });

  it('does not overflow at the largest amount and the largest total weight', async () => {
    const weights = [MAX_TOTAL_WEIGHT - 3n, 1n, 2n];
    const key = 'largest';
    const legs = weights.map((weight, index) => ({ orgUnitId: `org_${index + 1}`, weight }));
    const route = await services.database.transaction((tx) =>
      ledger.ensureRoute(tx, { key, campaignId: CAMPAIGN, ...RULE, source: 'POOL', legs }),
    );
    const largest = gift(route, MAX_SPLIT_AMOUNT, 0n);
    await post([largest]);
    const [posting] = await reader.postings([largest.id]);
    expect(posting?.legs.map(({ amount }) => amount)).toEqual(
      apportion(MAX_SPLIT_AMOUNT, weights, offsetOf(largest.id)),
    );
  });

  it('is explained by the weights of its rule', async () => {
    const one = gift(pool, 6600n);
    await post([one]);
    const [posting] = await reader.postings([one.id]);
    expect(posting?.legs.map(({ weight }) => weight)).toEqual(WEIGHTS);
    expect(posting?.totalWeight).toBe(WEIGHTS.reduce((sum, weight) => sum + weight, 0n));
    expect(posting?.legs.reduce((sum, leg) => sum + leg.amount, 0n)).toBe(6600n);
  });
});

describe('the books', () => {
  const tables = ['gift', 'transfer', 'batch', 'entry', 'account', 'route'].map((name) => `ledger_${name}`);

  it.each(tables)('refuse every change to %s, even by their owner', async (table) => {
    await expect(services.asOwner(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
    await expect(services.asOwner(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('append-only');
  });

  it.each([...tables, 'ledger_balance', 'ledger_flow', 'ledger_book'])(
    'let the application only read %s',
    async (table) => {
      const { reader: sql } = services.database;
      await expect(sql.$executeRawUnsafe(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      await expect(sql.$executeRawUnsafe(`INSERT INTO ${table} SELECT * FROM ${table} LIMIT 1`)).rejects.toThrow(
        'permission denied',
      );
      await sql.$queryRawUnsafe(`SELECT * FROM ${table} LIMIT 1`);
    },
  );

  it('refuse a change to the amount of a posted gift', async () => {
    await expect(services.asOwner('UPDATE ledger_gift SET amount = amount + 1')).rejects.toThrow('append-only');
  });

  it('keep from the application the steps of posting that hold only together', async () => {
    const { reader: sql } = services.database;
    for (const step of [`ledger_move(1, '{1}', '{1}', '{1}', '{0}')`, `ledger_seal(1, 0, 1, '{}', 1, now(), '')`]) {
      await expect(sql.$executeRawUnsafe(`SELECT ${step}`)).rejects.toThrow('permission denied');
    }
  });

  it('let no city fund owe', async () => {
    await expect(services.asOwner('UPDATE ledger_balance SET debits = credits + 1 WHERE guard = 1')).rejects.toThrow(
      'guarded_account_never_owes',
    );
  });

  it('post nothing once they have stopped, and go on when they are told to', async () => {
    await services.database.reader.$executeRaw`SELECT ledger_halt('an invariant does not hold', now())`;
    const waiting = gift(direct, 100n);
    await expect(post([waiting])).rejects.toThrow('posting has stopped');
    await services.database.reader.$executeRaw`SELECT ledger_resume()`;
    expect((await post([waiting])).posted).toEqual([waiting.id]);
  });
});

describe("a fund's lines", () => {
  it('go page by page without missing or repeating one, and sum to the balance', async () => {
    const lines = [];
    for (let after = null; ;) {
      const page = await reader.fundLines({ orgUnitId: 'org_1', from: null, until: null, after, limit: 97 });
      lines.push(...page);
      const last = page.at(-1);
      if (!last || page.length < 97) break;
      after = { batchId: last.batchId, ordinal: last.ordinal };
    }
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    const { balance } = await reader.fundBalance('org_1');
    expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(balance);
  });

  it('keep to their dates', async () => {
    const query = { orgUnitId: 'org_1', after: null, limit: 10 };
    const past = new Date(Date.now() - 3_600_000);
    const future = new Date(Date.now() + 3_600_000);
    expect(await reader.fundLines({ ...query, from: null, until: past })).toEqual([]);
    expect(await reader.fundLines({ ...query, from: future, until: null })).toEqual([]);
    expect(await reader.fundLines({ ...query, from: past, until: future })).toHaveLength(10);
  });
});
