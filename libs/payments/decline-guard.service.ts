import { Inject, Injectable } from '@nestjs/common';
import { invariant } from '#kernel';
import { Database } from '#platform';
import { PledgesService } from '#pledges';
import { PaymentGateway } from './payment-gateway.js';
import { PaymentLimits } from './payment-limits.js';
import { PaymentsRepository } from './payments.repository.js';
import { SettlementService, type Finding } from './settlement.service.js';

/** Watches for cards being tried out: a page on which too many were declined is closed. */
@Injectable()
export class DeclineGuard {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(SettlementService) private readonly settlement: SettlementService,
    @Inject(PaymentLimits) private readonly limits: PaymentLimits,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
  ) {}

  /** Counts the declines among findings that have been applied. @throws GatewayUnavailable */
  async watch(findings: readonly Finding[]): Promise<void> {
    for (const finding of findings) {
      const { attempt, status } = finding;
      if (status?.kind !== 'failed') continue;
      const counted = await this.database.transaction((tx) => this.payments.countDeclines(tx, attempt.id));
      if (!counted) continue;
      const pledge = await this.pledges.find(attempt.pledgeId);
      invariant(pledge, 'an attempt belongs to a pledge');
      const declines = { ...counted, campaignId: pledge.campaignId, cardFingerprint: status.cardFingerprint };
      if (await this.limits.countDeclines(declines)) await this.close(finding);
    }
  }

  private async close({ attempt }: Finding): Promise<void> {
    if (attempt.sessionId === null) return;
    await this.gateway.closeCheckout(attempt.sessionId);
    const finding = await this.settlement.inspect(attempt);
    const kind = finding.status?.kind;
    await this.database.transaction(async (tx) => {
      // A payment that got through at the last moment is a payment.
      if (kind === 'paid' || kind === 'processing') return this.settlement.apply(tx, [finding]);
      await this.payments.cancel(tx, attempt.id);
      const { pledgeId } = attempt;
      const news = { pledgeId, outcome: 'expired', failure: TOO_MANY_DECLINES, paidAt: null, fee: null } as const;
      await this.pledges.applyPayments(tx, [news], 'system:limits');
    });
  }
}

/** Why a page was closed, as a stable code. */
export const TOO_MANY_DECLINES = 'too_many_declines';
