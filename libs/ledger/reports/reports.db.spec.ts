import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError, InvariantViolation } from '#kernel';
import type { FundSource, TransferKind } from '#platform';
import { moveGift } from '../../../test/support/gift-move.js';
import { openServices, type Services } from '../../../test/support/services.js';
import { bridgesOf, type Bridge, type Inflow } from './bridge.js';
import { incomeAndSpendingByCampaign } from './income-and-spending.js';
import { ledgerChecks } from '../ledger.checks.js';
import { LedgerModule } from '../ledger.module.js';
import { LedgerReader } from '../ledger.reader.js';
import { LedgerService } from '../ledger.service.js';
import type { FundLine } from '../ledger.types.js';
import type { PlainKind } from '../transfers/postings.js';
import { ReportsRepository } from './reports.repository.js';
import { GiftMovesService } from '../transfers/gift-moves.service.js';
import { TransfersService } from '../transfers/transfers.service.js';
import { trialBalanceOf } from './trial-balance.js';

const CAMPAIGN = 'cmp_reports';
const CITIES = ['org_a', 'org_b', 'org_c'] as const;
const AT = new Date('2026-11-23T06:00:00Z');
const NOBODY = { proposedBy: null, approvedBy: null, document: null, note: null };

let services: Services;
let ledger: LedgerService;
let transfers: TransfersService;
let moves: GiftMovesService;
let reports: ReportsRepository;
let routes: number[];
let serial = 0;
const gifts: string[] = [];
const chargebacks: string[] = [];

beforeAll(async () => {
  services = await openServices([LedgerModule], {}, ledgerChecks);
  ledger = services.get(LedgerService);
  transfers = services.get(TransfersService);
  moves = services.get(GiftMovesService);
  reports = services.get(ReportsRepository);
  const rule = { campaignId: CAMPAIGN, ruleId: 'rul_1', ruleDigest: '' };
  routes = await services.database.transaction(async (tx) => [
    await ledger.ensureRoute(tx, {
      ...rule,
      key: 'a',
      source: 'DIRECT',
      managementBp: 500,
      feeCarrier: 'GIFT',
      legs: [{ orgUnitId: 'org_a', weight: 1n }],
    }),
    await ledger.ensureRoute(tx, {
      ...rule,
      key: 'b',
      source: 'DIRECT',
      managementBp: 0,
      feeCarrier: 'FOUNDATION',
      legs: [{ orgUnitId: 'org_b', weight: 1n }],
    }),
    await ledger.ensureRoute(tx, {
      ...rule,
      key: 'pool',
      source: 'POOL',
      managementBp: 300,
      feeCarrier: 'GIFT',
      legs: CITIES.map((orgUnitId, k) => ({ orgUnitId, weight: 700n + BigInt(k) * 91n })),
    }),
  ]);
});

afterAll(() => services.close());

const PLAIN: PlainKind[] = [
  'DISBURSEMENT_REQUESTED',
  'DISBURSEMENT_REQUESTED',
  'DISBURSEMENT_CANCELLED',
  'DISBURSEMENT_PAID',
  'DISBURSEMENT_PAID',
  'DISBURSEMENT_CONFIRMED',
  'DISBURSEMENT_RETURNED',
  'DISBURSEMENT_BOUNCED',
  'FUND_RETURNED_TO_POOL',
  'MATCH_DEPOSITED',
  'MATCH_RESERVED',
  'MATCH_RELEASED',
  'MATCH_ALLOCATED',
  'MATCH_REVERSED',
  'GRANT_RECEIVED',
  'CONDOLENCE_RECEIVED',
  'IN_KIND_RECEIVED',
  'IN_KIND_DISTRIBUTED',
  'MANAGEMENT_SPENT',
  'FUNDRAISING_SPENT',
  'PAYOUT_SETTLED',
  'PAYOUT_REVERSED',
  'DISPUTE_FEE_CHARGED',
  'UNIDENTIFIED_RECEIVED',
  'UNIDENTIFIED_RETURNED',
];
/** These follow others, so they ask for less. */
const LATER = /CANCELLED|CONFIRMED|RETURNED|BOUNCED|PAID|RESERVED|RELEASED|ALLOCATED|REVERSED|DISTRIBUTED/;
const SOURCES: FundSource[] = ['DIRECT', 'POOL', 'MATCH'];

