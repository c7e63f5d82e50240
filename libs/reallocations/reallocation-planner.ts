import { Inject, Injectable } from '@nestjs/common';
import { AllocationService } from '#allocation';
import {
  addDays,
  Clock,
  FieldRejectedError,
  invariant,
  isId,
  offsetOf,
  proportion,
  RequestError,
  startOfDay,
  type Fen,
} from '#kernel';
import { GiftMovesService, GiftPicksReader, type FundChange, type MoveWish } from '#ledger';
import { OrganizationsRepository } from '#organizations';
import { Database, type Tx } from '#platform';
import {
  hashOf,
  keyOf,
  type CityChange,
  type FundReturnWish,
  type GiftsWish,
  type NewItem,
  type ReallocationPlan,
  type ReallocationWish,
} from './reallocation.types.js';

/** Most gifts of one document: what one preview can hold in memory, and two people can answer for. */
export const MAX_GIFTS = 10_000;

/** What a plan is made from: found outside the transaction that decides, because routes are opened in their own. */
export type Groundwork =
  { kind: 'GIFTS'; ruleId: string; moves: MoveWish[] } | { kind: 'FUND_RETURN'; routeId: number; orgUnitId: string };

/** Works out what a wish would do, from the books as they are. */
@Injectable()
export class ReallocationPlanner {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AllocationService) private readonly allocation: AllocationService,
    @Inject(GiftMovesService) private readonly moves: GiftMovesService,
    @Inject(GiftPicksReader) private readonly picks: GiftPicksReader,
    @Inject(OrganizationsRepository) private readonly organizations: OrganizationsRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws FieldRejectedError naming the field that picks nothing or too much, or names what there is not */
  async groundwork(wish: ReallocationWish): Promise<Groundwork> {
    return wish.kind === 'GIFTS' ? this.giftsOf(wish) : this.returnOf(wish);
  }

  /** @param id of the document: it decides where the odd fen of money given back goes */
  async plan(tx: Tx, id: string, wish: ReallocationWish, ground: Groundwork): Promise<ReallocationPlan> {
    if (ground.kind === 'GIFTS') return this.planGifts(tx, wish.campaignId, ground);
    invariant(wish.kind === 'FUND_RETURN', 'groundwork is of the kind of its wish');
    return this.planReturn(tx, id, wish, ground);
  }

  /** The same, in a transaction of its own. */
  async preview(id: string, wish: ReallocationWish): Promise<ReallocationPlan> {
    const ground = await this.groundwork(wish);
    return this.database.transaction((tx) => this.plan(tx, id, wish, ground));
  }

  private async giftsOf(wish: GiftsWish): Promise<Groundwork> {
    const byId = wish.giftIds.length > 0;
    if (!byId && wish.fromRuleId === null) throw new FieldRejectedError('fromRuleId', 'field_required');
    if (wish.giftIds.some((id) => !isId('pledge', id))) throw new FieldRejectedError('giftIds', 'id_malformed');
    if (wish.from !== null && wish.to !== null && wish.to < wish.from) {
      throw new FieldRejectedError('to', 'window_ends_before_it_starts');
    }
    const picked = await this.picks.pick({
      campaignId: wish.campaignId,
      ruleId: byId ? null : wish.fromRuleId,
      orgUnitId: wish.regionCode === null ? null : await this.federationOf(wish.regionCode),
      from: wish.from === null ? null : startOfDay(wish.from),
      until: wish.to === null ? null : startOfDay(addDays(wish.to, 1)),
      ids: byId ? wish.giftIds : null,
      limit: MAX_GIFTS + 1,
    });
    if (picked.length > MAX_GIFTS) throw new FieldRejectedError('from', 'reallocation_too_many', { max: MAX_GIFTS });
    const known = new Set(picked.map(({ id }) => id));
    const strange = wish.giftIds.find((id) => !known.has(id));
    if (strange !== undefined) throw new FieldRejectedError('giftIds', 'reallocation_gift_unknown', { id: strange });
    const routes = new Map<string | null, number>();
    for (const { designatedTo } of picked) {
      if (routes.has(designatedTo)) continue;
      const regionCode = designatedTo === null ? null : await this.regionOf(designatedTo);
      routes.set(designatedTo, await this.allocation.routeUnder(wish.ruleId, wish.campaignId, regionCode));
    }
    const moves = picked.map(({ id, designatedTo }) => ({ giftId: id, routeId: routes.get(designatedTo) ?? 0 }));
    return { kind: 'GIFTS', ruleId: wish.ruleId, moves };
  }

  private async returnOf(wish: FundReturnWish): Promise<Groundwork> {
    if (wish.source !== 'DIRECT' && wish.source !== 'POOL') {
      throw new FieldRejectedError('source', 'reallocation_source_apart');
    }
    if (wish.amount <= 0n) throw new FieldRejectedError('amount', 'reallocation_amount_missing');
    const orgUnitId = await this.federationOf(wish.regionCode);
    const question = {
      id: 'pool',
      campaignId: wish.campaignId,
      regionCode: null,
      amount: 0n,
      fee: 0n,
      paidAt: this.clock.now(),
      commitment: '',
    };
    const { routes, unroutable } = await this.allocation.routesFor([question]);
    const routeId = routes.get(question.id);
    if (routeId === undefined) throw unroutable.get(question.id) ?? new RequestError('NOT_FOUND', 'rule_not_found');
    return { kind: 'FUND_RETURN', routeId, orgUnitId };
  }

  private async planGifts(
    tx: Tx,
    campaignId: string,
    { ruleId, moves }: Extract<Groundwork, { kind: 'GIFTS' }>,
  ): Promise<ReallocationPlan> {
    const plan = await this.moves.plan(tx, moves);
    const lines = plan.moves
      .map(({ giftId, placementId, before, routeId, after }) => [giftId, placementId, before, routeId, after])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    const hash = hashOf([['yiqijuan-reallocation/1', 'GIFTS', campaignId, ruleId], ...lines]);
    const preview = {
      ruleId,
      amount: plan.moves.reduce((sum, { left }) => sum + left, 0n),
      gifts: plan.moves.length,
      empty: plan.empty.length,
      unchanged: plan.unchanged.length,
      management: plan.management,
      covered: plan.covered,
      cities: byCity(plan.funds),
      hash,
    };
    return { preview, items: mixed(plan.moves) };
  }

  private async planReturn(
    tx: Tx,
    id: string,
    { campaignId, source, amount }: FundReturnWish,
    { routeId, orgUnitId }: Extract<Groundwork, { kind: 'FUND_RETURN' }>,
  ): Promise<ReallocationPlan> {
    const ruleId = await this.moves.ruleOf(tx, routeId);
    const shares = await this.moves.shares(tx, routeId);
    const weights = shares.map(({ weight }) => weight);
    const parts = proportion(amount, weights, offsetOf(keyOf(id, 'allocation')));
    const held = (await this.moves.fund(tx, { campaignId, orgUnitId, source }))?.held ?? 0n;
    const changes = new Map<string, CityChange>();
    const giving = { orgUnitId, before: amount, after: 0n, held, missing: amount > held ? amount - held : 0n };
    changes.set(orgUnitId, giving);
    for (const [k, share] of shares.entries()) {
      const fund = await this.moves.fund(tx, { campaignId, orgUnitId: share.orgUnitId, source: 'POOL' });
      const empty = { orgUnitId: share.orgUnitId, before: 0n, after: 0n, held: fund?.held ?? 0n, missing: 0n };
      const city = changes.get(share.orgUnitId) ?? empty;
      city.after += parts[k] ?? 0n;
      changes.set(share.orgUnitId, city);
    }
    const cities = [...changes.values()].sort((a, b) => (a.orgUnitId < b.orgUnitId ? -1 : 1));
    const none = { before: 0n, after: 0n };
    const head = ['yiqijuan-reallocation/1', 'FUND_RETURN', id, campaignId, ruleId, routeId, orgUnitId, source, amount];
    const hash = hashOf([head, ...cities.map((city) => [city.orgUnitId, city.before, city.after])]);
    const counts = { gifts: 0, empty: 0, unchanged: 0 };
    return {
      preview: { ruleId, amount, ...counts, management: none, covered: none, cities, hash },
      items: [],
    };
  }

  private async federationOf(regionCode: string): Promise<string> {
    const federation = (await this.organizations.cityFederations()).find(({ region }) => region.code === regionCode);
    if (!federation) throw new FieldRejectedError('regionCode', 'region_unknown', { region: regionCode });
    return federation.id;
  }

  private async regionOf(orgUnitId: string): Promise<string> {
    const region = (await this.organizations.find(orgUnitId))?.region;
    invariant(region, 'a designated federation has a region');
    return region.code;
  }
}

function byCity(funds: readonly FundChange[]): CityChange[] {
  const cities = new Map<string, CityChange>();
  const none: Fen = 0n;
  for (const { orgUnitId, before, after, held, missing } of funds) {
    const city = cities.get(orgUnitId) ?? { orgUnitId, before: none, after: none, held: none, missing: none };
    city.before += before;
    city.after += after;
    city.held += held;
    city.missing += missing;
    cities.set(orgUnitId, city);
  }
  return [...cities.values()].sort((a, b) => (a.orgUnitId < b.orgUnitId ? -1 : 1));
}

/**
 * Gifts in the order they are posted: mixed by their numbers' hashes, so that every batch is a sample of the whole and
 * no city is drained by one batch before the next gives it its share.
 */
function mixed(moves: readonly { giftId: string; routeId: number; placementId: string }[]): NewItem[] {
  return moves
    .map(({ giftId, routeId, placementId }) => ({ giftId, routeId, placementId, offset: offsetOf(giftId) }))
    .sort((a, b) => (a.offset < b.offset ? -1 : a.offset > b.offset ? 1 : a.giftId < b.giftId ? -1 : 1))
    .map(({ giftId, routeId, placementId }, place) => ({ giftId, routeId, placementId, place }));
}
