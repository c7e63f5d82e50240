import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allocationChecks } from '#allocation';
import { SamePersonError } from '#campaigns';
import { FieldRejectedError, offsetOf, proportion, RequestError } from '#kernel';
import { ledgerChecks, ShortFundsError, TransfersService } from '#ledger';
import { OrganizationsRepository } from '#organizations';
import {
  adoptRule,
  CAMPAIGN,
  ids,
  openCampaign,
  person,
  postAll,
  postGifts,
} from '../../test/support/reallocations.js';
import { openServices, type Services } from '../../test/support/services.js';
import { ReallocationPosting } from './reallocation-posting.service.js';
import { keyOf, previewFromJson, type FundReturnWish, type GiftsWish } from './reallocation.types.js';
import { PreviewOutdatedError, ReallocationStateError } from './reallocations.errors.js';
import { reallocationChecks } from './reallocations.checks.js';
import { ReallocationsModule } from './reallocations.module.js';
import { ReallocationsRepository } from './reallocations.repository.js';
import { ReallocationsService } from './reallocations.service.js';

const maker = person('usr_maker', 'STAFF_MAKER');
const checker = person('usr_checker', 'STAFF_CHECKER');
const NOTE = '原规则的权重录入有误，现按更正后的规则重新分配。';
const SAID = { note: NOTE, reason: '权重表第三行错位' };

let services: Services;
let service: ReallocationsService;
let documents: ReallocationsRepository;
let transfers: TransfersService;
let wrongRule: string;
let rightRule: string;
let federations: { id: string; region: { code: string } }[];

beforeAll(async () => {
  // Pledges and receipts of these gifts are no matter of this library.
  services = await openServices([ReallocationsModule], {}, [
    ...ledgerChecks,
    ...allocationChecks,
    ...reallocationChecks,
  ]);
  service = services.get(ReallocationsService);
  documents = services.get(ReallocationsRepository);
  transfers = services.get(TransfersService);
  await openCampaign(services);
  federations = await services.get(OrganizationsRepository).cityFederations();
  wrongRule = await adoptRule(services, new Date('2026-01-01T00:00:00Z'), (place) => (place === 0 ? 900 : 10));
  rightRule = await adoptRule(services, new Date('2026-09-01T00:00:00Z'), (place) => 100 + place);
});
afterAll(() => services.close());

const byId = (giftIds: string[], change: Partial<GiftsWish> = {}): GiftsWish => ({
  kind: 'GIFTS',
  campaignId: CAMPAIGN,
  ruleId: rightRule,
  fromRuleId: null,
  regionCode: null,
  from: null,
  to: null,
  giftIds,
  ...change,
});

async function propose(wish: GiftsWish | FundReturnWish) {
  const { id, preview } = await service.preview(wish);
  const document = await service.propose(maker, wish, { id, hash: preview.hash, ...SAID });
  return { id, preview, document };
}

/** What gifts give each federation by the books, all reversals and new postings counted. */
async function given(giftIds: string[]): Promise<Map<string, bigint>> {
  const { rows } = await services.asOwner(
    `SELECT account.org_unit_id AS org, sum(part.amount)::text AS amount FROM (
       SELECT route_id, legs AS amounts FROM ledger_gift WHERE id = ANY ($1)
       UNION ALL SELECT route_id, parts[3:] FROM ledger_transfer WHERE gift_id = ANY ($1)
     ) line JOIN ledger_route route ON route.id = line.route_id,
     unnest(route.leg_accounts, line.amounts) AS part (account, amount)
     JOIN ledger_account account ON account.id = part.account GROUP BY 1`,
    [giftIds],
  );
  return new Map(rows.map(({ org, amount }) => [String(org), BigInt(String(amount))]));
}

async function postedFor(id: string): Promise<number> {
  const { rows } = await services.asOwner('SELECT count(*)::int AS n FROM ledger_transfer WHERE document = $1', [id]);
  return Number(rows[0]?.['n']);
}

const first = () => federations[0]?.id ?? '';

