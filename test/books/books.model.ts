import { createHash } from 'node:crypto';

/**
 * A small model of the books, written apart from them and as plainly as can be: a map of balances and a list of rules.
 * It shares no code with the ledger, so that a fault in both would have to be made twice.
 */

export interface ModelRoute {
  source: 'DIRECT' | 'POOL';
  managementBp: number;
  giftCarriesFee: boolean;
  cities: string[];
  weights: number[];
}

/** What is left of a gift: `MANAGEMENT_FEE`, `FEE_COVER`, then one part for each city of its route. */
interface ModelGift {
  route: ModelRoute;
  fee: bigint;
  parts: bigint[];
}

interface Returned {
  isChargeback: boolean;
  /** The gift as it stood: a gift allocated anew is another one. */
  gift: ModelGift;
  giftId: string;
  taken: bigint[];
  given: bigint[];
}

const CREDIT_SIDE = /^(UNALLOCATED|CITY_|MATCH_|MANAGEMENT_FEE|FEE_COVER|RELEASED|POOL_CARRIED|RESTRICTED_INCOME)/;
const NEVER_OWES = /^(CITY_FUND|CITY_COMMITTED|CITY_PAID|RELEASED|MATCH_POOL|MATCH_RESERVED|ADVANCE)/;

export class ModelRefusal extends Error {}

export class BooksModel {
  readonly balances = new Map<string, bigint>();
  readonly gifts = new Map<string, ModelGift>();
  readonly returns = new Map<string, Returned>();

  give(id: string, route: ModelRoute, amount: bigint, fee: bigint): void {
    const parts = split(id, route, amount, fee);
    this.move([
      ['PROVIDER_BALANCE', amount - fee],
      ['FUNDRAISING_COST', fee],
      ['RESTRICTED_INCOME', amount],
      ['UNALLOCATED', -amount],
      ...namesOf(route).map((name, k): [string, bigint] => [name, parts[k] ?? 0n]),
    ]);
    this.gifts.set(id, { route, fee, parts });
  }

  left(giftId: string): bigint {
    return (this.gifts.get(giftId)?.parts ?? []).reduce((sum, part) => sum + part, 0n);
  }

  /** A refund or a chargeback; the city that has spent its part keeps it, and the pool carries it. */
  giveBack(id: string, giftId: string, amount: bigint, isChargeback: boolean): void {
    const gift = this.gifts.get(giftId);
    if (!gift || amount > this.left(giftId)) throw new ModelRefusal('more than is left of the gift');
    const taken = shares(id, amount, gift.parts);
    const given = namesOf(gift.route).map((name, k) => {
      const asked = taken[k] ?? 0n;
      const there = k < 2 ? asked : this.held(name);
      return there < asked ? there : asked;
    });
    this.takeBack(gift, amount, taken, given, 1n);
    this.returns.set(id, { isChargeback, gift, giftId, taken, given });
  }

  /** A chargeback is won, or a refund fails: the money is there again, and follows the gift where that has moved. */
  undo(id: string, returnId: string, isChargeback: boolean): void {
    const returned = this.returns.get(returnId);
    const gift = returned && this.gifts.get(returned.giftId);
    if (!returned || !gift || returned.isChargeback !== isChargeback) throw new ModelRefusal('nothing to take back');
    const amount = returned.taken.reduce((sum, part) => sum + part, 0n);
    if (gift === returned.gift) {
      this.takeBack(gift, amount, returned.taken, returned.given, -1n);
    } else {
      const parts = split(id, gift.route, amount, 0n);
      const minus = parts.map((part) => -part);
      this.takeBack(gift, -amount, minus, minus, 1n);
    }
    this.returns.delete(returnId);
  }

  private takeBack(gift: ModelGift, amount: bigint, taken: bigint[], given: bigint[], sign: bigint): void {
    const carried = amount - given.reduce((sum, part) => sum + part, 0n);
    this.move([
      ['PROVIDER_BALANCE', -amount * sign],
      ['RESTRICTED_INCOME', -amount * sign],
      ['UNALLOCATED', amount * sign],
      ['POOL_CARRIED', -carried * sign],
      ...namesOf(gift.route).map((name, k): [string, bigint] => [name, -(given[k] ?? 0n) * sign]),
    ]);
    gift.parts = gift.parts.map((part, k) => part - (taken[k] ?? 0n) * sign);
  }

