import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ledgerChecks, LedgerService, TransfersService } from '#ledger';
import { ProviderPostingsRepository, type ProviderPayout, type StatementLine } from '#payments';
import { openServices, type Services } from '../../test/support/services.js';
import { ReconciliationAlarms } from './alarms/alarms.service.js';
import { BankStatements } from './bank/bank-statements.service.js';
import { BankMatching } from './bank/bank-matching.service.js';
import type { FoundDifference } from './differences/difference.types.js';
import { DifferencesRepository } from './differences/differences.repository.js';
import { PayoutsService } from './payouts/payouts.service.js';
import { reconciliationChecks } from './reconciliation.checks.js';
import { ReconciliationModule } from './reconciliation.module.js';
import { ComparisonRepository } from './runs/comparison.repository.js';
import { gapOf } from './runs/reconciliation.service.js';
import { ProviderStatementRepository } from './statement/provider-statement.repository.js';

const AT = new Date('2026-11-20T04:00:00Z');
const LATER = new Date('2099-01-01T00:00:00Z');
const NOBODY = { proposedBy: null, approvedBy: null, document: null, note: null };
const staff = {
  id: 'usr_maker',
  name: '示例',
  role: 'STAFF_MAKER',
  orgUnitId: null,
  email: 'maker@example.org',
} as const;

let services: Services;
let payouts: PayoutsService;
let statement: ProviderStatementRepository;
let comparison: ComparisonRepository;
let routes: Record<string, number>;

beforeAll(async () => {
  services = await openServices([ReconciliationModule], { ALARM_MAIL_TO: 'finance@example.org' }, [
    ...ledgerChecks,
    ...reconciliationChecks,
  ]);
  payouts = services.get(PayoutsService);
  statement = services.get(ProviderStatementRepository);
  comparison = services.get(ComparisonRepository);
  const ledger = services.get(LedgerService);
  const open = (campaignId: string) =>
    services.database.transaction((tx) =>
      ledger.ensureRoute(tx, {
        key: campaignId,
        campaignId,
        ruleId: 'rul_1',
        ruleDigest: '',
        source: 'DIRECT',
        managementBp: 0,
        feeCarrier: 'FOUNDATION',
        legs: [{ orgUnitId: 'org_1', weight: 1n }],
      }),
    );
  routes = { cmp_a: await open('cmp_a'), cmp_b: await open('cmp_b') };
});
afterAll(() => services.close());

const line = (id: string, amount: bigint, change: Partial<StatementLine> = {}): StatementLine => ({
  id: `txn_${id}`,
  kind: 'CHARGE',
  type: 'charge',
  amount,
  fee: 0n,
  currency: 'CNY',
  sourceId: `ch_${id}`,
  paymentIntentId: `pi_${id}`,
  attemptId: null,
  description: null,
  occurredAt: AT,
  availableAt: AT,
  ...change,
});

const keep = (...lines: StatementLine[]): Promise<number> =>
  services.database.transaction((tx) => statement.insert(tx, lines, AT));

/** A gift that was paid and posted, with its attempt and its pledge. */
async function gift(id: string, campaignId: string, amount: bigint, fee = 0n): Promise<void> {
  await services.asOwner(
    `INSERT INTO pledge (id, campaign_id, amount, designation, locale, state, actor_hash, body_hash, created_at, paid_at)
     VALUES ($1, $2, $3, 'PROVINCE_POOL', 'zh-CN', 'PAID', 'h', 'h', $4, $4)`,
    [`plg_${id}`, campaignId, `${amount}`, AT],
  );
  await services.asOwner(
    `INSERT INTO payment_attempt (id, pledge_id, number, provider, idempotency_key, amount, state, fee, payment_intent_id,
                                  charge_id, movement_id, created_at)
     VALUES ($1, $2, 1, 'stripe', $1, $3, 'SUCCEEDED', $4, $5, $6, $7, $8)`,
    [`att_${id}`, `plg_${id}`, `${amount}`, `${fee}`, `pi_${id}`, `ch_${id}`, `txn_${id}`, AT],
  );
  const posted = { id: `plg_${id}`, routeId: routes[campaignId] ?? 0, amount, fee, occurredAt: AT, commitment: '' };
  await services.database.transaction((tx) => services.get(LedgerService).post(tx, [posted]));
}

const payout = (id: string, amount: bigint, change: Partial<ProviderPayout> = {}): ProviderPayout => ({
  id,
  amount,
  currency: 'CNY',
  state: 'PAID',
  automatic: true,
  arrivalAt: AT,
  createdAt: AT,
  failure: null,
  statementDescriptor: null,
  movementId: `txn_${id}`,
  failureMovementId: null,
  ...change,
});
const apply = (facts: ProviderPayout, lines: StatementLine[] = []) =>
  services.database.transaction((tx) => payouts.apply(tx, { facts, lines, askedAt: AT }));