/** A city applies for money, so that its fund holds less. */
function spend(orgUnitId: string, amount: bigint, kind: 'DISBURSEMENT_REQUESTED' | 'DISBURSEMENT_CANCELLED') {
  const event = { id: ids.next('audit'), kind, amount, campaignId: CAMPAIGN, orgUnitId, source: 'POOL' } as const;
  const nobody = { proposedBy: null, approvedBy: null, document: null, note: null };
  return services.database.transaction((tx) => transfers.post(tx, [{ ...event, ...nobody, occurredAt: new Date() }]));
}

async function heldBy(orgUnitId: string): Promise<bigint> {
  const { rows } = await services.asOwner(
    `SELECT coalesce(sum(credits - debits), 0)::text AS held FROM ledger_balance JOIN ledger_account ON id = account_id
     WHERE org_unit_id = $1 AND purpose = 'CITY_FUND' AND source = 'POOL'`,
    [orgUnitId],
  );
  return BigInt(String(rows[0]?.['held']));
}

describe('gifts that took a wrong rule', () => {
  it('stand where the right rule would have put them, to the fen, once two people agreed', async () => {
    const gifts = await postGifts(services, [{ amount: 10_001n }, { amount: 333n }, { amount: 6600n }]);
    const { id, preview } = await propose(byId(gifts));
    expect(preview).toMatchObject({ gifts: 3, amount: 16_934n, empty: 0, unchanged: 0 });
    expect(preview.cities.reduce((sum, { before }) => sum + before, 0n)).toBe(16_934n);
    expect(preview.cities.reduce((sum, { after }) => sum + after, 0n)).toBe(16_934n);
    expect(await postedFor(id)).toBe(0);
    await service.approve(checker, id, preview.hash, '已核对');
    await postAll(services, id);

    const { rows } = await services.asOwner(
      `SELECT weight::text FROM allocation_weight WHERE rule_id = $1 ORDER BY region_code`,
      [rightRule],
    );
    const weights = rows.map(({ weight }) => BigInt(String(weight)));
    expect(weights).toHaveLength(14);
    const exact = [10_001n, 333n, 6600n].map((amount, k) => proportion(amount, weights, offsetOf(gifts[k] ?? '')));
    const expected = federations.map((_, place) => exact.reduce((sum, legs) => sum + (legs[place] ?? 0n), 0n));
    const books = await given(gifts);
    expect(federations.map(({ id: org }) => books.get(org))).toEqual(expected);
    expect(preview.cities.map(({ after }) => after).sort()).toEqual([...expected].sort());
    expect(await postedFor(id)).toBe(6);
    expect((await documents.find(id))?.postedAt).not.toBeNull();
  });

  it('are picked by rule, city and days; those that stand right already are left out', async () => {
    const paidAt = new Date('2026-03-08T02:00:00Z');
    const code = federations[3]?.region.code ?? '';
    const pool = await postGifts(services, [{ paidAt }, { paidAt }]);
    await postGifts(services, [{ paidAt, regionCode: code }]);
    const day = { from: '2026-03-08', to: '2026-03-08', fromRuleId: wrongRule, giftIds: [] };
    const { preview } = await service.preview(byId([], day));
    // A designated gift goes to its city by either rule.
    expect(preview).toMatchObject({ gifts: 2, amount: 13_200n, unchanged: 1 });
    expect((await service.preview(byId([], { ...day, regionCode: code }))).preview).toMatchObject({
      gifts: 0,
      unchanged: 1,
    });
    expect((await service.preview(byId([], { ...day, fromRuleId: rightRule }))).preview.gifts).toBe(0);
    const { id, preview: agreed } = await propose(byId([], day));
    // What is given after the proposal is not part of it.
    await postGifts(services, [{ paidAt }]);
    await service.approve(checker, id, agreed.hash, '已核对');
    await postAll(services, id);
    const { rows } = await services.asOwner(
      `SELECT DISTINCT gift_id FROM ledger_transfer WHERE document = $1 ORDER BY 1`,
      [id],
    );
    expect(rows.map(({ gift_id }) => gift_id)).toEqual([...pool].sort());
    expect((await service.preview(byId([], { ...day, fromRuleId: rightRule }))).preview.unchanged).toBe(2);
  });

  it('are named by ids that exist in this campaign', async () => {
    await expect(service.preview(byId([ids.next('pledge')]))).rejects.toThrow(FieldRejectedError);
    await expect(service.preview(byId(['nonsense']))).rejects.toThrow(FieldRejectedError);
    await expect(service.preview(byId([]))).rejects.toThrow(FieldRejectedError);
    const gifts = await postGifts(services, [{}]);
    await expect(service.preview(byId(gifts, { ruleId: 'rul_none' }))).rejects.toThrow(RequestError);
  });
});

