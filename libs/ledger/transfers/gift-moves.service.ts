import { Inject, Injectable } from '@nestjs/common';
import { Clock, invariant, type Fen } from '#kernel';
import type { FundSource, Tx } from '#platform';
import {
  allocation,
  credit,
  debit,
  fullDeallocation,
  leftOf,
  partAccounts,
  partsAlong,
  type Line,
  type Placement,
  type RouteAccounts,
} from './gift-changes.js';
import type { FundChange, GiftMove, MoveAuthority, MoveOrder, MovePlan, MoveWish } from './gift-moves.types.js';
import { ShortFundsError, TransferConflictError } from '../ledger.errors.js';
import { LedgerRepository, type TransferRow } from '../ledger.repository.js';
import { PlacementsRepository, type FundAccount } from './placements.repository.js';

type Standing = Map<string, Placement & { fee: Fen }>;

/**
 * Allocates many gifts anew, as one batch. A city gives up what the gifts gave it less what they give it now, so it
 * need not hold money that comes back to it with the same batch.
 */
@Injectable()
export class GiftMovesService {
  constructor(
    @Inject(LedgerRepository) private readonly books: LedgerRepository,
    @Inject(PlacementsRepository) private readonly placements: PlacementsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** What the moves would do, gift by gift and fund by fund; changes nothing. Gifts not in the books are left out. */
  async plan(tx: Tx, wishes: readonly MoveWish[]): Promise<MovePlan> {
    const routes = await this.routesOf(tx, wishes);
    const standing = await this.placements.findMany(
      tx,
      wishes.map(({ giftId }) => giftId),
    );
    const plan: MovePlan = {
      moves: [],
      empty: [],
      unchanged: [],
      funds: [],
      management: { before: 0n, after: 0n },
      covered: { before: 0n, after: 0n },
    };
    for (const wish of wishes) {
      const placement = standing.get(wish.giftId);
      if (!placement) continue;
      const move = moveOf(wish, placement, routeOf(routes, wish));
      if (move.left === 0n) plan.empty.push(wish.giftId);
      else if (isSame(placement.route, routeOf(routes, wish), move)) plan.unchanged.push(wish.giftId);
      else plan.moves.push(move);
    }
    for (const { before, after } of plan.moves) {
      plan.management.before += before[0] ?? 0n;
      plan.management.after += after[0] ?? 0n;
      plan.covered.before += before[1] ?? 0n;
      plan.covered.after += after[1] ?? 0n;
    }
    plan.funds = await this.fundChanges(tx, plan.moves, standing, routes);
    return plan;
  }

  /** A city's fund and what it holds; null when it never had any. */
  async fund(tx: Tx, fund: { campaignId: string; orgUnitId: string; source: FundSource }): Promise<FundAccount | null> {
    return (await this.placements.funds(tx, fund))[0] ?? null;
  }

  /** The rule a route was made from. */
  async ruleOf(tx: Tx, routeId: number): Promise<string> {
    return this.placements.ruleOf(tx, routeId);
  }

  /** How a route shares out money of the pool: its federations with their weights, in its order. */
  async shares(tx: Tx, routeId: number): Promise<{ orgUnitId: string; weight: bigint }[]> {
    const { legAccounts, cumulativeWeights } = await this.placements.route(tx, routeId);
    const funds = await this.placements.funds(tx, { accounts: legAccounts });
    const owners = new Map(funds.map(({ account, orgUnitId }) => [account, orgUnitId]));
    return legAccounts.map((account, k) => ({
      orgUnitId: owners.get(account) ?? '',
      weight: (cumulativeWeights[k] ?? 0n) - (cumulativeWeights[k - 1] ?? 0n),
    }));
  }

  /**
   * Moves gifts, as one batch: a reversal and a new posting each. A gift of which nothing is left, or that has been
   * allocated anew meanwhile, is skipped; one that this order has moved before counts as posted.
   * @throws ShortFundsError when funds hold too little for all of it: nothing is posted then
   */
  async move(
    tx: Tx,
    orders: readonly MoveOrder[],
    authority: MoveAuthority,
  ): Promise<{ posted: string[]; skipped: string[] }> {
    const routes = await this.routesOf(tx, orders);
    const { standing, held } = await this.lock(tx, orders, routes);
    const known = await this.placements.knownTransfers(
      tx,
      orders.map(({ id }) => id),
    );
    const posted: string[] = [];
    const skipped: string[] = [];
    const rows: TransferRow[] = [];
    for (const order of orders) {
      const placement = standing.get(order.giftId);
      invariant(placement, 'a gift that moves is in the books');
      const before = known.get(order.id);
      if (before && before.giftId !== order.giftId) throw new TransferConflictError([order.id]);
      const move = moveOf(order, placement, routeOf(routes, order));
      if (!before && (placement.id !== order.placementId || move.left === 0n)) {
        skipped.push(order.giftId);
        continue;
      }
      posted.push(order.giftId);
      if (!before) rows.push(...transfersOf(order, move, placement.route, routeOf(routes, order), authority));
    }
    await this.refuseShortFunds(tx, rows, held);
    if (rows.length > 0) {
      const { conflicts } = await this.books.postTransfers(tx, rows, this.clock.now());
      if (conflicts.length > 0) throw new TransferConflictError(conflicts);
    }
    return { posted, skipped };
  }

  private async routesOf(tx: Tx, wishes: readonly MoveWish[]): Promise<Map<number, RouteAccounts>> {
    return this.placements.routes(tx, [...new Set(wishes.map(({ routeId }) => routeId))]);
  }

  /** Locks every account the moves touch, and reads where the gifts stand only then. */
  private async lock(
    tx: Tx,
    orders: readonly MoveOrder[],
    routes: ReadonlyMap<number, RouteAccounts>,
  ): Promise<{ standing: Standing; held: Map<number, Fen> }> {
    const ids = orders.map(({ giftId }) => giftId);
    for (;;) {
      const before = await this.placements.findMany(tx, ids);
      const touched = [...routes.values(), ...[...before.values()].map(({ route }) => route)];
      const accounts = new Set(
        touched.flatMap((route) => [route.incomeAccount, route.unallocatedAccount, ...accountsOf(route)]),
      );
      const held = await this.books.lock(tx, [...accounts]);
      const standing = await this.placements.findMany(tx, ids);
      if (ids.every((id) => standing.get(id)?.id === before.get(id)?.id)) return { standing, held };
    }
  }

  private async fundChanges(
    tx: Tx,
    moves: readonly GiftMove[],
    standing: Standing,
    routes: ReadonlyMap<number, RouteAccounts>,
  ): Promise<FundChange[]> {
    const sums = new Map<number, { before: Fen; after: Fen }>();
    const add = (route: RouteAccounts, parts: readonly Fen[], side: 'before' | 'after'): void => {
      route.legAccounts.forEach((account, k) => {
        const sum = sums.get(account) ?? { before: 0n, after: 0n };
        sum[side] += parts[k + 2] ?? 0n;
        sums.set(account, sum);
      });
    };
    for (const move of moves) {
      const from = standing.get(move.giftId)?.route;
      invariant(from, 'a planned gift stands somewhere');
      add(from, move.before, 'before');
      add(routeOf(routes, move), move.after, 'after');
    }
    const funds = await this.placements.funds(tx, { accounts: [...sums.keys()] });
    return funds
      .map(({ account, orgUnitId, source, held }) => {
        const { before, after } = sums.get(account) ?? { before: 0n, after: 0n };
        const rest = held + after - before;
        return { orgUnitId, source, before, after, held, missing: rest < 0n ? -rest : 0n };
      })
      .filter(({ before, after }) => before > 0n || after > 0n)
      .sort((a, b) => (a.orgUnitId + a.source < b.orgUnitId + b.source ? -1 : 1));
  }

  private async refuseShortFunds(tx: Tx, rows: readonly TransferRow[], held: Map<number, Fen>): Promise<void> {
    const rest = new Map(held);
    for (const { account, debit: out, credit: in_ } of rows.flatMap(({ lines }) => lines)) {
      rest.set(account, (rest.get(account) ?? 0n) + in_ - out);
    }
    const short = [...rest].filter(([, amount]) => amount < 0n);
    const funds = await this.placements.funds(tx, { accounts: short.map(([account]) => account) });
    if (funds.length === 0) return;
    throw new ShortFundsError(
      funds.map(({ account, orgUnitId }) => ({
        orgUnitId,
        held: held.get(account) ?? 0n,
        missing: -(rest.get(account) ?? 0n),
      })),
    );
  }
}

function routeOf(routes: ReadonlyMap<number, RouteAccounts>, { routeId }: MoveWish): RouteAccounts {
  const route = routes.get(routeId);
  invariant(route, 'a gift is moved to a route that exists');
  return route;
}

function accountsOf(route: RouteAccounts): number[] {
  return partAccounts(route).flatMap((account) => (account === null ? [] : [account]));
}

function moveOf(wish: MoveWish, placement: Placement & { fee: Fen }, route: RouteAccounts): GiftMove {
  const left = leftOf(placement);
  return {
    giftId: wish.giftId,
    routeId: wish.routeId,
    placementId: placement.id,
    left,
    before: placement.parts,
    after: left === 0n ? [] : partsAlong(route, wish.giftId, left, placement.fee),
  };
}

/** Whether every fen would go where it is already. */
function isSame(from: RouteAccounts, to: RouteAccounts, { before, after }: GiftMove): boolean {
  const sum = (lines: readonly Line[]): string => {
    const amounts = new Map<number, Fen>();
    for (const { account, credit: part } of lines) amounts.set(account, (amounts.get(account) ?? 0n) + part);
    return [...amounts].sort(([a], [b]) => a - b).join(';');
  };
  return sum(allocation(from, before)) === sum(allocation(to, after));
}

function transfersOf(
  order: MoveOrder,
  { left, before, after }: GiftMove,
  from: RouteAccounts,
  to: RouteAccounts,
  { ruleId, ...authority }: MoveAuthority,
): TransferRow[] {
  const common = { ...authority, giftId: order.giftId };
  return [
    {
      ...common,
      id: `${order.id}:reversal`,
      kind: 'ALLOCATION_REVERSED',
      routeId: from.id,
      reverses: order.placementId,
      ruleId: null,
      parts: before.map((part) => -part),
      lines: [...fullDeallocation(from, before), credit(from.unallocatedAccount, left)],
    },
    {
      ...common,
      id: order.id,
      kind: 'GIFT_REALLOCATED',
      routeId: to.id,
      reverses: null,
      ruleId,
      parts: after,
      lines: [debit(to.unallocatedAccount, left), ...allocation(to, after)],
    },
  ];
}