interface Step {
  what: number;
  pick: number;
  city: number;
  amount: bigint;
}
const step = fc.record({
  what: fc.nat(99),
  pick: fc.nat(),
  city: fc.nat(2),
  amount: fc.bigInt({ min: 1n, max: 20_000n }),
});

const at = <T>(list: readonly T[], pick: number): T | undefined => list[pick % list.length];

/** One random event. What the books refuse is refused; the rest is booked. */
async function play({ what, pick, city, amount }: Step): Promise<void> {
  const id = `evt_${++serial}`;
  const route = at(routes, pick) ?? 0;
  const giftId = at(gifts, pick);
  const common = { ...NOBODY, id, occurredAt: AT };
  try {
    await services.database.transaction(async (tx) => {
      if (what < 35 || !giftId) {
        const fee = amount / 50n;
        await ledger.post(tx, [{ id, routeId: route, amount, fee, occurredAt: AT, commitment: '' }]);
        gifts.push(id);
      } else if (what < 45) {
        const kind = pick % 3 === 0 ? 'GIFT_CHARGED_BACK' : 'GIFT_REFUNDED';
        await transfers.returnGift(tx, { ...common, kind, giftId, amount: amount / 4n + 1n });
        if (kind === 'GIFT_CHARGED_BACK') chargebacks.push(id);
      } else if (what < 48) {
        const chargeback = chargebacks.pop();
        if (chargeback) await transfers.winChargeback(tx, id, chargeback, AT);
      } else if (what < 55) {
        await moveGift(moves, tx, { id, giftId, routeId: route });
      } else if (what < 60) {
        await transfers.allocatePool(tx, {
          ...common,
          routeId: routes[2] ?? 0,
          ruleId: 'rul_1',
          amount: amount / 10n + 1n,
        });
      } else {
        const kind = PLAIN[pick % PLAIN.length] ?? 'DISBURSEMENT_REQUESTED';
        const source = at(SOURCES, pick >> 8) ?? 'DIRECT';
        await transfers.post(tx, [
          {
            ...common,
            kind,
            amount: LATER.test(kind) ? amount / 8n + 1n : amount,
            campaignId: CAMPAIGN,
            orgUnitId: CITIES[city] ?? 'org_a',
            source: sourceOf(kind, source),
          },
        ]);
      }
    });
  } catch (error) {
    // Refusals are part of the game: too little in a fund, nothing left of a gift.
    if (!(error instanceof DomainError) && !(error instanceof InvariantViolation)) throw error;
  }
}

function sourceOf(kind: PlainKind, source: FundSource): FundSource {
  if (kind === 'GRANT_RECEIVED') return 'GOVERNMENT';
  if (kind === 'CONDOLENCE_RECEIVED') return 'CONDOLENCE';
  return kind.startsWith('IN_KIND') ? 'IN_KIND' : kind.startsWith('MATCH') ? 'MATCH' : source;
}