describe('two people', () => {
  it('are never one, by code and by constraint', async () => {
    const { id, preview } = await propose(byId(await postGifts(services, [{}])));
    await expect(service.approve(maker, id, preview.hash, '自己批')).rejects.toThrow(SamePersonError);
    await expect(
      services.asOwner(
        `UPDATE reallocation SET state = 'APPROVED', approved_by = proposed_by, approved_at = now() WHERE id = $1`,
        [id],
      ),
    ).rejects.toThrow('second_person');
    await service.reject(maker, id, '收回');
    await expect(service.approve(checker, id, preview.hash, '晚了')).rejects.toThrow(ReallocationStateError);
    expect(await postedFor(id)).toBe(0);
  });

  it('agree to what stays: neither note nor gifts nor the decision change, and no step is forgotten', async () => {
    const { id, preview } = await propose(byId(await postGifts(services, [{}])));
    await expect(services.asOwner(`UPDATE reallocation SET note = '别的' WHERE id = $1`, [id])).rejects.toThrow(
      'stays',
    );
    await service.approve(checker, id, preview.hash, '已核对');
    await expect(services.asOwner(`UPDATE reallocation SET hash = 'x' WHERE id = $1`, [id])).rejects.toThrow('stays');
    await expect(services.asOwner(`DELETE FROM reallocation WHERE id = $1`, [id])).rejects.toThrow();
    await expect(services.asOwner(`DELETE FROM reallocation_transition`)).rejects.toThrow('append-only');
    await postAll(services, id);
    expect(await documents.transitions(id)).toMatchObject([
      { from: null, to: 'PROPOSED', actor: 'usr_maker' },
      { from: 'PROPOSED', to: 'APPROVED', actor: 'usr_checker', reason: '已核对' },
    ]);
  });

  it('approving at once post once', async () => {
    const { id, preview } = await propose(byId(await postGifts(services, [{}, {}, {}])));
    const others = Array.from({ length: 4 }, (_, k) => person(`usr_checker_${k}`, 'STAFF_CHECKER'));
    const answers = await Promise.allSettled(others.map((each) => service.approve(each, id, preview.hash, '同意')));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(ReallocationStateError);
    }
    await Promise.all([postAll(services, id), postAll(services, id), postAll(services, id)]);
    expect(await postedFor(id)).toBe(6);
  });

  it('propose once, however often they send it', async () => {
    const wish = byId(await postGifts(services, [{}]));
    const { id, preview } = await propose(wish);
    await expect(service.propose(maker, wish, { id, hash: preview.hash, ...SAID })).rejects.toThrow(RequestError);
    await service.reject(checker, id, '重复');
  });
});

describe('what is agreed on', () => {
  it('is what was previewed: another hash is refused with what would happen', async () => {
    const wish = byId(await postGifts(services, [{}]));
    const { id, preview } = await service.preview(wish);
    const answer = service.propose(maker, wish, { id, hash: 'something else', ...SAID });
    await expect(answer).rejects.toBeInstanceOf(PreviewOutdatedError);
    await expect(answer).rejects.toMatchObject({ preview: { hash: preview.hash } });
  });

  it('is looked at again when the books have moved meanwhile', async () => {
    const gifts = await postGifts(services, [{ amount: 6600n }, { amount: 1000n }]);
    const { id, preview } = await propose(byId(gifts));
    const nobody = { proposedBy: null, approvedBy: null, document: null, note: null };
    await services.database.transaction((tx) =>
      transfers.returnGift(tx, {
        ...nobody,
        id: ids.next('audit'),
        kind: 'GIFT_REFUNDED',
        giftId: gifts[0] ?? '',
        amount: 2000n,
        occurredAt: new Date(),
      }),
    );
    await expect(service.approve(checker, id, preview.hash, '同意')).rejects.toBeInstanceOf(PreviewOutdatedError);
    expect(await postedFor(id)).toBe(0);
    const renewed = await documents.find(id);
    expect(renewed).toMatchObject({ state: 'PROPOSED', amount: 5600n });
    expect(previewFromJson(renewed?.preview).amount).toBe(5600n);
    // Whoever still holds the old page is refused again; the new one goes through.
    await expect(service.approve(checker, id, preview.hash, '同意')).rejects.toBeInstanceOf(PreviewOutdatedError);
    await service.approve(checker, id, renewed?.hash ?? '', '按新数字同意');
    await postAll(services, id);
    const books = await given(gifts);
    expect([...books.values()].reduce((sum, amount) => sum + amount, 0n)).toBe(5600n);
  });
});

