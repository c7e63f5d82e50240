import type { Balances } from './balances.js';
import { mustEqual, wrong, type Row } from './books.faults.js';
import { routeDigest } from './hashes.js';
import type { RouteRow } from './rows.js';
import { hexDigestOf } from './sha256.js';
import type { SplitRoute } from './split.js';

/** The law's limit on what may go to management: ten of a hundred. */
const LARGEST_MANAGEMENT_BP = 1_000;
const LARGEST_TOTAL_WEIGHT = 100_000_000;
const CARRIERS = ['FOUNDATION', 'GIFT'];

/** A route with what its gifts are split by. */
export interface KnownRoute extends RouteRow {
  split: SplitRoute;
}

/** The rules and routes the books name. */
export class Routes {
  private readonly rules = new Set<string>();
  private readonly routes = new Map<number, KnownRoute>();
  private readonly keys = new Set<string>();
  private last = -1;

  get size(): number {
    return this.routes.size;
  }

  get ruleCount(): number {
    return this.rules.size;
  }

  addRule(row: Row, digest: string, content: string): void {
    if (this.rules.has(digest)) wrong('appears_twice', row, 'digest', null, digest);
    mustEqual(row, 'digest', hexDigestOf(content), digest);
    this.rules.add(digest);
  }

  add(row: Row, route: RouteRow, balances: Balances): void {
    if (this.routes.has(route.id) || this.keys.has(route.key)) wrong('appears_twice', row, 'key', null, route.key);
    if (route.id < this.last) wrong('row_is_out_of_order', row, 'id', null, `${route.id}`);
    this.last = route.id;
    // Rules from before rules had a digest have none; the route's weights are bound by its own all the same.
    if (route.ruleDigest !== '' && !this.rules.has(route.ruleDigest)) {
      wrong('is_unknown', row, 'ruleDigest', null, route.ruleDigest);
    }
    checkWeights(row, route);
    const keyOf = (account: number): string => balances.keyOf(row, account);
    mustEqual(row, 'digest', routeDigest(route, keyOf), route.digest);
    this.keys.add(route.key);
    const { managementBp, feeCarrier, cumulative } = route;
    this.routes.set(route.id, {
      ...route,
      split: {
        managementBp: BigInt(managementBp),
        giftCarriesFee: feeCarrier === 'GIFT',
        cumulative: cumulative.map((weight) => BigInt(weight)),
      },
    });
  }

  /** @throws BooksFault for a route the books do not name */
  get(row: Row, id: number): KnownRoute {
    return this.routes.get(id) ?? wrong('is_unknown', row, 'route', null, `${id}`);
  }
}

/** Weights that can split a gift, and an account for every part that a gift may have. */
function checkWeights(row: Row, route: RouteRow): void {
  const { cumulative, legs, managementBp, feeCarrier, management, covered } = route;
  const rising = cumulative.every((weight, k) => weight >= (cumulative[k - 1] ?? 0));
  const total = cumulative.at(-1) ?? 0;
  if (!rising || total < 1 || total > LARGEST_TOTAL_WEIGHT || legs.length !== cumulative.length) {
    wrong('field_has_a_wrong_form', row, 'cumulative', null, cumulative.join(','));
  }
  if (managementBp > LARGEST_MANAGEMENT_BP || (managementBp > 0 && management === null)) {
    wrong('field_has_a_wrong_form', row, 'managementBp', null, `${managementBp}`);
  }
  if (!CARRIERS.includes(feeCarrier) || (feeCarrier === 'GIFT' && covered === null)) {
    wrong('field_has_a_wrong_form', row, 'feeCarrier', null, feeCarrier);
  }
}