const payoutLine = (id: string, amount: bigint, kind: 'PAYOUT' | 'PAYOUT_FAILURE' = 'PAYOUT'): StatementLine =>
  line(kind === 'PAYOUT' ? id : `${id}_back`, amount, { kind, type: 'payout', sourceId: id, paymentIntentId: null });

/** Both sides now, and what they do not agree on; the differences always explain the gap to the fen. */
async function compare(): Promise<FoundDifference[]> {
  return services.database.transaction(async (tx) => {
    const totals = await comparison.totals(tx, LATER);
    const found = await comparison.differences(tx, LATER);
    expect(gapOf(totals)).toBe(found.reduce((sum, { gap }) => sum + gap, 0n));
    return found;
  });
}
const kinds = async (): Promise<string[]> => (await compare()).map(({ kind, subject }) => `${kind} ${subject}`);

const transfers = async (document: string) =>
  (
    await services.asOwner(
      `SELECT id, kind::text, ledger_sum(debits)::text AS amount FROM ledger_transfer WHERE document = $1 ORDER BY id`,
      [document],
    )
  ).rows;

describe('a payout is posted for the campaigns whose money it is', () => {
  test('an automatic one by its lines, once, however often it is looked at', async () => {
    await gift('a1', 'cmp_a', 1_000n, 10n);
    await gift('b1', 'cmp_b', 500n, 5n);
    const lines = [line('a1', 1_000n, { fee: 10n }), line('b1', 500n, { fee: 5n })];
    await keep(...lines, payoutLine('po_1', -1_485n));
    expect(await kinds()).toEqual(['MISSING_IN_BOOKS txn_po_1']);
    await apply(payout('po_1', 1_485n, { state: 'IN_TRANSIT' }));
    expect(await kinds()).toEqual([]);
    await Promise.all([apply(payout('po_1', 1_485n), lines), apply(payout('po_1', 1_485n), lines)]);
    await apply(payout('po_1', 1_485n), lines);
    expect(await transfers('po_1')).toEqual([
      { id: 'payout:po_1:cmp_a', kind: 'PAYOUT_SETTLED', amount: '990' },
      { id: 'payout:po_1:cmp_b', kind: 'PAYOUT_SETTLED', amount: '495' },
    ]);
    expect(await kinds()).toEqual([]);
  });

  test('one that comes back after it was paid is reversed as it was posted; an old look moves nothing back', async () => {
    const failed = payout('po_1', 1_485n, {
      state: 'FAILED',
      failure: 'account_closed',
      failureMovementId: 'txn_po_1_back',
    });
    await keep(payoutLine('po_1', 1_485n, 'PAYOUT_FAILURE'));
    await apply(failed);
    await apply(failed);
    expect((await apply(payout('po_1', 1_485n))).state).toBe('FAILED');
    expect(await transfers('po_1')).toEqual([
      { id: 'payout-return:po_1:cmp_a', kind: 'PAYOUT_REVERSED', amount: '990' },
      { id: 'payout-return:po_1:cmp_b', kind: 'PAYOUT_REVERSED', amount: '495' },
      { id: 'payout:po_1:cmp_a', kind: 'PAYOUT_SETTLED', amount: '990' },
      { id: 'payout:po_1:cmp_b', kind: 'PAYOUT_SETTLED', amount: '495' },
    ]);
    expect(await kinds()).toEqual(['PAYOUT_FAILED po_1']);
  });

  test('one that failed before it was paid was never posted, and the two lines cancel out', async () => {
    await keep(payoutLine('po_2', -100n), payoutLine('po_2', 100n, 'PAYOUT_FAILURE'));
    await apply(payout('po_2', 100n, { state: 'CANCELLED', failureMovementId: 'txn_po_2_back' }));
    expect(await transfers('po_2')).toEqual([]);
    expect(await kinds()).toEqual(['PAYOUT_FAILED po_1']);
  });

  test('a manual one is shared by what the campaigns hold at the provider', async () => {
    await keep(payoutLine('po_3', -300n));
    await apply(payout('po_3', 300n, { automatic: false }));
    expect(await transfers('po_3')).toEqual([
      { id: 'payout:po_3:cmp_a', kind: 'PAYOUT_SETTLED', amount: '200' },
      { id: 'payout:po_3:cmp_b', kind: 'PAYOUT_SETTLED', amount: '100' },
    ]);
  });

  test('a negative one takes money from the bank, and is listed', async () => {
    await keep(payoutLine('po_4', 70n));
    await apply(payout('po_4', -70n, { automatic: false }));
    expect(await transfers('po_4')).toEqual([{ id: 'payout:po_4:none', kind: 'PAYOUT_REVERSED', amount: '70' }]);
    expect(await kinds()).toEqual(['PAYOUT_FAILED po_1', 'PAYOUT_NEGATIVE po_4']);
  });

  test('another currency has no account here: it is listed, not posted', async () => {
    await keep(line('po_5', -900n, { kind: 'PAYOUT', currency: 'HKD', sourceId: 'po_5', paymentIntentId: null }));
    await apply(payout('po_5', 900n, { currency: 'HKD', automatic: false }));
    expect(await transfers('po_5')).toEqual([]);
    expect(await kinds()).toContain('FOREIGN_CURRENCY txn_po_5');
  });
});

