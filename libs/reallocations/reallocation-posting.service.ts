import { Inject, Injectable } from '@nestjs/common';
import { Clock, invariant } from '#kernel';
import { GiftMovesService, ShortFundsError } from '#ledger';
import type { Tx } from '#platform';
import { keyOf } from './reallocation.types.js';
import { ReallocationsRepository } from './reallocations.repository.js';

/** Gifts of one batch: the funds they touch are locked for as long as it takes to post them. */
export const BATCH = 250;

/** Carries approved re-allocations into the books, batch by batch. */
@Injectable()
export class ReallocationPosting {
  constructor(
    @Inject(ReallocationsRepository) private readonly documents: ReallocationsRepository,
    @Inject(GiftMovesService) private readonly moves: GiftMovesService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Posts the next gifts of a document and marks them, in this transaction; safe to run twice or in parallel.
   * @returns whether more wait
   * @throws ShortFundsError when a city has spent meanwhile what it would have to give up
   */
  async postNext(tx: Tx, id: string): Promise<boolean> {
    const document = await this.documents.lock(tx, id);
    if (document?.state !== 'APPROVED' || document.postedAt) return false;
    const { approvedBy, approvedAt, ruleId, note, proposedBy } = document;
    invariant(approvedBy !== null && approvedAt !== null, 'what is posted was approved');
    const items = await this.documents.waiting(tx, id, BATCH);
    const orders = items.map(({ giftId, routeId, placementId }) => ({
      id: keyOf(id, giftId),
      giftId,
      routeId,
      placementId,
    }));
    const authority = { document: id, ruleId, note, proposedBy, approvedBy, occurredAt: approvedAt };
    const { posted, skipped } = await this.moves.move(tx, orders, authority);
    await this.documents.mark(tx, id, posted, 'POSTED');
    await this.documents.mark(tx, id, skipped, 'SKIPPED');
    const hasMore = items.length === BATCH;
    if (!hasMore) await this.documents.setPosted(tx, id, this.clock.now());
    return hasMore;
  }

  /** Says on the document why it waits, for the people who look at it. */
  async noteFailure(id: string, error: unknown): Promise<void> {
    const shortages = error instanceof ShortFundsError ? error.shortages : [];
    const cities = shortages.map(({ orgUnitId, missing }) => `${orgUnitId}:${missing}`);
    await this.documents.setFailure(id, cities.length > 0 ? cities.join(',') : 'internal');
  }

  /** It gets on again. */
  async clearFailure(id: string): Promise<void> {
    await this.documents.setFailure(id, null);
  }
}