describe('a city that has spent its part', () => {
  it('refuses the whole, is named with what it lacks, and nothing is half done', async () => {
    const gifts = await postGifts(services, [{ amount: 50_000n }]);
    const { id, preview } = await propose(byId(gifts));
    const held = await heldBy(first());
    await spend(first(), held, 'DISBURSEMENT_REQUESTED');
    const city = preview.cities.find(({ orgUnitId }) => orgUnitId === first());
    const missing = (city?.before ?? 0n) - (city?.after ?? 0n);
    const answer = service.approve(checker, id, preview.hash, '同意');
    await expect(answer).rejects.toBeInstanceOf(ShortFundsError);
    await expect(answer).rejects.toMatchObject({ shortages: [{ orgUnitId: first(), held: 0n, missing }] });
    expect(await postedFor(id)).toBe(0);
    expect((await documents.find(id))?.state).toBe('PROPOSED');
    // It keeps what comes back to it with the same posting: only the difference has to be there.
    await spend(first(), missing, 'DISBURSEMENT_CANCELLED');
    await service.approve(checker, id, preview.hash, '同意');
    await postAll(services, id);
    expect(await heldBy(first())).toBe(0n);
    await spend(first(), held - missing, 'DISBURSEMENT_CANCELLED');
  });

  it('between approval and posting lets the rest wait, says so, and goes on when it holds enough', async () => {
    const gifts = await postGifts(services, [{ amount: 50_000n }]);
    const { id, preview } = await propose(byId(gifts));
    await service.approve(checker, id, preview.hash, '同意');
    const held = await heldBy(first());
    await spend(first(), held, 'DISBURSEMENT_REQUESTED');
    const posting = services.get(ReallocationPosting);
    const error: unknown = await postAll(services, id).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ShortFundsError);
    await posting.noteFailure(id, error);
    expect((await documents.find(id))?.failure).toContain(first());
    expect(await documents.progress(id)).toEqual({ WAITING: 1, POSTED: 0, SKIPPED: 0 });
    await spend(first(), held, 'DISBURSEMENT_CANCELLED');
    await service.goOn(id);
    await postAll(services, id);
    expect(await documents.find(id)).toMatchObject({ failure: null, postedAt: expect.any(Date) });
    await services.asOwner(`DELETE FROM outbox_message`);
  });
});

describe('posting many gifts', () => {
  it('goes on where it was killed, each gift once, whoever works beside', async () => {
    const gifts = await postGifts(
      services,
      Array.from({ length: 600 }, (_, k) => ({ amount: BigInt(100 + k) })),
    );
    const { id, preview } = await propose(byId(gifts));
    await service.approve(checker, id, preview.hash, '同意');
    const posting = services.get(ReallocationPosting);
    const killed = services.database.transaction(async (tx) => {
      await posting.postNext(tx, id);
      throw new Error('the process died here');
    });
    await expect(killed).rejects.toThrow('died here');
    expect(await postedFor(id)).toBe(0);
    await services.database.transaction((tx) => posting.postNext(tx, id));
    expect(await documents.progress(id)).toEqual({ WAITING: 350, POSTED: 250, SKIPPED: 0 });
    await Promise.all([postAll(services, id), postAll(services, id)]);
    expect(await documents.progress(id)).toEqual({ WAITING: 0, POSTED: 600, SKIPPED: 0 });
    expect(await postedFor(id)).toBe(1200);
    const books = await given(gifts);
    expect(preview.cities.every(({ orgUnitId, after }) => books.get(orgUnitId) === after)).toBe(true);
    const { rows } = await services.asOwner(
      `SELECT count(DISTINCT batch_id)::int AS n FROM ledger_transfer WHERE document = $1`,
      [id],
    );
    expect(rows).toEqual([{ n: 3 }]);
  });

  it('skips a gift that another document has allocated anew, or of which nothing is left', async () => {
    const [again = '', refunded = '', plain = ''] = await postGifts(services, [{}, {}, {}]);
    const { id, preview } = await propose(byId([again, refunded, plain]));
    const other = await propose(byId([again]));
    await service.approve(checker, id, preview.hash, '同意');
    await service.approve(checker, other.id, other.preview.hash, '同意');
    await postAll(services, other.id);
    const nobody = { proposedBy: null, approvedBy: null, document: null, note: null };
    await services.database.transaction((tx) =>
      transfers.returnGift(tx, {
        ...nobody,
        id: ids.next('audit'),
        kind: 'GIFT_REFUNDED',
        giftId: refunded,
        amount: 6600n,
        occurredAt: new Date(),
      }),
    );
    await postAll(services, id);
    expect(await documents.progress(id)).toEqual({ WAITING: 0, POSTED: 1, SKIPPED: 2 });
    expect(await postedFor(id)).toBe(2);
  });
});