describe('every line of the provider is in the books, and the other way round', () => {
  test('reading it again keeps nothing twice', async () => {
    expect(
      await keep(
        line('a1', 1_000n, { fee: 10n }),
        line('r1', -100n, { kind: 'REFUND', paymentIntentId: 'pi_a1', sourceId: 're_1' }),
      ),
    ).toBe(1);
  });

  test('a refund the books do not have asks for another look; posted and linked, both are equal', async () => {
    expect(await compare()).toContainEqual(
      expect.objectContaining({
        kind: 'MISSING_IN_BOOKS',
        subject: 'txn_r1',
        pledgeId: 'plg_a1',
        gap: -100n,
        action: 'FOLLOW_PAYMENT',
        actionKey: 'pi_a1',
      }),
    );
    await services.database.transaction(async (tx) => {
      const back = {
        ...NOBODY,
        id: 'refund:rfd_1',
        kind: 'GIFT_REFUNDED' as const,
        giftId: 'plg_a1',
        amount: 100n,
        occurredAt: AT,
      };
      await services.get(TransfersService).returnGift(tx, back);
      await services.get(ProviderPostingsRepository).link(tx, 'txn_r1', ['refund:rfd_1']);
    });
    expect(await kinds()).not.toContain('MISSING_IN_BOOKS txn_r1');
  });

  test('a transfer nobody linked is in the books only', async () => {
    await services.database.transaction(async (tx) => {
      const fee = { ...NOBODY, id: 'dispute:dsp_1:fee', kind: 'DISPUTE_FEE_CHARGED' as const, amount: 40n };
      await services
        .get(TransfersService)
        .post(tx, [{ ...fee, campaignId: 'cmp_a', orgUnitId: null, source: null, occurredAt: AT }]);
    });
    expect(await compare()).toContainEqual(
      expect.objectContaining({ kind: 'MISSING_AT_PROVIDER', subject: 'dispute:dsp_1:fee', gap: 40n }),
    );
    await keep(line('d1', 0n, { kind: 'DISPUTE', fee: 40n, sourceId: 'dp_1', paymentIntentId: 'pi_a1' }));
    await services.database.transaction((tx) =>
      services.get(ProviderPostingsRepository).link(tx, 'txn_d1', ['dispute:dsp_1:fee']),
    );
    expect(await kinds()).not.toContain('MISSING_AT_PROVIDER dispute:dsp_1:fee');
  });

  test('a payment of ours that is not posted, and one whose news has not come yet, ask to be settled', async () => {
    await services.asOwner(
      `INSERT INTO payment_attempt (id, pledge_id, number, provider, idempotency_key, amount, state, created_at)
       VALUES ('att_c1', 'plg_c1', 1, 'stripe', 'att_c1', 800, 'OPEN', $1)`,
      [AT],
    );
    await keep(line('c1', 800n, { attemptId: 'att_c1' }));
    expect(await compare()).toContainEqual(
      expect.objectContaining({ kind: 'MISSING_IN_BOOKS', action: 'SETTLE_PAYMENT', actionKey: 'att_c1', gap: 800n }),
    );
  });

  test('a fee that differs, and lines of no kind we know', async () => {
    await gift('a2', 'cmp_a', 2_000n, 20n);
    await keep(
      line('a2', 2_000n, { fee: 25n }),
      line('x1', -33n, { kind: 'OTHER', type: 'stripe_fee', sourceId: null, paymentIntentId: null }),
    );
    const found = await compare();
    expect(found).toContainEqual(
      expect.objectContaining({ kind: 'FEE_DIFFERS', gap: -5n, providerFee: 25n, ledgerFee: 20n }),
    );
    expect(found).toContainEqual(expect.objectContaining({ kind: 'UNKNOWN_MOVEMENT', gap: -33n, action: 'LOOK' }));
  });
});

