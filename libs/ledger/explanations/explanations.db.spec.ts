import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError, InvariantViolation } from '#kernel';
import { moveGift } from '../../../test/support/gift-move.js';
import { openServices, type Services } from '../../../test/support/services.js';
import { ExplanationsRepository } from './explanations.repository.js';
import { ledgerChecks } from '../ledger.checks.js';
import { LedgerModule } from '../ledger.module.js';
import { LedgerService } from '../ledger.service.js';
import type { PlainKind } from '../transfers/postings.js';
import { GiftMovesService } from '../transfers/gift-moves.service.js';
import { TransfersService } from '../transfers/transfers.service.js';

const CAMPAIGN = 'cmp_lines';
const CITIES = ['org_a', 'org_b', 'org_c'] as const;
const AT = new Date('2026-11-23T06:00:00Z');
const NOBODY = { proposedBy: null, approvedBy: null, document: null, note: null };
const DISBURSING: PlainKind[] = [
  'DISBURSEMENT_REQUESTED',
  'DISBURSEMENT_CANCELLED',
  'DISBURSEMENT_PAID',
  'DISBURSEMENT_CONFIRMED',
  'DISBURSEMENT_RETURNED',
  'DISBURSEMENT_BOUNCED',
  'FUND_RETURNED_TO_POOL',
];

let services: Services;
let ledger: LedgerService;
let transfers: TransfersService;
let moves: GiftMovesService;
let explanations: ExplanationsRepository;
let direct: number;
let other: number;
let pool: number;
let serial = 0;

beforeAll(async () => {
  services = await openServices([LedgerModule], {}, ledgerChecks);
  ledger = services.get(LedgerService);
  transfers = services.get(TransfersService);
  moves = services.get(GiftMovesService);
  explanations = services.get(ExplanationsRepository);
});

afterAll(() => services.close());

/** Routes of a campaign of their own, so that each test has fund accounts of its own. */
async function openCampaign(campaignId: string): Promise<void> {
  const rule = { campaignId, ruleId: 'rul_1', ruleDigest: '' };
  const plain = { managementBp: 0, feeCarrier: 'FOUNDATION', source: 'DIRECT' } as const;
  [direct, other, pool] = await services.database.transaction(async (tx) => [
    await ledger.ensureRoute(tx, {
      ...rule,
      ...plain,
      key: `${campaignId}/a`,
      legs: [{ orgUnitId: 'org_a', weight: 1n }],
    }),
    await ledger.ensureRoute(tx, {
      ...rule,
      ...plain,
      key: `${campaignId}/b`,
      legs: [{ orgUnitId: 'org_b', weight: 1n }],
    }),
    await ledger.ensureRoute(tx, {
      ...rule,
      key: `${campaignId}/pool`,
      source: 'POOL',
      managementBp: 500,
      feeCarrier: 'GIFT',
      legs: CITIES.map((orgUnitId, k) => ({ orgUnitId, weight: 5n + BigInt(k) })),
    }),
  ]);
}

async function give(routeId: number, ...amounts: bigint[]): Promise<string[]> {
  const gifts = amounts.map((amount) => ({
    id: `plg_${++serial}`,
    routeId,
    amount,
    fee: amount / 50n,
    occurredAt: AT,
    commitment: '',
  }));
  await services.database.transaction((tx) => ledger.post(tx, gifts));
  return gifts.map(({ id }) => id);
}

function disburse(
  kind: PlainKind,
  amount: bigint,
  orgUnitId = 'org_a',
  source: 'DIRECT' | 'POOL' = 'DIRECT',
  campaignId = CAMPAIGN,
) {
  const event = { ...NOBODY, id: `evt_${++serial}`, kind, amount, campaignId, orgUnitId, source, occurredAt: AT };
  return services.database.transaction((tx) => transfers.post(tx, [event]));
}

function refund(giftId: string, amount: bigint) {
  const order = { ...NOBODY, id: `ref_${++serial}`, kind: 'GIFT_REFUNDED' as const, giftId, amount, occurredAt: AT };
  return services.database.transaction((tx) => transfers.returnGift(tx, order));
}

