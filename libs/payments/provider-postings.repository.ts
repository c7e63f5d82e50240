import { Inject, Injectable } from '@nestjs/common';
import { Clock, invariant } from '#kernel';
import type { Tx } from '#platform';

/**
 * Which line of the provider's statement a transfer of the books stands for, so that the two can be compared without
 * knowing what a refund or a dispute is. Gifts are not kept here: their attempt names their line.
 */
@Injectable()
export class ProviderPostingsRepository {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /**
   * Keeps that these transfers together are what a movement did, in the transaction that posts them. Again with the
   * same movement changes nothing.
   * @param postingIds ids of transfers that touch 1009; several where one line is booked in parts, as a dispute and its
   *   fee
   * @throws InvariantViolation when one of them stands for another movement already
   */
  async link(tx: Tx, movementId: string, postingIds: readonly string[]): Promise<void> {
    const linkedAt = this.clock.now();
    const data = postingIds.map((postingId) => ({ postingId, movementId, linkedAt }));
    await tx.providerPosting.createMany({ data, skipDuplicates: true });
    const known = await tx.providerPosting.findMany({ where: { postingId: { in: [...postingIds] } } });
    invariant(
      known.every((posting) => posting.movementId === movementId),
      'a transfer stands for one line of the statement of the provider',
    );
  }
}
