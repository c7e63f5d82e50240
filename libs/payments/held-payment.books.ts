import { Inject, Injectable } from '@nestjs/common';
import { TransfersService, type PlainEvent, type PlainKind } from '#ledger';
import type { Tx } from '#platform';
import type { Movement, PaidStatus } from './payment-gateway.types.js';
import type { PaymentException } from './payment-exceptions.repository.js';
import { ProviderPostingsRepository } from './provider-postings.repository.js';

/** What is booked of a held payment: whose campaign, which attempt, and who agreed. */
export type HeldFacts = Pick<PaymentException, 'campaignId' | 'attemptId'> & { approvedBy?: string | null };

/** Books held payments as owed to their giver (2209), each line of the provider's statement once. */
@Injectable()
export class HeldPaymentBooks {
  constructor(
    @Inject(TransfersService) private readonly transfers: TransfersService,
    @Inject(ProviderPostingsRepository) private readonly links: ProviderPostingsRepository,
  ) {}

  async received(tx: Tx, facts: HeldFacts, { amount, fee, movementId, paidAt }: PaidStatus): Promise<void> {
    await this.post(tx, facts, { id: movementId, amount, fee, occurredAt: paidAt }, 'HELD_PAYMENT_RECEIVED', '');
  }

  /** It left. @param refundId the provider's, because a refund that failed is followed by another */
  async returned(tx: Tx, facts: HeldFacts, refundId: string, movement: Movement): Promise<void> {
    await this.post(tx, facts, movement, 'HELD_PAYMENT_RETURNED', `:${refundId}`);
  }

  /** It could not be delivered and is with the provider again. */
  async cameBack(tx: Tx, facts: HeldFacts, refundId: string, movement: Movement): Promise<void> {
    await this.post(tx, facts, movement, 'HELD_PAYMENT_RECEIVED', `:${refundId}:back`);
  }

  private async post(
    tx: Tx,
    { campaignId, attemptId, approvedBy = null }: HeldFacts,
    movement: Movement,
    kind: Extract<PlainKind, `HELD_PAYMENT_${string}`>,
    suffix: string,
  ): Promise<void> {
    const { id, fee, occurredAt } = movement;
    const amount = movement.amount < 0n ? -movement.amount : movement.amount;
    const key = `held:${attemptId}${suffix}`;
    const common = {
      campaignId,
      orgUnitId: null,
      source: null,
      proposedBy: null,
      approvedBy,
      document: attemptId,
      note: null,
      occurredAt,
    };
    const events: PlainEvent[] = [{ ...common, id: key, kind, amount }];
    if (fee > 0n) events.push({ ...common, id: `${key}:fee`, kind: 'HELD_PAYMENT_FEE_CHARGED', amount: fee });
    await this.transfers.post(tx, events);
    await this.links.link(
      tx,
      id,
      events.map((event) => event.id),
    );
  }
}