/** The inflows of a city again, the slow way: from every gift and every transfer. */
async function recomputedInflows(orgUnitId: string): Promise<Record<string, bigint>> {
  const { reader: sql } = services.database;
  const accounts = await sql.ledgerAccount.findMany({ where: { orgUnitId } });
  const purposes = new Map(accounts.map(({ id, purpose }) => [id, purpose]));
  const routeRows = new Map((await sql.ledgerRoute.findMany()).map((row) => [row.id, row]));
  const sums: Record<string, bigint> = {};
  const add = (line: string, amount: bigint): void => void (sums[line] = (sums[line] ?? 0n) + amount);
  for (const gift of await sql.ledgerGift.findMany()) {
    const route = routeRows.get(gift.routeId);
    const leg = route?.legAccounts.findIndex((account) => purposes.has(account)) ?? -1;
    if (!route || leg < 0) continue;
    if (route.source === 'DIRECT') {
      add('GIFTS', gift.amount);
      add('MANAGEMENT', -gift.management);
      add('FEES_COVERED', -gift.covered);
    } else add('POOL', gift.legs[leg] ?? 0n);
  }
  const lines: Partial<Record<TransferKind, Inflow>> = {
    GIFT_REFUNDED: 'REFUNDS',
    GIFT_CHARGED_BACK: 'REFUNDS',
    CHARGEBACK_WON: 'REFUNDS',
    ALLOCATION_REVERSED: 'REALLOCATED_OUT',
    GIFT_REALLOCATED: 'REALLOCATED_IN',
    POOL_ALLOCATED: 'POOL',
    FUND_RETURNED_TO_POOL: 'RETURNED_TO_POOL',
    MATCH_ALLOCATED: 'MATCH',
    MATCH_REVERSED: 'MATCH_REVERSED',
    GRANT_RECEIVED: 'GOVERNMENT',
    CONDOLENCE_RECEIVED: 'CONDOLENCE',
    IN_KIND_RECEIVED: 'IN_KIND',
  };
  for (const transfer of await sql.ledgerTransfer.findMany()) {
    const line = lines[transfer.kind];
    if (!line) continue;
    transfer.accounts.forEach((account, k) => {
      const purpose = purposes.get(account);
      const moved = (transfer.credits[k] ?? 0n) - (transfer.debits[k] ?? 0n);
      if (purpose === 'CITY_FUND' || purpose === 'MANAGEMENT_FEE' || purpose === 'FEE_COVER') add(line, moved);
      if (purpose === 'MANAGEMENT_FEE') add('MANAGEMENT', -moved);
      if (purpose === 'FEE_COVER') add('FEES_COVERED', -moved);
    });
  }
  return sums;
}

function nonZero(record: Record<string, bigint>): Record<string, bigint> {
  return Object.fromEntries(Object.entries(record).filter(([, amount]) => amount !== 0n));
}

async function bridges(until: Date | null = null): Promise<Map<string, Bridge>> {
  return bridgesOf((await reports.standings({ until })).accounts);
}

