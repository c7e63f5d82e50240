import { Injectable } from '@nestjs/common';
import { invariant, type Fen } from '#kernel';
import type { Prisma, TransferKind, Tx } from '#platform';
import type { Line, Placement, RouteAccounts } from './gift-changes.js';

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
    const gift = await tx.ledgerGift.findUnique({ where: { id: giftId } });
    invariant(gift, 'a gift that changes is in the books');
    const changes = await tx.ledgerTransfer.findMany({
      where: { giftId, parts: { isEmpty: false } },
      orderBy: [{ batchId: 'asc' }, { ordinal: 'asc' }],
    });
    let placement = {
      id: gift.id,
      routeId: gift.routeId,
      parts: [gift.management, gift.covered, ...gift.legs],
    };
    for (const change of changes) {
      if (change.kind === 'GIFT_REALLOCATED' && change.routeId !== null) {
        placement = { id: change.id, routeId: change.routeId, parts: change.parts };
      } else {
        placement.parts = placement.parts.map((part, k) => part + (change.parts[k] ?? 0n));
      }
    }
    return { id: placement.id, parts: placement.parts, route: await this.route(tx, placement.routeId) };
  }

  async route(tx: Tx, id: number): Promise<RouteAccounts> {
    return tx.ledgerRoute.findUniqueOrThrow({ where: { id } });
  }

  async feeOf(tx: Tx, giftId: string): Promise<Fen> {
    const { fee } = await tx.ledgerGift.findUniqueOrThrow({ where: { id: giftId }, select: { fee: true } });
    return fee;
  }

  async transfer(tx: Tx, id: string): Promise<KnownTransfer | undefined> {
    return (await this.knownTransfers(tx, [id])).get(id);
  }

  /** The transfer that won this chargeback back, by its id; null while none has. */
  async reversalOf(tx: Tx, chargebackId: string): Promise<string | null> {
    const won = await tx.ledgerTransfer.findFirst({
      where: { reverses: chargebackId, kind: 'CHARGEBACK_WON' },
      select: { id: true },
    });
    return won?.id ?? null;
  }

  /** Those of these transfers that are in the books, by id. */
  async knownTransfers(tx: Tx, ids: readonly string[]): Promise<Map<string, KnownTransfer>> {
    const rows = await tx.ledgerTransfer.findMany({ where: { id: { in: [...ids] } } });
    return new Map(rows.map((row) => [row.id, knownOf(row)]));
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

function knownOf(row: Prisma.LedgerTransferGetPayload<object>): KnownTransfer {
  const { id, kind, giftId, routeId, reverses, document, parts, accounts, debits, credits } = row;
  const change = parts.reduce((sum, part) => sum + part, 0n);
  const lines = accounts.map((account, k) => ({ account, debit: debits[k] ?? 0n, credit: credits[k] ?? 0n }));
  const amount = change < 0n ? -change : change;
  return { id, kind, giftId, routeId, reverses, document, parts, amount, lines };
}
