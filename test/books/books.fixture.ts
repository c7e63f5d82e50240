import type { Fen } from '#kernel';
import {
  GiftMovesService,
  LedgerModule,
  LedgerService,
  TransfersService,
  type NewRoute,
  type PlainEvent,
  type Posted,
} from '#ledger';
import type { Check, FundSource, Tx } from '#platform';
import { moveGift } from '../support/gift-move.js';
import { openServices, type Services } from '../support/services.js';

export const CITIES = Array.from({ length: 14 }, (_, index) => `org_${String(index + 1).padStart(2, '0')}`);
const AT = new Date('2026-11-23T06:00:00Z');

/** Balances by account, without campaign and year: `CITY_FUND/org_01/DIRECT` → what it holds on its own side, in fen. */
export type Balances = Record<string, Fen>;

/** The real ledger on a database of its own, and few words to post with. */
export class Books {
  private constructor(
    readonly services: Services,
    readonly ledger: LedgerService,
    readonly transfers: TransfersService,
    readonly moves: GiftMovesService,
  ) {}

  static async open(checks: readonly Check[]): Promise<Books> {
    const services = await openServices([LedgerModule], {}, checks);
    return new Books(
      services,
      services.get(LedgerService),
      services.get(TransfersService),
      services.get(GiftMovesService),
    );
  }

  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.services.database.transaction(work);
  }

  /** A route of a campaign; designated to a city when `legs` names one with source DIRECT. */
  route(campaignId: string, key: string, changes: Partial<NewRoute>): Promise<number> {
    return this.tx((tx) =>
      this.ledger.ensureRoute(tx, {
        key: `${campaignId}/${key}`,
        campaignId,
        ruleId: 'rul_1',
        ruleDigest: '',
        source: 'POOL',
        managementBp: 0,
        feeCarrier: 'FOUNDATION',
        legs: CITIES.map((orgUnitId) => ({ orgUnitId, weight: 1n })),
        ...changes,
      }),
    );
  }

  async give(routeId: number, id: string, amount: Fen, fee: Fen = 0n): Promise<void> {
    const gift = { id, routeId, amount, fee, occurredAt: AT, commitment: '' };
    await this.tx((tx) => this.ledger.post(tx, [gift]));
  }

  /** Posts one plain event; `changes` says what it is about. */
  async event(
    campaignId: string,
    kind: PlainEvent['kind'],
    id: string,
    amount: Fen,
    changes: { orgUnitId?: string; source?: FundSource; giftId?: string } = {},
  ): Promise<Posted[]> {
    return this.tx((tx) =>
      this.transfers.post(tx, [
        {
          ...NOBODY,
          id,
          kind,
          amount,
          campaignId,
          orgUnitId: changes.orgUnitId ?? null,
          source: changes.source ?? null,
          giftId: changes.giftId ?? null,
          occurredAt: AT,
        },
      ]),
    );
  }

  giveBack(giftId: string, id: string, amount: Fen, kind: 'GIFT_REFUNDED' | 'GIFT_CHARGED_BACK' = 'GIFT_REFUNDED') {
    return this.tx((tx) => this.transfers.returnGift(tx, { ...NOBODY, id, kind, giftId, amount, occurredAt: AT }));
  }

  reallocate(giftId: string, id: string, routeId: number): Promise<void> {
    return this.tx((tx) => moveGift(this.moves, tx, { id, giftId, routeId }));
  }

  /** What every account of a campaign holds, each on its own side; empty accounts are left out. */
  async balances(campaignId: string): Promise<Balances> {
    const { rows } = await this.services.asOwner(
      `SELECT concat_ws('/', purpose, org_unit_id, source) AS account, (debits - credits)::text AS owed, chart_code AS code
       FROM ledger_account JOIN ledger_balance ON account_id = id
       WHERE campaign_id = $1 AND debits <> credits ORDER BY 1`,
      [campaignId],
    );
    return Object.fromEntries(
      rows.map((row) => {
        const debitSide = /^(1|5)/.test(String(row['code']));
        const owed = BigInt(String(row['owed']));
        return [String(row['account']), debitSide ? owed : -owed];
      }),
    );
  }

  close(): Promise<void> {
    return this.services.close();
  }
}

export const NOBODY = { proposedBy: null, approvedBy: null, document: null, note: null };
export const TWO_PEOPLE = { proposedBy: 'usr_maker', approvedBy: 'usr_checker', document: null, note: 'why' };
