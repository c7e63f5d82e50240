import { Inject, Injectable } from '@nestjs/common';
import { Clock, invariant, MAX_TOTAL_WEIGHT } from '#kernel';
import type { FundSource, Tx } from '#platform';
import { LedgerRepository } from './ledger.repository.js';
import type { PostedGift } from './ledger.types.js';

/** What a route is made of: which rule sends which gifts of a campaign to which funds, by which weights. */
export interface NewRoute {
  /** Business key; the same key is the same route for ever. */
  key: string;
  campaignId: string;
  ruleId: string;
  source: FundSource;
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
    const { key, campaignId, ruleId, source } = route;
    const legs = route.legs.filter(({ weight }) => weight > 0n);
    let total = 0n;
    const cumulativeWeights = legs.map(({ weight }) => (total += weight));
    invariant(total > 0n && total <= MAX_TOTAL_WEIGHT, 'a route has weights that can split a gift');
    const open = (purpose: 'PROVIDER_BALANCE' | 'RESTRICTED_INCOME' | 'UNALLOCATED' | 'FUNDRAISING_COST') =>
      this.books.openAccount(tx, { purpose, campaignId, orgUnitId: null, source: null });
    const legAccounts: number[] = [];
    for (const { orgUnitId } of legs) {
      legAccounts.push(await this.books.openAccount(tx, { purpose: 'CITY_FUND', campaignId, orgUnitId, source }));
    }
    return this.books.openRoute(tx, {
      key,
      campaignId,
      ruleId,
      source,
      providerAccount: await open('PROVIDER_BALANCE'),
      incomeAccount: await open('RESTRICTED_INCOME'),
      unallocatedAccount: await open('UNALLOCATED'),
      costAccount: await open('FUNDRAISING_COST'),
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
    const { batch, posted, conflicts } = await this.books.post(tx, gifts, this.clock.now());
    const ids = gifts.map(({ id }) => id);
    if (posted === ids.length) return { posted: ids, conflicts };
    return { posted: batch === null ? [] : await this.books.giftsOfBatch(tx, batch, ids), conflicts };
  }
}
