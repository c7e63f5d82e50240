import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import fc from 'fast-check';
import { AllocationModule, AllocationService } from '#allocation';
import { SamePersonError } from '#campaigns';
import { disputeChecks, DisputesModule } from '#disputes';
import { FieldRejectedError, type Fen } from '#kernel';
import { GiftMovesService, ledgerChecks, TransfersService } from '#ledger';
import { OrganizationsModule } from '#organizations';
import {
  GiftNotInBooks,
  paymentChecks,
  PaymentsModule,
  type Following,
  type Movement,
  type ProviderDispute,
  type ProviderRefund,
} from '#payments';
import { pledgeChecks } from '#pledges';
import { refundChecks, RefundsModule, RefundsService, RefundStateError, RefundTooLargeError } from '#refunds';
import { moveGift } from '../../../test/support/gift-move.js';
import { adoptRule, CAMPAIGN, ids, openCampaign, person, postGifts } from '../../../test/support/reallocations.js';
import { openServices, type Services } from '../../../test/support/services.js';
import { AftermathApplier } from './aftermath-applier.js';

@Module({
  imports: [AllocationModule, OrganizationsModule, PaymentsModule, RefundsModule, DisputesModule],
  providers: [AftermathApplier],
})
class Aftermath {}

const maker = person('usr_maker', 'STAFF_MAKER');
const checker = person('usr_checker', 'STAFF_CHECKER');
const SAID = { reasonCode: 'MISTAKE', reason: '示例', evidence: '示例' } as const;
const YIYANG = '430900';

let services: Services;
let applier: AftermathApplier;
let service: RefundsService;
let transfers: TransfersService;
let serial = 0;

beforeAll(async () => {
  // Papers of these gifts are no matter here; their invariants are the receipts' own.
  const checks = [...ledgerChecks, ...pledgeChecks, ...paymentChecks, ...refundChecks, ...disputeChecks];
  services = await openServices([Aftermath], {}, checks);
  applier = services.get(AftermathApplier);
  service = services.get(RefundsService);
  transfers = services.get(TransfersService);
  await openCampaign(services);
  await adoptRule(services, new Date('2026-01-01T00:00:00Z'), (place) => 3 + place);
});
afterAll(() => services.close());

/** A paid pledge with its attempt; in the books unless told otherwise. */
async function paid(
  amount: Fen,
  { regionCode = null, posted = true }: { regionCode?: string | null; posted?: boolean },
) {
  const id = ids.next('pledge');
  const at = new Date(Date.now() - 3_600_000);
  await services.asOwner(
    `INSERT INTO pledge (id, campaign_id, amount, designation, locale, state, actor_hash, body_hash, created_at, paid_at)
     VALUES ($1, $2, $3, 'PROVINCE_POOL', 'zh-CN', 'PAID', '', '', $4, $4)`,
    [id, CAMPAIGN, amount, at],
  );
  await services.asOwner(
    `INSERT INTO pledge_transition (pledge_id, "to", actor, reason, at) VALUES ($1, 'PAID', 'test', 'paid', $2)`,
    [id, at],
  );
  await services.asOwner(
    `INSERT INTO payment_attempt (id, pledge_id, number, provider, idempotency_key, amount, session_id, payment_intent_id,
       charge_id, state, fee, method, created_at) VALUES ($1, $2, 1, 'stripe', $2, $3, $1, 'pi_' || $2, 'ch_' || $2,
       'SUCCEEDED', 40, 'CARD', $4)`,
    [ids.next('attempt'), id, amount, at],
  );
  if (posted) await postGifts(services, [{ id, amount, regionCode, paidAt: at }]);
  // As the books leave it for a gift that is posted elsewhere in these tests.
  else {
    await services.asOwner(`INSERT INTO outbox_message (topic, key, payload) VALUES ('ledger-post', $1, '{}')`, [id]);
  }
  return id;
}

const line = (amount: Fen, second: number, fee: Fen = 0n): Movement => ({
  id: `txn_${++serial}`,
  amount,
  fee,
  occurredAt: new Date(1_790_000_000_000 + second * 1000),
});

const refundFacts = (amount: Fen, second: number, change: Partial<ProviderRefund> = {}): ProviderRefund => ({
  id: `re_${++serial}`,
  amount,
  state: 'SUCCEEDED',
  failure: null,
  refundId: null,
  withdrawn: line(-amount, second),
  returned: null,
  createdAt: new Date(1_790_000_000_000 + second * 1000),
  ...change,
});

/** What a fetch of the payment's aftermath would bring. */
async function fetched(
  pledgeId: string,
  refunds: ProviderRefund[],
  disputes: ProviderDispute[] = [],
): Promise<Following> {
  const attempt = await services.database.reader.paymentAttempt.findFirstOrThrow({ where: { pledgeId } });
  const paymentIntentId = `pi_${pledgeId}`;
  const facts = { paymentIntentId, chargeId: null, attemptId: attempt.id, amount: attempt.amount };
  return { paymentIntentId, found: { attempt, aftermath: { ...facts, refunds, disputes } }, askedAt: new Date() };
}