describe('the reports, after random events of every kind', () => {
  it('close: bridges, trial balance, income and spending; and equal what gifts and transfers say', async () => {
    const seed = 20261123;
    for (const round of fc.sample(fc.array(step, { minLength: 60, maxLength: 60 }), { numRuns: 8, seed })) {
      for (const one of round) await play(one);
      const { accounts } = await reports.standings({ until: null });
      for (const [orgUnitId, bridge] of bridgesOf(accounts)) {
        expect([orgUnitId, bridge.difference]).toEqual([orgUnitId, 0n]);
        expect(nonZero(bridge.inflows)).toEqual(nonZero(await recomputedInflows(orgUnitId)));
      }
      const trial = trialBalanceOf(accounts);
      expect(trial.debit).toBe(trial.credit);
      for (const account of incomeAndSpendingByCampaign(accounts).values()) expect(account.difference).toBe(0n);
    }
    const kinds = await services.database.reader.ledgerFlow.groupBy({ by: ['kind'] });
    expect(kinds.length).toBeGreaterThan(20);
  }, 60_000);

  it('are the same for the last batch of a day as they were then', async () => {
    const { database } = services;
    const batches = await database.reader.ledgerBatch.findMany({ orderBy: { number: 'asc' } });
    // Batches of one test run are close together; a cut between two of them is a day's end like any other.
    const cut = batches[Math.floor(batches.length / 2)];
    const until = new Date((cut?.recordedAt.getTime() ?? 0) + 1);
    const last = batches.filter(({ recordedAt }) => recordedAt < until).at(-1);
    const then = await reports.standings({ until });
    expect(then.batch).toBe(last?.number);
    for (const { id, debits, credits, flows } of then.accounts) {
      const [sums] = await database.reader.$queryRaw<{ debits: bigint; credits: bigint }[]>`
        SELECT coalesce(sum(debit), 0)::bigint AS debits, coalesce(sum(credit), 0)::bigint AS credits
        FROM ledger_entry JOIN ledger_batch batch ON batch.id = batch_id
        WHERE account_id = ${id} AND batch.number <= ${then.batch}`;
      expect({ debits, credits }).toEqual(sums);
      const moved = await database.reader.$queryRaw<{ sum: bigint }[]>`
        SELECT coalesce(sum(credit - debit), 0)::bigint AS sum
        FROM ledger_transfer JOIN ledger_batch batch ON batch.id = batch_id,
             unnest(accounts, debits, credits) AS line (account, debit, credit)
        WHERE account = ${id} AND batch.number <= ${then.batch}`;
      expect(flows.reduce((sum, flow) => sum + flow.credits - flow.debits, 0n)).toBe(moved[0]?.sum);
    }
    for (const bridge of (await bridges(until)).values()) expect(bridge.difference).toBe(0n);
    const trial = trialBalanceOf(then.accounts);
    expect(trial.debit).toBe(trial.credit);
    expect(trialBalanceOf((await reports.standings({ until: new Date(0) })).accounts).debit).toBe(0n);
  });

  it('give each account a statement that runs from opening to closing, page by page', async () => {
    const { accounts } = await reports.standings({ until: null });
    for (const { id, debits, credits } of accounts) {
      const entries = [];
      for (let after: bigint | null = null; ;) {
        const page = await reports.statement({ accountId: id, from: null, until: null, after, limit: 7 });
        expect([page.opening, page.closing]).toEqual([0n, credits - debits]);
        entries.push(...page.entries);
        after = page.entries.at(-1)?.version ?? null;
        if (page.entries.length < 7) break;
      }
      let balance = 0n;
      for (const entry of entries.reverse()) {
        balance += entry.credit - entry.debit;
        expect(entry.credits - entry.debits).toBe(balance);
      }
      expect(balance).toBe(credits - debits);
    }
  });

  it('open every entry to the gifts and transfers it sums', async () => {
    const { accounts } = await reports.standings({ until: null });
    for (const { id } of accounts.filter((_, index) => index % 3 === 0)) {
      const { entries } = await reports.statement({ accountId: id, from: null, until: null, after: null, limit: 20 });
      for (const { batchNumber, debit, credit } of entries) {
        const postings = await reports.postingsOfEntry(id, batchNumber, null, 100);
        expect(postings.reduce((sum, posting) => sum + posting.debit, 0n)).toBe(debit);
        expect(postings.reduce((sum, posting) => sum + posting.credit, 0n)).toBe(credit);
      }
    }
  });

  it('keep a statement to its days', async () => {
    const [account] = await reports.accounts({ purpose: 'RESTRICTED_INCOME' });
    const query = { accountId: account?.id ?? 0, after: null, limit: 10 };
    const past = new Date(Date.now() - 3_600_000);
    const future = new Date(Date.now() + 3_600_000);
    expect(await reports.statement({ ...query, from: null, until: past })).toMatchObject({ closing: 0n, entries: [] });
    const later = await reports.statement({ ...query, from: future, until: null });
    expect(later.entries).toEqual([]);
    expect(later.opening).toBe(later.closing);
    expect((await reports.statement({ ...query, from: past, until: future })).entries).toHaveLength(10);
  });

  it('have their sum in the lines of each fund: gifts and transfers, page by page, none twice', async () => {
    const reader = services.get(LedgerReader);
    for (const orgUnitId of CITIES) {
      const lines: FundLine[] = [];
      for (let after: FundLine | null = null; ;) {
        const page: FundLine[] = await reader.fundLines({ orgUnitId, from: null, until: null, after, limit: 11 });
        lines.push(...page);
        after = page.at(-1) ?? null;
        if (page.length < 11) break;
      }
      expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
      expect(lines.some(({ amount }) => amount < 0n)).toBe(true);
      const { balance, sources } = await reader.fundBalance(orgUnitId);
      expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(balance);
      for (const { source, held } of sources) {
        const own = lines.filter((line) => line.source === source);
        expect(own.reduce((sum, { amount }) => sum + amount, 0n)).toBe(held);
      }
    }
  });
});