/** Confirmed, paid, applied for, given back, allocated, returned: of the first leg of each gift. */
async function standing(...ids: string[]): Promise<bigint[][]> {
  const histories = new Map((await explanations.giftHistories(ids)).map((history) => [history.giftId, history]));
  return ids.map((id) => {
    const leg = histories.get(id)?.placements.at(-1)?.legs[0];
    if (!leg) return [];
    const { confirmed, paid, applied, givenBack, allocated } = leg.progress;
    return [confirmed, paid, applied, givenBack, allocated, leg.returned];
  });
}

describe("a line's state", () => {
  it('follows the money of its fund in the order it arrived, also within a batch', async () => {
    await openCampaign(CAMPAIGN);
    const [one = '', two = ''] = await give(direct, 100n, 50n);
    const [three = ''] = await give(direct, 200n);
    expect(await standing(one, two, three)).toEqual([
      [0n, 0n, 0n, 0n, 100n, 0n],
      [0n, 0n, 0n, 0n, 50n, 0n],
      [0n, 0n, 0n, 0n, 200n, 0n],
    ]);
    await disburse('DISBURSEMENT_REQUESTED', 160n);
    await disburse('DISBURSEMENT_PAID', 120n);
    await disburse('DISBURSEMENT_CONFIRMED', 110n);
    expect(await standing(one, two, three)).toEqual([
      [100n, 0n, 0n, 0n, 0n, 0n],
      [10n, 10n, 30n, 0n, 0n, 0n],
      [0n, 0n, 10n, 0n, 190n, 0n],
    ]);
  });

  it('moves up when a line before it goes back to its giver, and stays when one behind it does', async () => {
    await openCampaign('cmp_refund');
    const [one = '', two = '', three = ''] = await give(direct, 100n, 100n, 100n);
    await refund(one, 100n);
    await refund(three, 40n);
    await disburse('DISBURSEMENT_REQUESTED', 100n, 'org_a', 'DIRECT', 'cmp_refund');
    expect(await standing(one, two, three)).toEqual([
      [0n, 0n, 0n, 0n, 0n, 100n],
      [0n, 0n, 100n, 0n, 0n, 0n],
      [0n, 0n, 0n, 0n, 60n, 40n],
    ]);
  });

  it('is not shifted by money that came back and was applied for again', async () => {
    await openCampaign('cmp_back');
    const [one = ''] = await give(direct, 100n);
    await disburse('DISBURSEMENT_REQUESTED', 100n, 'org_a', 'DIRECT', 'cmp_back');
    await disburse('DISBURSEMENT_CANCELLED', 100n, 'org_a', 'DIRECT', 'cmp_back');
    const [two = ''] = await give(direct, 100n);
    await disburse('DISBURSEMENT_REQUESTED', 150n, 'org_a', 'DIRECT', 'cmp_back');
    expect(await standing(one, two)).toEqual([
      [0n, 0n, 100n, 0n, 0n, 0n],
      [0n, 0n, 50n, 0n, 50n, 0n],
    ]);
  });

  it('tells what the pool carries when the city had used the money that goes back', async () => {
    await openCampaign('cmp_carried');
    const [one = ''] = await give(direct, 100n);
    await disburse('DISBURSEMENT_REQUESTED', 70n, 'org_a', 'DIRECT', 'cmp_carried');
    expect(await refund(one, 100n)).toMatchObject({ carriedByPool: 70n });
    const [history] = await explanations.giftHistories([one]);
    expect(history?.changes).toMatchObject([{ kind: 'GIFT_REFUNDED', amount: 100n, carriedByPool: 70n }]);
    expect(await standing(one)).toEqual([[0n, 0n, 0n, 0n, 0n, 100n]]);
  });

  it('begins anew where the gift was allocated anew, and the old line says that it moved', async () => {
    await openCampaign('cmp_moved');
    const [one = '', two = ''] = await give(direct, 100n, 100n);
    const order = { id: 'move_1', giftId: one, routeId: other, note: '选错了城市' };
    await services.database.transaction((tx) => moveGift(moves, tx, order));
    await disburse('DISBURSEMENT_REQUESTED', 30n, 'org_a', 'DIRECT', 'cmp_moved');
    const [history] = await explanations.giftHistories([one]);
    expect(history?.placements.map(({ legs }) => legs.map(({ orgUnitId, moved }) => [orgUnitId, moved]))).toEqual([
      [['org_a', 100n]],
      [['org_b', 0n]],
    ]);
    expect(history?.changes.map(({ kind, note }) => [kind, note])).toEqual([
      ['ALLOCATION_REVERSED', '选错了城市'],
      ['GIFT_REALLOCATED', '选错了城市'],
    ]);
    expect(await standing(one, two)).toEqual([
      [0n, 0n, 0n, 0n, 100n, 0n],
      [0n, 0n, 30n, 0n, 70n, 0n],
    ]);
  });
});