  reallocate(giftId: string, route: ModelRoute): void {
    const gift = this.gifts.get(giftId);
    const left = this.left(giftId);
    if (!gift || left === 0n) throw new ModelRefusal('nothing is left of the gift');
    const parts = split(giftId, route, left, gift.fee);
    const [before, after] = [placed(gift.route, gift.parts), placed(route, parts)];
    if (before === after) throw new ModelRefusal('it stands there already');
    this.move([
      ...namesOf(gift.route).map((name, k): [string, bigint] => [name, -(gift.parts[k] ?? 0n)]),
      ...namesOf(route).map((name, k): [string, bigint] => [name, parts[k] ?? 0n]),
    ]);
    this.gifts.set(giftId, { route, fee: gift.fee, parts });
  }

  allocatePool(id: string, route: ModelRoute, amount: bigint): void {
    if (this.held('RESTRICTED_INCOME') + this.held('UNALLOCATED') < amount) throw new ModelRefusal('the pool is empty');
    const parts = shares(id, amount, route.weights.map(BigInt));
    const names = namesOf(route).slice(2);
    this.move([['UNALLOCATED', -amount], ...names.map((name, k): [string, bigint] => [name, parts[k] ?? 0n])]);
  }

  /** Moves accounts, each on its own side; nothing moves when one that never owes would. */
  move(changes: [string, bigint][]): void {
    const after = new Map(this.balances);
    for (const [account, change] of changes) after.set(account, (after.get(account) ?? 0n) + change);
    for (const [account, held] of after) {
      if (held < 0n && NEVER_OWES.test(account)) throw new ModelRefusal(`${account} would owe`);
    }
    for (const [account, held] of after) this.balances.set(account, held);
  }

  held(account: string): bigint {
    return this.balances.get(account) ?? 0n;
  }

  /** Assets and costs on one side, everything else on the other: the trial balance. */
  difference(): bigint {
    let sum = 0n;
    for (const [account, held] of this.balances) sum += CREDIT_SIDE.test(account) ? held : -held;
    return sum;
  }
}

function namesOf({ source, cities }: ModelRoute): string[] {
  const [only = ''] = cities;
  const kept = source === 'DIRECT' ? `/${only}` : '';
  return [`MANAGEMENT_FEE${kept}`, `FEE_COVER${kept}`, ...cities.map((city) => `CITY_FUND/${city}/${source}`)];
}

/** Which accounts hold how much of a gift, in words that can be compared. */
function placed(route: ModelRoute, parts: bigint[]): string {
  const held = namesOf(route).map((name, k) => `${name} ${parts[k] ?? 0n}`);
  return held
    .filter((line) => !line.endsWith(' 0'))
    .sort()
    .join('; ');
}

function split(id: string, route: ModelRoute, amount: bigint, fee: bigint): bigint[] {
  const management = (amount * BigInt(route.managementBp)) / 10000n;
  const most = amount - management;
  const covered = route.giftCarriesFee ? (fee > most ? most : fee) : 0n;
  return [management, covered, ...shares(id, amount - management - covered, route.weights.map(BigInt))];
}

/** ⌊a·C/W + u⌋ by exact fractions over W·2³², u being the first four bytes of SHA-256 of the id over 2³². */
function shares(id: string, amount: bigint, weights: bigint[]): bigint[] {
  const u = BigInt(`0x${createHash('sha256').update(id).digest('hex').slice(0, 8)}`);
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  const legs: bigint[] = [];
  let before = 0n;
  let running = 0n;
  for (const weight of weights) {
    running += weight;
    const floor = (((amount * running) << 32n) + u * whole) / (whole << 32n);
    legs.push(floor - before);
    before = floor;
  }
  return legs;
}
