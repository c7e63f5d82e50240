import type { BatchRow, GiftRow, RouteRow, TransferRow } from './rows.js';
import { hexDigestOf } from './sha256.js';

/** The hash before the first batch. */
export const NO_HASH = '0'.repeat(64);

/** Digest of a route; accounts count by their keys, because ids mean nothing outside of one database. */
export function routeDigest(route: RouteRow, keyOf: (account: number) => string): string {
  const { key, ruleId, ruleDigest, source, managementBp, feeCarrier, legs, cumulative } = route;
  const { cash, income, unallocated, cost, management, covered } = route;
  const optional = (account: number | null): string => (account === null ? '' : keyOf(account));
  return hexDigestOf(
    [
      'yiqijuan-route/1',
      key,
      ruleId,
      ruleDigest,
      source,
      managementBp,
      feeCarrier,
      keyOf(cash),
      keyOf(income),
      keyOf(unallocated),
      keyOf(cost),
      optional(management),
      optional(covered),
      legs.map(keyOf).join(','),
      cumulative.join(','),
    ].join('\n'),
  );
}

/** Collects what a batch holds, in the order in which it is hashed. */
export class BodyHash {
  private readonly ids: string[] = [];
  private readonly routes: number[] = [];
  private readonly amounts: bigint[] = [];
  private readonly fees: bigint[] = [];
  private readonly instants: bigint[] = [];
  private readonly commitments: string[] = [];
  private readonly digests = new Map<number, string>();
  private readonly transfers: string[] = [];

  addGift(gift: GiftRow, digest: string): void {
    this.ids.push(gift.id);
    this.routes.push(gift.route);
    this.amounts.push(gift.amount);
    this.fees.push(gift.fee);
    this.instants.push(gift.occurredAt);
    this.commitments.push(gift.commitment);
    this.digests.set(gift.route, digest);
  }

  addTransfer(transfer: TransferRow, keyOf: (account: number) => string): void {
    const { id, kind, giftId, routeId, reverses, ruleId, document, accounts, debits, credits, parts } = transfer;
    const { occurredAt, note, proposedBy, approvedBy } = transfer;
    const fields = [
      id,
      kind,
      giftId,
      routeId,
      reverses,
      ruleId,
      document,
      accounts.map(keyOf).join(','),
      debits.join(','),
      credits.join(','),
      parts.join(','),
      occurredAt,
      note === null ? null : hexDigestOf(note),
      proposedBy,
      approvedBy,
    ];
    this.transfers.push(fields.map((field) => field ?? '').join('|'));
  }

  /** The body of the batch, as 64 hexadecimal digits. */
  value(): string {
    const { ids, routes, amounts, fees, instants, commitments } = this;
    const digests = [...this.digests].sort(([a], [b]) => a - b).map(([, digest]) => digest);
    const lists = [ids, routes, amounts, fees, instants, commitments, digests].map((list) => list.join(','));
    return hexDigestOf([...lists, ...this.transfers].join('\n'));
  }
}

/** The hash of a batch, which binds the one before it. */
export function batchHash(batch: BatchRow, before: string): string {
  const { number, firstPosition, recordedAt, gifts, transfers, body } = batch;
  return hexDigestOf(
    ['yiqijuan-batch/1', before, number, firstPosition, recordedAt, gifts, transfers, body].join('\n'),
  );
}