const step = fc.record({ what: fc.nat(99), pick: fc.nat(), amount: fc.bigInt({ min: 1n, max: 9_000n }) });

describe('all lines of a fund together', () => {
  it('are used exactly as far as the fund is, after random gifts, refunds, re-allocations and disbursements', async () => {
    for (const [round, steps] of fc
      .sample(fc.array(step, { minLength: 70, maxLength: 70 }), { numRuns: 5, seed: 20261123 })
      .entries()) {
      const campaignId = `cmp_random_${round}`;
      await openCampaign(campaignId);
      const gifts: string[] = [];
      const lost: string[] = [];
      for (const { what, pick, amount } of steps) await play(campaignId, gifts, lost, what, pick, amount);
      await compare(campaignId, gifts);
    }
  }, 60_000);

  async function play(campaignId: string, gifts: string[], lost: string[], what: number, pick: number, amount: bigint) {
    const giftId = gifts[pick % Math.max(gifts.length, 1)];
    const common = { ...NOBODY, id: `evt_${++serial}`, occurredAt: AT };
    try {
      if (what < 35 || !giftId) {
        gifts.push(...(await give([direct, other, pool][pick % 3] ?? pool, amount, amount / 3n + 1n)));
      } else if (what < 45) {
        await refund(giftId, amount / 4n + 1n);
      } else if (what < 52) {
        const chargeback = { ...common, kind: 'GIFT_CHARGED_BACK' as const, giftId, amount: amount / 4n + 1n };
        await services.database.transaction((tx) => transfers.returnGift(tx, chargeback));
        lost.push(common.id);
      } else if (what < 57) {
        const chargeback = lost.pop();
        if (!chargeback) return;
        await services.database.transaction((tx) => transfers.winChargeback(tx, common.id, chargeback, AT));
      } else if (what < 64) {
        const order = { id: common.id, giftId, routeId: [direct, other, pool][pick % 3] ?? pool };
        await services.database.transaction((tx) => moveGift(moves, tx, order));
      } else {
        const source = pick % 2 ? 'DIRECT' : 'POOL';
        const kind = DISBURSING[what % DISBURSING.length] ?? 'DISBURSEMENT_REQUESTED';
        const orgUnitId = CITIES[(pick >> 4) % 3] ?? 'org_a';
        const asked = amount / 4n + 1n;
        await disburse(kind, asked, orgUnitId, source, campaignId);
      }
    } catch (error) {
      if (!(error instanceof DomainError) && !(error instanceof InvariantViolation)) throw error;
    }
  }

  async function compare(campaignId: string, gifts: readonly string[]): Promise<void> {
    const { reader: sql } = services.database;
    const histories = await explanations.giftHistories(gifts);
    const accounts = await sql.ledgerAccount.findMany({
      where: { campaignId, purpose: 'CITY_FUND' },
      include: { balance: true },
    });
    for (const account of accounts) {
      const legs = histories.flatMap(({ placements }) =>
        placements.flatMap(({ route, legs }) => legs.filter((_, k) => route.legs[k]?.accountId === account.id)),
      );
      const sum = (amountOf: (leg: (typeof legs)[number]) => bigint): bigint =>
        legs.reduce((all, leg) => all + amountOf(leg), 0n);
      for (const { amount, returned, moved, progress } of legs) {
        const parts = Object.values<bigint>({ ...progress }).reduce((all, part) => all + part, 0n);
        expect(returned + moved + parts).toBe(amount);
      }
      const flows = await sql.ledgerFlow.findMany({ where: { accountId: account.id } });
      const flow = (...kinds: string[]): bigint =>
        flows.reduce((all, { kind, debits, credits }) => (kinds.includes(kind) ? all + debits - credits : all), 0n);
      const applied = flow(
        'DISBURSEMENT_REQUESTED',
        'DISBURSEMENT_CANCELLED',
        'DISBURSEMENT_BOUNCED',
        'DISBURSEMENT_RETURNED',
      );
      const carried = await carriedFor(account.id);
      const shown = sum(({ progress }) => progress.confirmed + progress.paid + progress.applied);
      const within = (figure: bigint, exact: bigint): void => {
        expect(figure <= exact && figure >= exact - carried).toBe(true);
      };
      within(shown, applied);
      within(shown + sum(({ progress }) => progress.givenBack), applied + flow('FUND_RETURNED_TO_POOL'));
      const held = (account.balance?.credits ?? 0n) - (account.balance?.debits ?? 0n);
      const waiting = sum(({ progress }) => progress.allocated);
      expect(waiting >= held - carried && waiting <= held + carried).toBe(true);
    }
  }

  /** What refunds would have taken from the account, had it been there. */
  async function carriedFor(accountId: number): Promise<bigint> {
    const [row] = await services.database.reader.$queryRaw<{ carried: bigint }[]>`
      SELECT coalesce(sum(-change.parts[array_position(route.leg_accounts, ${accountId}) + 2]
                          - coalesce(change.debits[array_position(change.accounts, ${accountId})], 0)), 0)::bigint AS carried
      FROM ledger_transfer change JOIN ledger_route route ON route.id = change.route_id
      WHERE change.kind IN ('GIFT_REFUNDED', 'GIFT_CHARGED_BACK') AND route.leg_accounts @> ARRAY[${accountId}::int]`;
    return row?.carried ?? 0n;
  }
});