describe('a difference is one row while it lasts', () => {
  const record = (found: readonly FoundDifference[], run: string) =>
    services.database.transaction((tx) => services.get(DifferencesRepository).record(tx, run, found, AT));

  test('found once, going on, resolved by the run that no longer finds it, and found anew', async () => {
    const found = await compare();
    expect(await record(found, 'rec_1')).toEqual({ found: found.length, resolved: 0 });
    expect(await record(found, 'rec_2')).toEqual({ found: 0, resolved: 0 });
    expect(await record(found.slice(1), 'rec_3')).toEqual({ found: 0, resolved: 1 });
    expect(await record(found, 'rec_4')).toEqual({ found: 1, resolved: 0 });
    const { rows } = await services.asOwner(
      `SELECT state::text, resolved_run FROM reconciliation_difference WHERE key = $1 ORDER BY id`,
      [`${found[0]?.kind}:${found[0]?.subject}`],
    );
    expect(rows).toEqual([
      { state: 'RESOLVED', resolved_run: 'rec_3' },
      { state: 'OPEN', resolved_run: null },
    ]);
  });

  test('the database lets nobody explain a gap alone', async () => {
    await expect(
      services.asOwner(
        `UPDATE reconciliation_difference SET state = 'EXPLAINED', explained_by = 'a', explanation = 'x' WHERE gap <> 0`,
      ),
    ).rejects.toThrow('an_explained_gap_has_two_people');
  });
});

test('what lasts is told staff once, by mail as well; what is new is told anew', async () => {
  const alarms = services.get(ReconciliationAlarms);
  const letters = async () => (await services.asOwner(`SELECT subject FROM mail_message ORDER BY id`)).rows.length;
  await Promise.all([alarms.check(), alarms.check()]);
  await alarms.check();
  expect(await letters()).toBe(1);
  const { differences: told, standing } = await alarms.now();
  expect(told.length).toBeGreaterThan(3);
  expect(standing).toEqual([]);
  // A run that broke off is an alarm of its own.
  await services.asOwner(
    `INSERT INTO reconciliation_run (id, started_at, step, failure) VALUES ('rec_broken', now(), 'FETCHING', 'away')`,
  );
  await alarms.check();
  await alarms.check();
  expect(await letters()).toBe(2);
  expect((await alarms.now()).standing).toMatchObject([{ id: 'RUN', detail: 'failed: away' }]);
});

describe('statements of the bank', () => {
  const file = (...lines: string[]): Buffer => Buffer.from(['date,amount,counterparty,balance', ...lines].join('\n'));
  const first = '2026-11-20,3.00,STRIPE,10.00';
  const second = '2026-11-21,-1.00,示例,9.00';
  const third = '2026-11-22,5.00,STRIPE,14.00';

  test('a line that two files have is kept once, and one file at once is one statement', async () => {
    const statements = services.get(BankStatements);
    const both = await Promise.all([
      statements.import(staff, file(first, second), 'a.csv'),
      statements.import(staff, file(first, second), 'a.csv'),
    ]);
    expect(both[0]).toEqual(both[1]);
    const preview = await statements.preview(file(second, third));
    expect(preview.lines.map(({ known }) => known)).toEqual([true, false]);
    expect(await statements.import(staff, file(second, third), 'b.csv')).toMatchObject({ lines: 2, known: 1 });
    expect((await services.asOwner('SELECT count(*)::int AS n FROM bank_statement_line')).rows).toEqual([{ n: 3 }]);
  });

  test('what leaves no choice is matched by the run; a person links the rest, of the same amount only', async () => {
    const matching = services.get(BankMatching);
    const found = await services.database.transaction(async (tx) => {
      await matching.match(tx, 'rec_5', AT);
      return matching.differences(tx, new Date('2026-11-25T00:00:00Z'));
    });
    expect((await services.asOwner('SELECT payout_id FROM bank_match')).rows).toEqual([{ payout_id: 'po_3' }]);
    expect(found.map(({ kind, subject }) => `${kind} ${subject.split('.')[0]?.slice(0, 4)}`)).toEqual([
      'PAYOUT_WITHOUT_BANK_LINE po_1',
      'PAYOUT_WITHOUT_BANK_LINE po_4',
      'BANK_LINE_WITHOUT_PAYOUT bst_',
    ]);
    const { rows } = await services.asOwner(`SELECT id FROM bank_statement_line WHERE amount = 500`);
    await expect(matching.link(staff, 'po_1', String(rows[0]?.['id']), '示例')).rejects.toThrow('bank_line_taken');
    await services.get(BankStatements).import(staff, file('2026-11-20,14.85,示例公司,24.85'), 'c.csv');
    const [line] = await matching.candidates('po_1');
    expect(line).toMatchObject({ amount: 1_485n, counterparty: '示例公司' });
    const links = [1, 2].map(() => matching.link(staff, 'po_1', line?.id ?? '', '示例：与银行核对过'));
    const outcomes = await Promise.allSettled(links);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
