import { invariant, offsetOf, proportion, type Fen } from '#kernel';
import type { FeeCarrier } from '#platform';

/** The accounts and shares of a route, as far as changing a gift needs them. */
export interface RouteAccounts {
  id: number;
  campaignId: string;
  managementBp: number;
  feeCarrier: FeeCarrier;
  cashAccount: number;
  incomeAccount: number;
  unallocatedAccount: number;
  managementAccount: number | null;
  coveredAccount: number | null;
  legAccounts: number[];
  cumulativeWeights: bigint[];
}

/** Where a gift's money stands: by which posting, along which route, and what is left of each part. */
export interface Placement {
  /** The gift's own id, or that of the transfer that allocated it anew. */
  id: string;
  route: RouteAccounts;
  /** Management, covered, then the legs of the route; what refunds have left of them. */
  parts: Fen[];
}

export interface Line {
  account: number;
  debit: Fen;
  credit: Fen;
}

export const debit = (account: number, amount: Fen): Line => ({ account, debit: amount, credit: 0n });
export const credit = (account: number, amount: Fen): Line => ({ account, debit: 0n, credit: amount });

/** The account of each part, in the order of the parts; null where the route has none, and the part is zero. */
export function partAccounts(route: RouteAccounts): (number | null)[] {
  return [route.managementAccount, route.coveredAccount, ...route.legAccounts];
}

/** What is left of a gift. */
export function leftOf({ parts }: Placement): Fen {
  return parts.reduce((sum, part) => sum + part, 0n);
}

/**
 * The parts of an amount allocated along a route, as a gift of this id and fee is: management first, then what carries
 * the fee, the rest by the route's weights.
 */
export function partsAlong(route: RouteAccounts, id: string, amount: Fen, fee: Fen): Fen[] {
  const management = (amount * BigInt(route.managementBp)) / 10_000n;
  const rest = amount - management;
  const covered = route.feeCarrier === 'GIFT' ? (fee < rest ? fee : rest) : 0n;
  const weights = route.cumulativeWeights.map((sum, k) => sum - (route.cumulativeWeights[k - 1] ?? 0n));
  return [management, covered, ...proportion(rest - covered, weights, offsetOf(id))];
}

/**
 * What a refund of `amount` takes from each part: in proportion to what is left, to the fen, the odd fen by the
 * refund's own number. A later refund takes from what is left then, so all refunds together take exactly the gift.
 */
export function takenFrom(placement: Placement, refundId: string, amount: Fen): Fen[] {
  invariant(amount > 0n && amount <= leftOf(placement), 'no more is taken from a gift than is left of it');
  return proportion(amount, placement.parts, offsetOf(refundId));
}

/**
 * Takes parts out of the funds they went to. A city that has spent its part keeps what it has: the shortfall is carried
 * by the pool, on an account of its own that says so.
 * @param held what each account holds, in fen, read after it was locked
 */
export function deallocation(
  { route }: Placement,
  taken: readonly Fen[],
  held: ReadonlyMap<number, Fen>,
): { lines: Line[]; shortfall: Fen } {
  const lines: Line[] = [];
  const used = new Map<number, Fen>();
  let shortfall = 0n;
  partAccounts(route).forEach((account, k) => {
    const asked = taken[k] ?? 0n;
    if (asked === 0n) return;
    invariant(account !== null, 'a part of a gift has an account');
    // The first two parts are the foundation's own and may owe; a city's fund gives what it has.
    const there = k < 2 ? asked : (held.get(account) ?? 0n) - (used.get(account) ?? 0n);
    const given = there < asked ? there : asked;
    used.set(account, (used.get(account) ?? 0n) + given);
    if (given > 0n) lines.push(debit(account, given));
    shortfall += asked - given;
  });
  return { lines, shortfall };
}

/** Takes every part out of its account in full; whoever calls sees to it that the accounts hold enough in the end. */
export function fullDeallocation(route: RouteAccounts, parts: readonly Fen[]): Line[] {
  return allocation(route, parts).map(({ account, credit: part }) => debit(account, part));
}

/** Credits each part to its account. */
export function allocation(route: RouteAccounts, parts: readonly Fen[]): Line[] {
  return partAccounts(route).flatMap((account, k) => {
    const part = parts[k] ?? 0n;
    if (part === 0n) return [];
    invariant(account !== null, 'a part of a gift has an account');
    return [credit(account, part)];
  });
}
