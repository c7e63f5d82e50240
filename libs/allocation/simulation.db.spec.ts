import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdentityModule } from '#identity';
import { apportion, offsetOf } from '#kernel';
import { ledgerChecks } from '#ledger';
import { equalRule, openProgramme, simulated, type Programme } from '../../test/support/rules.js';
import { openServices, type Services } from '../../test/support/services.js';
import { allocationChecks } from './allocation.checks.js';
import { AllocationModule } from './allocation.module.js';
import { AllocationService, type Donation } from './allocation.service.js';
import { RulesService } from './rules.service.js';
import { SimulationRepository } from './simulation.repository.js';
import { resultFromJson, simulationHash, type SimulationResult } from './simulation.types.js';

let services: Services;
let rules: RulesService;
let programme: Programme;
const donations: Donation[] = [];

/** A number in a range that looks random and is always the same. */
const scattered = (seed: number, span: number): number => (Math.imul(seed + 1, 2_654_435_761) >>> 0) % span;

beforeAll(async () => {
  // No pledges and no receipts stand behind these gifts.
  services = await openServices([AllocationModule, IdentityModule], {}, [...ledgerChecks, ...allocationChecks]);
  rules = services.get(RulesService);
  programme = await openProgramme(services);
  const { maker, checker } = programme;
  const adopt = (day: string, managementBp: number, feeCarrier: 'FOUNDATION' | 'GIFT') =>
    rules.adopt(maker, checker, equalRule({ effectiveFrom: new Date(`${day}T00:00:00Z`), managementBp, feeCarrier }));
  await adopt('2026-01-01', 0, 'FOUNDATION');
  await adopt('2026-06-01', 500, 'GIFT');
  for (let n = 0; n < 3000; n++) {
    const amount = 1n + BigInt(scattered(n, 500_000));
    const small = n % 3 === 0;
    donations.push({
      id: `plg_sim_${n}`,
      campaignId: small ? programme.smallCampaignId : programme.campaignId,
      regionCode: n % 4 === 0 ? '430900' : n % 11 === 0 ? '430100' : null,
      amount,
      fee: amount / 100n,
      commitment: '',
      paidAt: new Date(Date.UTC(2026, n % 9, 5, 12)),
    });
  }
  const allocation = services.get(AllocationService);
  for (let start = 0; start < donations.length; start += 500) {
    const some = donations.slice(start, start + 500);
    const { routes } = await allocation.routesFor(some);
    await services.database.transaction((tx) => allocation.post(tx, some, routes));
  }
});

afterAll(() => services.close());

type Shares = Map<string, { direct: bigint; pool: bigint; deducted: bigint }>;

interface Terms {
  managementBp: bigint;
  giftCarries: boolean;
  weights: ReadonlyMap<string, bigint>;
}

/** What the kernel says these gifts come to, one by one. */
function expected(gifts: readonly Donation[], termsOf: (gift: Donation) => Terms) {
  const shares: Shares = new Map();
  const fees = { management: 0n, covered: 0n };
  for (const gift of gifts) {
    const { managementBp, giftCarries, weights } = termsOf(gift);
    const management = (gift.amount * managementBp) / 10_000n;
    const left = gift.amount - management;
    const covered = giftCarries ? (gift.fee < left ? gift.fee : left) : 0n;
    fees.management += management;
    fees.covered += covered;
    const codes = gift.regionCode === null ? [...weights.keys()] : [gift.regionCode];
    const parts = gift.regionCode === null ? [...weights.values()] : [1n];
    const net = apportion(left - covered, parts, offsetOf(gift.id));
    const gross = apportion(gift.amount, parts, offsetOf(gift.id));
    codes.forEach((code, k) => {
      const share = shares.get(code) ?? { direct: 0n, pool: 0n, deducted: 0n };
      share[gift.regionCode === null ? 'pool' : 'direct'] += net[k]!;
      share.deducted += gross[k]! - net[k]!;
      shares.set(code, share);
    });
  }
  return { shares, fees };
}

function sharesOf(result: SimulationResult, side: 'before' | 'after'): Shares {
  return new Map(
    result.cities
      .map((city) => [city.orgUnitId.replace('org_federation_', ''), city[side]] as const)
      .filter(([, { direct, pool, deducted }]) => direct + pool + deducted > 0n),
  );
}

