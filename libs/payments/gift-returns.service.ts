import { Inject, Injectable } from '@nestjs/common';
import type { Fen } from '#kernel';
import { TransfersService, type GiftReturn, type Posted, type ReturnUndone } from '#ledger';
import { Outbox, Signals, type Tx } from '#platform';
import { PledgesService, type Pledge } from '#pledges';
import { TeamsRepository } from '#teams';
import type { Movement } from './payment-gateway.types.js';
import { ProviderPostingsRepository } from './provider-postings.repository.js';

/**
 * Posts what goes back of gifts and what comes again, with all that follows in the same transaction: the total of the
 * team, the state of the pledge, the papers, the pages. The pledge is locked before.
 */
@Injectable()
export class GiftReturnsService {
  constructor(
    @Inject(TransfersService) private readonly transfers: TransfersService,
    @Inject(ProviderPostingsRepository) private readonly links: ProviderPostingsRepository,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(TeamsRepository) private readonly teams: TeamsRepository,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Signals) private readonly signals: Signals,
  ) {}

  /**
   * Money of a gift has left us.
   * @param movementId the line it left in the provider's statement
   * @throws GiftExceededError, TransferConflictError
   */
  async giveBack(tx: Tx, pledge: Pledge, order: Omit<GiftReturn, 'giftId'>, movementId: string): Promise<Posted> {
    const posted = await this.transfers.returnGift(tx, { ...order, giftId: pledge.id });
    await this.links.link(tx, movementId, [posted.id]);
    if (posted.fresh) await this.follow(tx, pledge, -order.amount);
    return posted;
  }

  /**
   * Money that had left has come back.
   * @param movementId the line it left in the provider's statement
   * @throws TransferConflictError; InvariantViolation when it had not left
   */
  async takeBack(
    tx: Tx,
    pledge: Pledge,
    kind: 'REFUND_FAILED' | 'CHARGEBACK_WON',
    { amount, ...undone }: ReturnUndone & { amount: Fen },
    movementId: string,
  ): Promise<Posted> {
    const { id, returnId, occurredAt } = undone;
    const posted =
      kind === 'REFUND_FAILED'
        ? await this.transfers.failRefund(tx, undone)
        : await this.transfers.winChargeback(tx, id, returnId, occurredAt);
    await this.links.link(tx, movementId, [posted.id]);
    if (posted.fresh) await this.follow(tx, pledge, amount);
    return posted;
  }

  /** What the provider charges for a dispute is the foundation's cost; what it gives back lowers it. */
  async bookDisputeFee(tx: Tx, { campaignId }: Pledge, document: string, movement: Movement): Promise<void> {
    const { id: movementId, fee, occurredAt } = movement;
    if (fee === 0n) return;
    const id = `dispute-fee:${movementId}`;
    const kind = fee > 0n ? 'DISPUTE_FEE_CHARGED' : 'DISPUTE_FEE_RETURNED';
    const amount = fee > 0n ? fee : -fee;
    const nobody = { orgUnitId: null, source: null, proposedBy: null, approvedBy: null, note: null };
    await this.transfers.post(tx, [{ ...nobody, id, kind, amount, campaignId, occurredAt, document }]);
    await this.links.link(tx, movementId, [id]);
  }

  /** Brings the pledge in line with the books; `disputed` while the giver's bank has not decided. */
  async settleState(tx: Tx, pledge: Pledge, disputed: boolean, why: { actor: string; reason: string }): Promise<void> {
    const gift = (await this.transfers.returnsOf(tx, [pledge.id])).get(pledge.id);
    if (gift) await this.pledges.applyReturns(tx, pledge, { ...gift, disputed }, why);
  }

  private async follow(tx: Tx, { id, teamId, campaignId }: Pledge, amount: Fen): Promise<void> {
    if (teamId !== null) await this.teams.moveTotal(tx, teamId, amount);
    await this.outbox.publish(tx, 'receipts-issue', [{ key: id, payload: { campaignId } }]);
    await this.signals.send(tx, [
      { kind: 'campaign', id: campaignId },
      { kind: 'pledge', id },
    ]);
  }
}