const apply = (following: Following): Promise<void> =>
  services.database.transaction((tx) => applier.apply(tx, following));

async function stateOf(pledgeId: string): Promise<{ state: string; returned: Fen }> {
  const { state, returned } = await services.database.reader.pledge.findUniqueOrThrow({ where: { id: pledgeId } });
  return { state, returned };
}

/** Kinds of what was posted about a gift, in the order of the books. */
async function postedOf(giftId: string): Promise<string[]> {
  const rows = await services.database.reader.ledgerTransfer.findMany({
    where: { giftId },
    orderBy: [{ batchId: 'asc' }, { ordinal: 'asc' }],
  });
  return rows.map(({ kind }) => kind);
}

async function held(purpose: 'CITY_FUND' | 'POOL_CARRIED' | 'PROVIDER_BALANCE'): Promise<Fen> {
  const rows = await services.database.reader.ledgerAccount.findMany({
    where: { purpose },
    include: { balance: true },
  });
  return rows.reduce((sum, { balance }) => sum + (balance?.credits ?? 0n) - (balance?.debits ?? 0n), 0n);
}

describe('two people', () => {
  it('agree to a refund once, however many try at the same moment', async () => {
    const pledgeId = await paid(6600n, {});
    const { id } = await service.propose(maker, { id: ids.next('refund'), pledgeId, amount: 6600n, ...SAID });
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, (_, k) => service.approve(person(`usr_${k}`, 'STAFF_CHECKER'), id, 6600n, '核对')),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const each of tries) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(RefundStateError);
    const { rows } = await services.asOwner(`SELECT count(*)::int AS n FROM refund_transition WHERE refund_id = $1`, [
      id,
    ]);
    expect(rows).toEqual([{ n: 2 }]);
  });

  it('are two, bound to one amount: held by the service and by the database', async () => {
    const pledgeId = await paid(6600n, {});
    const { id } = await service.propose(maker, { id: ids.next('refund'), pledgeId, amount: 600n, ...SAID });
    await expect(service.approve(maker, id, 600n, '核对')).rejects.toThrow(SamePersonError);
    await expect(service.approve(checker, id, 601n, '核对')).rejects.toThrow(FieldRejectedError);
    const forged = `UPDATE refund SET state = 'APPROVED', approved_by = 'usr_maker', approved_at = now(), idempotency_key = 'k' WHERE id = $1`;
    await expect(services.asOwner(forged, [id])).rejects.toThrow('refund_is_approved_by_a_second_person');
    await service.approve(checker, id, 600n, '核对');
    await expect(services.asOwner('UPDATE refund SET amount = 700 WHERE id = $1', [id])).rejects.toThrow('stays');
    await expect(services.asOwner('DELETE FROM refund WHERE id = $1', [id])).rejects.toThrow('never deleted');
  });

  it('never reserve more than was given, also when many propose at once', async () => {
    const pledgeId = await paid(1000n, {});
    const tries = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        service.propose(maker, { id: ids.next('refund'), pledgeId, amount: 400n, ...SAID }),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    for (const each of tries) if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(RefundTooLargeError);
  });
});