describe('money a city gives back', () => {
  const wishOf = (amount: bigint, change: Partial<FundReturnWish> = {}): FundReturnWish => ({
    kind: 'FUND_RETURN',
    campaignId: CAMPAIGN,
    regionCode: federations[0]?.region.code ?? '',
    source: 'POOL',
    amount,
    ...change,
  });

  it('goes to the pool and from there to the cities by the rule in force, as previewed', async () => {
    await postGifts(services, [{ amount: 100_000n }]);
    const before = new Map<string, bigint>();
    for (const { id } of federations) before.set(id, await heldBy(id));
    const { id, preview } = await propose(wishOf(12_345n));
    expect(preview.ruleId).toBe(rightRule);
    await service.approve(checker, id, preview.hash, '已收到申请');
    for (const { orgUnitId, before: gives, after } of preview.cities) {
      expect((await heldBy(orgUnitId)) - (before.get(orgUnitId) ?? 0n)).toBe(after - gives);
    }
    expect(preview.cities.reduce((sum, city) => sum + city.after, 0n)).toBe(12_345n);
    const { rows } = await services.asOwner(
      `SELECT id, kind::text, note, proposed_by, approved_by FROM ledger_transfer WHERE document = $1 ORDER BY batch_id`,
      [id],
    );
    const people = { note: NOTE, proposed_by: 'usr_maker', approved_by: 'usr_checker' };
    expect(rows).toEqual([
      { id: keyOf(id, 'return'), kind: 'FUND_RETURNED_TO_POOL', ...people },
      { id: keyOf(id, 'allocation'), kind: 'POOL_ALLOCATED', ...people },
    ]);
  });

  it('is never more than its fund holds, and never what must not be mixed with donations', async () => {
    const held = await heldBy(first());
    const { preview } = await service.preview(wishOf(held + 5n));
    expect(preview.cities.find(({ orgUnitId }) => orgUnitId === first())?.missing).toBe(5n);
    await expect(propose(wishOf(held + 5n))).rejects.toBeInstanceOf(ShortFundsError);
    await expect(service.preview(wishOf(5n, { source: 'GOVERNMENT' }))).rejects.toThrow(FieldRejectedError);
    await expect(service.preview(wishOf(0n))).rejects.toThrow(FieldRejectedError);
  });

  it('is given once, however many approve', async () => {
    const { id, preview } = await propose(wishOf(100n));
    const others = Array.from({ length: 4 }, (_, k) => person(`usr_checker_${k}`, 'STAFF_CHECKER'));
    const answers = await Promise.allSettled(others.map((each) => service.approve(each, id, preview.hash, '同意')));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await postedFor(id)).toBe(2);
  });

  it('waits for another look when a new rule has come into force since', async () => {
    const { id, preview } = await propose(wishOf(1000n));
    await adoptRule(services, new Date('2026-10-01T00:00:00Z'), (place) => place + 1);
    await expect(service.approve(checker, id, preview.hash, '同意')).rejects.toBeInstanceOf(PreviewOutdatedError);
    expect(await postedFor(id)).toBe(0);
    const renewed = await documents.find(id);
    await service.approve(checker, id, renewed?.hash ?? '', '同意');
    expect(await postedFor(id)).toBe(2);
  });
});
