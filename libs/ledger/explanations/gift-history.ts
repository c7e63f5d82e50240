import type { Fen } from '#kernel';
import type { TransferKind } from '#platform';
import type { ExplainedLeg, ExplainedPlacement, GiftHistory, RouteFacts } from './explanations.types.js';
import { progressOf, type FundProgress } from './line-states.js';

/** A gift's row, or that of a transfer about it, with its place in the books. */
export interface PostedRow {
  id: string;
  batchId: bigint;
  ordinal: number;
  batchNumber: bigint;
  position: bigint;
  recordedAt: Date;
}

export interface GiftRow extends PostedRow {
  routeId: number;
  amount: Fen;
  fee: Fen;
  parts: Fen[];
}

export interface ChangeRow extends PostedRow {
  giftId: string;
  kind: TransferKind;
  routeId: number | null;
  parts: Fen[];
  note: string | null;
  occurredAt: Date;
  carriedByPool: Fen;
}

/** A leg that is still somewhere: where it arrived, and how much is left. */
export interface Arrival {
  accountId: number;
  batchId: bigint;
  ordinal: number;
  left: Fen;
}

/** Where an arrival stands in its fund account, and how far that account has been used. */
export interface StandingArrival {
  place: Fen;
  fund: FundProgress;
}

interface OpenPlacement {
  row: PostedRow;
  route: RouteFacts;
  parts: Fen[];
  returned: Fen[];
  moved: Fen[];
}

const UNUSED: FundProgress = { applied: 0n, paid: 0n, confirmed: 0n, givenBack: 0n };

/** The placements of one gift, from its row and the transfers about it in the order of the books. */
export function placementsOf(
  gift: GiftRow,
  changes: readonly ChangeRow[],
  routes: ReadonlyMap<number, RouteFacts>,
): OpenPlacement[] {
  const open = (row: PostedRow, routeId: number, parts: Fen[]): OpenPlacement | null => {
    const route = routes.get(routeId);
    const none = parts.map(() => 0n);
    return route ? { row, route, parts, returned: none, moved: none } : null;
  };
  const placements = [open(gift, gift.routeId, gift.parts)];
  for (const change of changes) {
    const last = placements.at(-1);
    if (change.kind === 'GIFT_REALLOCATED' && change.routeId !== null) {
      placements.push(open(change, change.routeId, change.parts));
    } else if (last && change.kind === 'ALLOCATION_REVERSED') {
      last.moved = last.moved.map((part, k) => part - (change.parts[k] ?? 0n));
    } else if (last) {
      last.returned = last.returned.map((part, k) => part - (change.parts[k] ?? 0n));
    }
  }
  return placements.flatMap((placement) => (placement ? [placement] : []));
}

/** The legs of a placement that have money left, by the number of the leg. */
export function arrivalsOf({ row, route, parts, returned, moved }: OpenPlacement): Map<number, Arrival> {
  const arrivals = new Map<number, Arrival>();
  route.legs.forEach(({ accountId }, k) => {
    const left = (parts[k + 2] ?? 0n) - (returned[k + 2] ?? 0n) - (moved[k + 2] ?? 0n);
    if (left > 0n) arrivals.set(k, { accountId, batchId: row.batchId, ordinal: row.ordinal, left });
  });
  return arrivals;
}

/** All that is told about one gift. */
export function historyOf(
  gift: GiftRow,
  changes: readonly ChangeRow[],
  placements: readonly OpenPlacement[],
  standingOf: (placement: OpenPlacement, leg: number) => StandingArrival | undefined,
): GiftHistory {
  return {
    giftId: gift.id,
    amount: gift.amount,
    fee: gift.fee,
    placements: placements.map((placement) => explained(placement, gift.fee, standingOf)),
    changes: changes.map(({ id, kind, parts, carriedByPool, note, occurredAt, recordedAt, position }) => {
      const moved = parts.reduce((sum, part) => sum + part, 0n);
      const amount = moved < 0n ? -moved : moved;
      return { id, kind, amount, carriedByPool, note, occurredAt, recordedAt, position };
    }),
  };
}

function explained(
  placement: OpenPlacement,
  fee: Fen,
  standingOf: (placement: OpenPlacement, leg: number) => StandingArrival | undefined,
): ExplainedPlacement {
  const { row, route, parts, returned, moved } = placement;
  const legs = route.legs.map(({ orgUnitId, weight }, k): ExplainedLeg => {
    const amount = parts[k + 2] ?? 0n;
    const [back, away] = [returned[k + 2] ?? 0n, moved[k + 2] ?? 0n];
    const { place, fund } = standingOf(placement, k) ?? { place: 0n, fund: UNUSED };
    return {
      orgUnitId,
      weight,
      amount,
      returned: back,
      moved: away,
      progress: progressOf(place, amount - back - away, fund),
    };
  });
  return {
    id: row.id,
    route,
    amount: parts.reduce((sum, part) => sum + part, 0n),
    fee,
    management: parts[0] ?? 0n,
    covered: parts[1] ?? 0n,
    legs,
    batchNumber: row.batchNumber,
    position: row.position,
    recordedAt: row.recordedAt,
  };
}
