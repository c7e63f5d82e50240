import { Inject, Injectable } from '@nestjs/common';
import { CampaignsRepository } from '#campaigns';
import { IdSource, invariant } from '#kernel';
import type { Tx } from '#platform';
import { PledgesRepository } from '#pledges';
import { HeldPaymentBooks } from './held-payment.books.js';
import { HeldPaymentMails } from './held-payment.mails.js';
import type { PaidStatus } from './payment-gateway.types.js';
import { PaymentExceptionsRepository } from './payment-exceptions.repository.js';
import { exceptionOf, POLICY } from './payment-policy.js';
import { PaymentsRepository, type PaymentAttempt } from './payments.repository.js';

/** A payment that has been taken. */
export interface Taken {
  attempt: PaymentAttempt;
  status: PaidStatus;
}

/** Sorts payments by the written policy: which count as the gift they were meant as, and which are held. */
@Injectable()
export class PaymentExceptionsService {
  constructor(
    @Inject(PaymentExceptionsRepository) private readonly exceptions: PaymentExceptionsRepository,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(PledgesRepository) private readonly pledges: PledgesRepository,
    @Inject(CampaignsRepository) private readonly campaigns: CampaignsRepository,
    @Inject(HeldPaymentBooks) private readonly books: HeldPaymentBooks,
    @Inject(HeldPaymentMails) private readonly mails: HeldPaymentMails,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /**
   * Sorts payments in the transaction that takes them in: locks their pledges, keeps what is odd, and books what is held
   * as owed to its giver. Payments sorted before stay as they were.
   * @returns the ids of the attempts whose money is held
   */
  async sort(tx: Tx, taken: readonly Taken[], at: Date): Promise<Set<string>> {
    const held = new Set<string>();
    if (taken.length === 0) return held;
    const pledgeIds = [...new Set(taken.map(({ attempt }) => attempt.pledgeId))];
    const pledges = new Map((await this.pledges.lockMany(tx, pledgeIds)).map((pledge) => [pledge.id, pledge]));
    const campaignIds = new Set([...pledges.values()].map(({ campaignId }) => campaignId));
    const campaigns = new Map((await this.campaigns.findMany([...campaignIds])).map((each) => [each.id, each]));
    // Read only now that the pledges are locked: two payments of one pledge are sorted one after the other.
    const sorted = new Map((await this.payments.sortedAttempts(tx, pledgeIds)).map((each) => [each.id, each]));
    const paid = new Set(
      [...sorted.values()].flatMap(({ pledgeId, state }) => (state === 'SUCCEEDED' ? [pledgeId] : [])),
    );
    for (const { attempt, status } of taken) {
      const known = sorted.get(attempt.id);
      if (known?.state === 'HELD') held.add(attempt.id);
      if (known) continue;
      const pledge = pledges.get(attempt.pledgeId);
      const campaign = pledge && campaigns.get(pledge.campaignId);
      invariant(pledge && campaign, 'a payment is made for a pledge to a campaign');
      const kind = exceptionOf({
        paid: status.amount,
        pledged: pledge.amount,
        paidAt: status.paidAt,
        pledgeState: pledge.state,
        paidBefore: paid.has(pledge.id),
        campaign,
      });
      const state = kind === null ? 'ACCEPTED' : POLICY[kind];
      if (state === 'ACCEPTED') paid.add(pledge.id);
      if (kind === null) continue;
      const facts = { attemptId: attempt.id, pledgeId: pledge.id, campaignId: campaign.id, amount: status.amount };
      const id = this.ids.next('paymentException');
      await this.exceptions.insert(tx, { ...facts, id, kind, state, noticedAt: at });
      if (state === 'ACCEPTED') continue;
      held.add(attempt.id);
      await this.books.received(tx, facts, status);
      await this.mails.tell(tx, facts, 'held');
    }
    return held;
  }
}
