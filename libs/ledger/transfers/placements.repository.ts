import { Injectable } from '@nestjs/common';
import { invariant, type Fen } from '#kernel';
import type { FundSource, Prisma, TransferKind, Tx } from '#platform';
import type { Line, Placement, RouteAccounts } from './gift-changes.js';
import type { ReturnedGift } from './transfer.types.js';

/** As much of a posted transfer as taking it back needs. */
export interface KnownTransfer {
  id: string;
  kind: TransferKind;
  giftId: string | null;
  routeId: number | null;
  reverses: string | null;
  document: string | null;
  parts: Fen[];
  /** What it took from or gave to the gift, in fen, without sign. */
  amount: Fen;
  lines: Line[];
}

/** Where gifts stand after everything that was posted about them; reads inside the transaction that changes them. */
@Injectable()
export class PlacementsRepository {
  /** @throws InvariantViolation when the gift is not in the books */
  async find(tx: Tx, giftId: string): Promise<Placement> {
    const placement = (await this.findMany(tx, [giftId])).get(giftId);
    invariant(placement, 'a gift that changes is in the books');
    return placement;
  }

  /** Where each of these gifts stands, by id; one that is not in the books is absent. */
  async findMany(tx: Tx, giftIds: readonly string[]): Promise<Map<string, Placement & { fee: Fen }>> {
    const gifts = await tx.ledgerGift.findMany({ where: { id: { in: [...giftIds] } } });
    const changes = await tx.ledgerTransfer.findMany({
      where: { giftId: { in: [...giftIds] }, parts: { isEmpty: false } },
      select: { id: true, kind: true, giftId: true, routeId: true, parts: true },
      orderBy: [{ batchId: 'asc' }, { ordinal: 'asc' }],
    });
    const standing = new Map(
      gifts.map(({ id, routeId, management, covered, legs }) => [
        id,
        { id, routeId, parts: [management, covered, ...legs] },
      ]),
    );
    for (const { id, kind, giftId, routeId, parts } of changes) {
      const placement = standing.get(giftId ?? '');
      if (!placement) continue;
      if (kind === 'GIFT_REALLOCATED' && routeId !== null) {
        standing.set(giftId ?? '', { id, routeId, parts });
      } else {
        placement.parts = placement.parts.map((part, k) => part + (parts[k] ?? 0n));
      }
    }
    const routes = await this.routes(tx, [...new Set([...standing.values()].map(({ routeId }) => routeId))]);
    const found = new Map<string, Placement & { fee: Fen }>();
    for (const gift of gifts) {
      const placement = standing.get(gift.id);
      const route = placement && routes.get(placement.routeId);
      invariant(route, 'a gift in the books takes a route there is');
      found.set(gift.id, { id: placement.id, parts: placement.parts, route, fee: gift.fee });
    }
    return found;
  }

  async routes(tx: Tx, ids: readonly number[]): Promise<Map<number, RouteAccounts>> {
    const rows = await tx.ledgerRoute.findMany({ where: { id: { in: [...ids] } } });
    return new Map(rows.map((route) => [route.id, route]));
  }

  async route(tx: Tx, id: number): Promise<RouteAccounts> {
    return tx.ledgerRoute.findUniqueOrThrow({ where: { id } });
  }

  /** The rule a route was made from. */
  async ruleOf(tx: Tx, routeId: number): Promise<string> {
    const route = await tx.ledgerRoute.findUniqueOrThrow({ where: { id: routeId }, select: { ruleId: true } });
    return route.ruleId;
  }

  async transfer(tx: Tx, id: string): Promise<KnownTransfer | undefined> {
    return (await this.knownTransfers(tx, [id])).get(id);
  }

  /** The transfer that undid this refund or chargeback, by its id; null while none has. */
  async undoing(tx: Tx, returnId: string): Promise<string | null> {
    const undone = await tx.ledgerTransfer.findFirst({
      where: { reverses: returnId, kind: { in: ['CHARGEBACK_WON', 'REFUND_FAILED'] } },
      select: { id: true },
    });
    return undone?.id ?? null;
  }

  /** What has gone back of these gifts; one that is not in the books is absent. */
  async returns(tx: Tx, giftIds: readonly string[]): Promise<Map<string, ReturnedGift>> {
    const rows = await tx.$queryRaw<(ReturnedGift & { id: string })[]>`
      SELECT gift.id, gift.amount, coalesce(-sum(ledger_sum(change.parts)), 0)::bigint AS returned,
             coalesce(-sum(ledger_sum(change.parts)) FILTER (WHERE change.kind IN ('GIFT_CHARGED_BACK', 'CHARGEBACK_WON')), 0)::bigint
               AS "chargedBack"
      FROM ledger_gift gift
      LEFT JOIN ledger_transfer change ON change.gift_id = gift.id
        AND change.kind IN ('GIFT_REFUNDED', 'REFUND_FAILED', 'GIFT_CHARGED_BACK', 'CHARGEBACK_WON')
      WHERE gift.id = ANY (${[...giftIds]}::text[]) GROUP BY gift.id`;
    return new Map(rows.map(({ id, ...gift }) => [id, gift]));
  }

  /** Those of these transfers that are in the books, by id. */
  async knownTransfers(tx: Tx, ids: readonly string[]): Promise<Map<string, KnownTransfer>> {
    const rows = await tx.ledgerTransfer.findMany({ where: { id: { in: [...ids] } } });
    return new Map(rows.map((row) => [row.id, knownOf(row)]));
  }

  /** Those of these accounts that are funds of cities, with what they hold. */
  async funds(
    tx: Tx,
    where: { accounts: readonly number[] } | (Omit<FundAccount, 'account' | 'held'> & { campaignId: string }),
  ): Promise<FundAccount[]> {
    const named = 'accounts' in where ? { id: { in: [...where.accounts] } } : where;
    const rows = await tx.ledgerAccount.findMany({
      where: { ...named, purpose: 'CITY_FUND' },
      select: { id: true, orgUnitId: true, source: true, balance: { select: { debits: true, credits: true } } },
    });
    return rows.flatMap(({ id, orgUnitId, source, balance }) =>
      orgUnitId === null || source === null
        ? []
        : [{ account: id, orgUnitId, source, held: (balance?.credits ?? 0n) - (balance?.debits ?? 0n) }],
    );
  }

  /** Accounts that may not fall below zero on their side: the sign that must hold, and the account's key. */
  async guards(tx: Tx, accounts: readonly number[]): Promise<Map<number, { sign: number; key: string }>> {
    const rows = await tx.ledgerBalance.findMany({
      where: { accountId: { in: [...accounts] }, guard: { not: 0 } },
      select: { accountId: true, guard: true, account: { select: { key: true } } },
    });
    return new Map(rows.map(({ accountId, guard, account }) => [accountId, { sign: guard, key: account.key }]));
  }
}

/** A city's fund, by what tells one from another. */
export interface FundAccount {
  account: number;
  orgUnitId: string;
  source: FundSource;
  /** In fen, without a lock: for showing, not for deciding. */
  held: Fen;
}

function knownOf(row: Prisma.LedgerTransferGetPayload<object>): KnownTransfer {
  const { id, kind, giftId, routeId, reverses, document, parts, accounts, debits, credits } = row;
  const change = parts.reduce((sum, part) => sum + part, 0n);
  const lines = accounts.map((account, k) => ({ account, debit: debits[k] ?? 0n, credit: credits[k] ?? 0n }));
  const amount = change < 0n ? -change : change;
  return { id, kind, giftId, routeId, reverses, document, parts, amount, lines };
}