const equal = (codes: readonly string[]): Map<string, bigint> => new Map(codes.map((code) => [code, 1n]));
const citiesOf = (gift: Donation): readonly string[] =>
  gift.campaignId === programme.campaignId ? programme.cityCodes : ['430100', '430900', '433100'];

describe('a simulation', () => {
  it('says to the fen what the kernel says, city by city, before and after', async () => {
    const table = new Map(programme.cityCodes.map((code, index) => [code, BigInt(7 + index * index)]));
    table.set('430100', 400n);
    const cities = [...table].map(([regionCode, weight]) => ({
      regionCode,
      weight: Number(weight),
      floorBp: null,
      capBp: regionCode === '430100' ? 2000 : null,
    }));
    const draft = equalRule({ method: 'TABLE', managementBp: 333, feeCarrier: 'GIFT', cities });
    const { id } = await rules.draft(programme.maker, draft);
    const simulation = await services.get(SimulationRepository).find(await simulated(services, programme.maker, id));
    expect(simulation?.state).toBe('DONE');
    const result = resultFromJson(simulation?.result);

    const before = expected(donations, (gift) => ({
      managementBp: gift.paidAt >= new Date('2026-06-01T00:00:00Z') ? 500n : 0n,
      giftCarries: gift.paidAt >= new Date('2026-06-01T00:00:00Z'),
      weights: equal(citiesOf(gift)),
    }));
    const others = [...table].filter(([code]) => code !== '430100').reduce((sum, [, weight]) => sum + weight, 0n);
    const all = new Map([...table].map(([code, weight]) => [code, code === '430100' ? others : weight * 4n]));
    const subset = [...table].filter(([code]) => ['430900', '433100'].includes(code));
    const left = subset.reduce((sum, [, weight]) => sum + weight, 0n);
    const small = new Map([['430100', left] as const, ...subset.map(([code, weight]) => [code, weight * 4n] as const)]);
    const after = expected(donations, (gift) => ({
      managementBp: 333n,
      giftCarries: true,
      weights: gift.campaignId === programme.campaignId ? all : small,
    }));
    expect(result.before).toEqual(before.fees);
    expect(result.after).toEqual(after.fees);
    expect(sharesOf(result, 'before')).toEqual(before.shares);
    expect(sharesOf(result, 'after')).toEqual(after.shares);
    const sum = (pick: (gift: Donation) => bigint) => donations.reduce((total, gift) => total + pick(gift), 0n);
    expect([result.gifts, result.amount, result.paymentFees]).toEqual([
      BigInt(donations.length),
      sum(({ amount }) => amount),
      sum(({ fee }) => fee),
    ]);
    const of = { campaignId: null, from: null, until: null };
    expect(simulation?.hash).toBe(simulationHash(simulation?.ruleDigest ?? '', of, result));
    expect(simulationHash(simulation?.ruleDigest ?? '', of, { ...result, amount: result.amount + 1n })).not.toBe(
      simulation?.hash,
    );
  });

  it('looks at the gifts of its range only: a campaign, or days of China’s calendar with both ends', async () => {
    const { id } = await rules.draft(programme.maker, equalRule());
    const giftsOf = async (wish: Parameters<RulesService['simulate']>[2]) => {
      const simulation = await services
        .get(SimulationRepository)
        .find(await simulated(services, programme.maker, id, wish));
      return Number(resultFromJson(simulation?.result).gifts);
    };
    const count = (holds: (gift: Donation) => boolean): number => donations.filter(holds).length;
    const { smallCampaignId: campaignId } = programme;
    expect(await giftsOf({ campaignId, from: null, to: null })).toBe(count((gift) => gift.campaignId === campaignId));
    expect(await giftsOf({ campaignId: null, from: '2026-03-05', to: '2026-04-05' })).toBe(
      count(({ paidAt }) => [2, 3].includes(paidAt.getUTCMonth())),
    );
    expect(await giftsOf({ campaignId, from: '2026-03-06', to: '2026-04-04' })).toBe(0);
  });

  it('posts nothing', async () => {
    const state = () =>
      services.database.reader
        .$queryRaw`SELECT last_batch, last_position, head, (SELECT sum(version) FROM ledger_balance) FROM ledger_book`;
    const before = await state();
    const { id } = await rules.draft(programme.maker, equalRule({ managementBp: 1000 }));
    await simulated(services, programme.maker, id);
    expect(await state()).toEqual(before);
  });
});
