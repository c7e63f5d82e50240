import { Inject, Injectable } from '@nestjs/common';
import { Clock, invariant, MAX_TOTAL_WEIGHT } from '#kernel';
import type { AccountPurpose, FeeCarrier, FundSource, Tx } from '#platform';
import { LedgerRepository } from './ledger.repository.js';
import type { PostedGift } from './ledger.types.js';

/** What a route is made of: which rule sends which gifts of a campaign to which funds, by which weights. */
export interface NewRoute {
  /** Business key; the same key is the same route for ever. */
  key: string;
  campaignId: string;
  ruleId: string;
  /** SHA-256 over the rule's content; empty for a rule without one. */
  ruleDigest: string;
  source: FundSource;
  /** The part of each gift that pays for management, in basis points, 0 to 1000. */
  managementBp: number;
  feeCarrier: FeeCarrier;
  /** True for money handed over as cash, which is in transit until the bank has it. */
  offline?: boolean;
  legs: readonly { orgUnitId: string; weight: bigint }[];
}

@Injectable()
export class LedgerService {
  constructor(
    @Inject(LedgerRepository) private readonly books: LedgerRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Finds the route of this key, or opens it together with its accounts.
   * @throws InvariantViolation when its weights cannot split a gift
   */
  async ensureRoute(tx: Tx, route: NewRoute): Promise<number> {
    const known = await this.books.findRoute(tx, route.key);
    if (known !== null) return known;
    const { key, campaignId, ruleId, ruleDigest, source, managementBp, feeCarrier } = route;
    const legs = route.legs.filter(({ weight }) => weight > 0n);
    let total = 0n;
    const cumulativeWeights = legs.map(({ weight }) => (total += weight));
    invariant(total > 0n && total <= MAX_TOTAL_WEIGHT, 'a route has weights that can split a gift');
    // What is kept of a gift designated to a city is kept from that city, and shows in its bridge.
    const [only] = legs;
    const city = legs.length === 1 && source === 'DIRECT' && only ? only.orgUnitId : null;
    const open = (purpose: AccountPurpose, orgUnitId: string | null = null, of: FundSource | null = null) =>
      this.books.openAccount(tx, { purpose, campaignId, orgUnitId, source: of });
    const legAccounts: number[] = [];
    for (const { orgUnitId } of legs) legAccounts.push(await open('CITY_FUND', orgUnitId, source));
    return this.books.openRoute(tx, {
      key,
      campaignId,
      ruleId,
      ruleDigest,
      source,
      managementBp,
      feeCarrier,
      cashAccount: await open(route.offline ? 'CASH_IN_TRANSIT' : 'PROVIDER_BALANCE'),
      incomeAccount: await open('RESTRICTED_INCOME'),
      unallocatedAccount: await open('UNALLOCATED'),
      costAccount: await open('FUNDRAISING_COST'),
      managementAccount: managementBp > 0 ? await open('MANAGEMENT_FEE', city) : null,
      coveredAccount: feeCarrier === 'GIFT' ? await open('FEE_COVER', city) : null,
      legAccounts,
      cumulativeWeights,
    });
  }

  /**
   * Posts gifts as one batch. A gift already in the books is left alone; one that is there with another amount, fee
   * or route is named in `conflicts` and not posted, while the rest is.
   * @returns the ids this call posted, and the conflicts
   */
  async post(tx: Tx, gifts: readonly PostedGift[]): Promise<{ posted: string[]; conflicts: string[] }> {
    if (gifts.length === 0) return { posted: [], conflicts: [] };
    const { batch, posted, conflicts } = await this.books.postGifts(tx, gifts, this.clock.now());
    const ids = gifts.map(({ id }) => id);
    if (posted === ids.length) return { posted: ids, conflicts };
    return { posted: batch === null ? [] : await this.books.giftsOfBatch(tx, batch, ids), conflicts };
  }

  /** Stops posting: from the commit of `tx` on, every batch is refused. */
  async halt(tx: Tx, reason: string): Promise<void> {
    await this.books.halt(tx, reason, this.clock.now());
  }

  /** Lets posting go on. */
  async resume(tx: Tx): Promise<void> {
    await this.books.resume(tx);
  }
}