describe('the explanation of a posting', () => {
  it('has equal debit and credit, and links both ways between a gift, its refund and its new allocation', async () => {
    await openCampaign('cmp_links');
    const [gift = ''] = await give(pool, 1_000n);
    const { id: refundId } = await refund(gift, 100n);
    const order = { id: 'move_2', giftId: gift, routeId: direct, note: '改' };
    await services.database.transaction((tx) => moveGift(moves, tx, order));
    const facts = new Map<string, Awaited<ReturnType<ExplanationsRepository['posting']>>>();
    for (const id of [gift, refundId, 'move_2', 'move_2:reversal']) facts.set(id, await explanations.posting(id));
    for (const posting of facts.values()) {
      const lines = posting?.lines ?? [];
      expect(lines.length).toBeGreaterThan(1);
      expect(lines.reduce((sum, { debit, credit }) => sum + debit - credit, 0n)).toBe(0n);
    }
    const linksOf = (id: string) => facts.get(id)?.links.map((link) => [link.relation, link.id]);
    expect(linksOf(gift)).toEqual([
      ['REVERSED_BY', refundId],
      ['REVERSED_BY', 'move_2:reversal'],
      ['CHANGE', 'move_2'],
    ]);
    expect(linksOf(refundId)).toContainEqual(['REVERSES', gift]);
    expect(linksOf('move_2')).toContainEqual(['GIFT', gift]);
    expect(facts.get(gift)?.route?.legs.map(({ weight }) => weight)).toEqual([5n, 6n, 7n]);
  });

  it('is nothing for an id that is not in the books', async () => {
    expect(await explanations.posting('plg_unknown')).toBeNull();
  });
});