describe('what became of a payment', () => {
  it('waits for its gift to be in the books, and leaves nothing behind until then', async () => {
    const pledgeId = await paid(6600n, { posted: false });
    await expect(apply(await fetched(pledgeId, [refundFacts(6600n, 1)]))).rejects.toThrow(GiftNotInBooks);
    expect(await service.refundable(pledgeId)).toBeNull();
    expect(await services.database.reader.refund.count({ where: { pledgeId } })).toBe(0);
  });

  it('comes to the same in any order, twice, late and in parallel', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(
          [0, 1, 2, 3, 4, 0, 1, 2, 3, 4].map((at, k) => ({ at, k })),
          { minLength: 5 },
        ),
        async (order) => {
          const pledgeId = await paid(10_000n, {});
          const [out, back] = [line(-10_000n, 1), line(10_000n, 2)];
          const [taken, given] = [line(-10_000n, 3, 110n), line(10_000n, 4, -110n)];
          const failing = refundFacts(10_000n, 1, { state: 'PENDING', withdrawn: out });
          const failed: ProviderRefund = { ...failing, state: 'FAILED', failure: 'declined', returned: back };
          const open: ProviderDispute = {
            id: `du_${++serial}`,
            amount: 10_000n,
            reason: 'fraudulent',
            state: 'NEEDS_RESPONSE',
            evidenceDueAt: null,
            submissions: 0,
            movements: [taken],
            createdAt: taken.occurredAt,
          };
          const won: ProviderDispute = { ...open, state: 'WON', movements: [taken, given] };
          const last = refundFacts(4_000n, 5);
          const history: [ProviderRefund[], ProviderDispute[]][] = [
            [[failing], []],
            [[failed], []],
            [[failed], [open]],
            [[failed], [won]],
            [[failed, last], [won]],
          ];
          const looks = [...order.map(({ at }) => at), 4].map(async (at) => {
            const [refunds, disputes] = history[at] ?? [[], []];
            return apply(await fetched(pledgeId, refunds, disputes));
          });
          await Promise.all(looks);
          expect(await stateOf(pledgeId)).toEqual({ state: 'PARTIALLY_REFUNDED', returned: 4_000n });
          expect(await postedOf(pledgeId)).toEqual([
            'GIFT_REFUNDED',
            'REFUND_FAILED',
            'GIFT_CHARGED_BACK',
            'CHARGEBACK_WON',
            'GIFT_REFUNDED',
          ]);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('takes exactly the gift in any number of parts, and every fund back to where it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 7 }), async (cuts) => {
        const [funds, provider] = [await held('CITY_FUND'), await held('PROVIDER_BALANCE')];
        const amount = cuts.reduce((sum, cut) => sum + BigInt(cut), 0n);
        const pledgeId = await paid(amount < 40n ? amount + 40n : amount, {});
        const rest = amount < 40n ? 40n : 0n;
        const parts = [...cuts.map(BigInt), ...(rest > 0n ? [rest] : [])];
        const refunds = parts.map((part, k) => refundFacts(part, k + 1));
        for (const [k] of refunds.entries()) await apply(await fetched(pledgeId, refunds.slice(0, k + 1)));
        expect((await stateOf(pledgeId)).state).toBe('REFUNDED');
        expect(await held('CITY_FUND')).toBe(funds);
        // The provider keeps its fee of the payment; the foundation bears it.
        expect(await held('PROVIDER_BALANCE')).toBe(provider + 40n);
      }),
      { numRuns: 8 },
    );
  });

  it('of a city that has spent it: the pool carries it, and is made whole when the refund fails', async () => {
    const pledgeId = await paid(6600n, { regionCode: YIYANG });
    const carried = await held('POOL_CARRIED');
    const { rows } = await services.asOwner(
      `SELECT account.org_unit_id AS city, (balance.credits - balance.debits)::text AS held FROM ledger_account account
       JOIN ledger_balance balance ON account_id = account.id JOIN org_unit ON org_unit.id = org_unit_id
       WHERE purpose = 'CITY_FUND' AND source = 'DIRECT' AND region_code = $1`,
      [YIYANG],
    );
    const [fund] = rows as [{ city: string; held: string }];
    const spend = (kind: 'DISBURSEMENT_REQUESTED' | 'DISBURSEMENT_CANCELLED') =>
      services.database.transaction((tx) =>
        transfers.post(tx, [
          {
            id: `${kind}:${pledgeId}`,
            kind,
            amount: BigInt(fund.held),
            campaignId: CAMPAIGN,
            orgUnitId: fund.city,
            source: 'DIRECT',
            occurredAt: new Date(),
            document: null,
            note: null,
            proposedBy: 'usr_maker',
            approvedBy: 'usr_checker',
          },
        ]),
      );
    await spend('DISBURSEMENT_REQUESTED');
    const pending = refundFacts(6600n, 1, { state: 'PENDING' });
    await apply(await fetched(pledgeId, [pending]));
    expect(await held('POOL_CARRIED')).toBe(carried - 6600n);
    const [document] = await services.database.reader.refund.findMany({ where: { pledgeId } });
    expect(document).toMatchObject({ origin: 'PROVIDER', state: 'SENT', carriedByPool: 6600n });
    await apply(await fetched(pledgeId, [{ ...pending, state: 'FAILED', returned: line(6600n, 2) }]));
    expect(await held('POOL_CARRIED')).toBe(carried);
    await spend('DISBURSEMENT_CANCELLED');
  });

  it('and a re-allocation of the same gift at the same moment leave the books sound, whichever is first', async () => {
    const allocation = services.get(AllocationService);
    const moves = services.get(GiftMovesService);
    for (let round = 0; round < 6; round++) {
      const pledgeId = await paid(6600n, {});
      const elsewhere = { id: `plg_${round}`, campaignId: CAMPAIGN, regionCode: YIYANG, amount: 1n, fee: 0n };
      const { routes } = await allocation.routesFor([{ ...elsewhere, paidAt: new Date(), commitment: '' }]);
      const routeId = routes.get(elsewhere.id) ?? 0;
      const pending = refundFacts(2600n, 1, { state: 'PENDING' });
      await Promise.all([
        apply(await fetched(pledgeId, [pending])),
        services.database.transaction((tx) =>
          moveGift(moves, tx, { id: `rea_${pledgeId}`, giftId: pledgeId, routeId }),
        ),
      ]);
      expect(await stateOf(pledgeId)).toEqual({ state: 'PARTIALLY_REFUNDED', returned: 2600n });
      await apply(await fetched(pledgeId, [{ ...pending, state: 'FAILED', returned: line(2600n, 2) }]));
      expect(await stateOf(pledgeId)).toEqual({ state: 'PAID', returned: 0n });
      const again = refundFacts(6600n, 3);
      await apply(await fetched(pledgeId, [{ ...pending, state: 'FAILED', returned: line(2600n, 2) }, again]));
      expect(await stateOf(pledgeId)).toEqual({ state: 'REFUNDED', returned: 6600n });
    }
  });
});
