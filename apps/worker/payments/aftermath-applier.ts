import { Inject, Injectable } from '@nestjs/common';
import { DisputeFollower } from '#disputes';
import { AftermathService, GiftReturnsService, HeldPaymentReturns, inOrder, type Following } from '#payments';
import type { Tx } from '#platform';
import { RefundFollower } from '#refunds';

const WHY = { actor: 'provider:stripe', reason: 'aftermath' };

/**
 * Applies what became of one payment, in one transaction: documents of refunds and disputes first, then the lines of the
 * provider's statement into the books in the order they happened, then the pledge. Any order of news, twice or in
 * parallel, comes to the same.
 */
@Injectable()
export class AftermathApplier {
  constructor(
    @Inject(AftermathService) private readonly aftermath: AftermathService,
    @Inject(RefundFollower) private readonly refunds: RefundFollower,
    @Inject(DisputeFollower) private readonly disputes: DisputeFollower,
    @Inject(GiftReturnsService) private readonly returns: GiftReturnsService,
    @Inject(HeldPaymentReturns) private readonly held: HeldPaymentReturns,
  ) {}

  /** @throws GiftNotInBooks; whatever the books refuse, which is for a person to look at */
  async apply(tx: Tx, following: Following): Promise<void> {
    const { found } = following;
    if (found?.attempt.state === 'HELD') await this.held.followPayment(tx, found.attempt.id, found.aftermath);
    else if (found) {
      const pledge = await this.aftermath.lockPledge(tx, found.attempt);
      const steps = [
        ...(await this.refunds.apply(tx, pledge, found)),
        ...(await this.disputes.apply(tx, pledge, found)),
      ];
      for (const step of inOrder(steps)) await step.post();
      await this.returns.settleState(tx, pledge, await this.disputes.isDisputed(tx, pledge.id), WHY);
    }
    await this.aftermath.markFollowed(tx, following);
  }
}
