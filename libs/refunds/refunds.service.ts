import { Inject, Injectable } from '@nestjs/common';
import { SamePersonError } from '#campaigns';
import type { Viewer } from '#identity';
import { Clock, FieldRejectedError, IdSource, isId, RequestError, type Fen } from '#kernel';
import { TransfersService, type ReturnPreview } from '#ledger';
import { Database, isUniqueViolation, Outbox, type Tx } from '#platform';
import { PledgesService, type Pledge } from '#pledges';
import { COOLING_OFF, CoolingOff } from './cooling-off.js';
import { RefundLimits } from './refund-limits.js';
import { RefundRecorder } from './refund-recorder.js';
import { isUndecided } from './refund.states.js';
import type { Refundable, RefundProposal, RefundRequest } from './refund.types.js';
import { NothingToRefundError, RefundStateError } from './refunds.errors.js';
import { RefundsRepository, type Refund } from './refunds.repository.js';

const MOST_WORDS = 500;
const DONOR = 'donor';

/**
 * Verbs of a refund. Each takes the person who acts; who may act at all is decided at the edge. The pledge is locked
 * before the document, so that amounts are counted once.
 */
@Injectable()
export class RefundsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RefundsRepository) private readonly refunds: RefundsRepository,
    @Inject(RefundLimits) private readonly limits: RefundLimits,
    @Inject(CoolingOff) private readonly coolingOff: CoolingOff,
    @Inject(RefundRecorder) private readonly recorder: RefundRecorder,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(TransfersService) private readonly transfers: TransfersService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /**
   * The giver asks for money back. A gift has one open request at a time: asked again, it is that one. What is asked for
   * while it cools off is granted at once.
   * @throws FieldRejectedError, NothingToRefundError, RefundDisputedError, RefundTooLargeError, RefundWindowOverError
   */
  async request(pledgeId: string, { amount, reasonCode, words }: RefundRequest): Promise<Refund> {
    const donorWords = checkedWords('words', words);
    return this.database.transaction(async (tx) => {
      const pledge = await this.pledge(tx, pledgeId);
      const open = (await this.refunds.ofPledgeLocked(tx, pledgeId)).find(({ state }) => state === 'REQUESTED');
      if (open) return open;
      const checked = await this.limits.check(tx, pledge, amount);
      const now = this.clock.now();
      const refund = await this.recorder.create(
        tx,
        {
          ...blank(this.ids.next('refund'), pledgeId, checked.attempt, now),
          origin: 'DONOR',
          state: 'REQUESTED',
          amount: checked.amount,
          reasonCode,
          donorWords,
          requestedAt: now,
        },
        DONOR,
        reasonCode,
      );
      if (await this.coolingOff.grants(tx, pledge, refund)) return this.grant(tx, pledge, refund);
      await this.recorder.tell(tx, pledge, refund, 'requested');
      return refund;
    });
  }

  /** The giver takes the request back, before anybody put it forward. @throws RefundStateError */
  async cancel(pledgeId: string, id: string): Promise<Refund> {
    return this.database.transaction(async (tx) => {
      const { refund } = await this.locked(tx, id);
      if (refund.pledgeId !== pledgeId) throw new RequestError('NOT_FOUND', 'refund_not_found');
      if (refund.state !== 'REQUESTED') throw new RefundStateError(refund.state);
      return this.recorder.move(tx, refund, { state: 'CANCELLED' }, DONOR, 'taken_back');
    });
  }

  /**
   * One person puts a refund forward, of a giver's request or anew; so much of the gift is reserved for it.
   * @throws FieldRejectedError, RefundStateError, NothingToRefundError, RefundDisputedError, RefundTooLargeError,
   *   RefundWindowOverError, RequestError CONFLICT when the id is taken
   */
  async propose(maker: Viewer, { id, pledgeId, amount, reasonCode, ...said }: RefundProposal): Promise<Refund> {
    if (!isId('refund', id)) throw new FieldRejectedError('id', 'id_malformed');
    const reason = demandedWords('reason', said.reason);
    const evidence = demandedWords('evidence', said.evidence);
    try {
      return await this.database.transaction(async (tx) => {
        const pledge = await this.pledge(tx, pledgeId);
        const known = await this.refunds.lock(tx, id);
        if (known && known.pledgeId !== pledgeId) throw new RequestError('CONFLICT', 'refund_id_taken');
        if (known && known.state !== 'REQUESTED') throw new RefundStateError(known.state);
        const { attempt } = await this.limits.check(tx, pledge, amount, id);
        const now = this.clock.now();
        const proposal = { amount, reasonCode, reason, evidence, proposedBy: maker.id, proposedAt: now };
        if (known) {
          return this.recorder.move(tx, known, { state: 'PROPOSED', ...proposal }, maker.id, reason);
        }
        const draft = blank(id, pledgeId, attempt, now);
        return this.recorder.create(
          tx,
          { ...draft, ...proposal, origin: 'STAFF', state: 'PROPOSED' },
          maker.id,
          reason,
        );
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw new RequestError('CONFLICT', 'refund_id_taken');
      throw error;
    }
  }

  /**
   * Another person agrees to exactly this amount of this payment; then it is sent.
   * @throws SamePersonError, RefundStateError, FieldRejectedError when the amount is another than what was seen,
   *   RefundDisputedError, RefundTooLargeError, RefundWindowOverError
   */
  async approve(checker: Viewer, id: string, amount: Fen, reason: string): Promise<Refund> {
    return this.database.transaction(async (tx) => {
      const { refund, pledge } = await this.locked(tx, id);
      if (refund.state !== 'PROPOSED') throw new RefundStateError(refund.state);
      if (refund.proposedBy === checker.id) throw new SamePersonError();
      if (refund.amount !== amount) throw new FieldRejectedError('amount', 'refund_amount_changed');
      await this.limits.check(tx, pledge, amount, id);
      const now = this.clock.now();
      const approval = { approvedBy: checker.id, approvedAt: now, idempotencyKey: `refund:${id}` };
      const approved = await this.recorder.move(tx, refund, { state: 'APPROVED', ...approval }, checker.id, reason);
      await this.outbox.publish(tx, 'refunds-send', [{ key: id }]);
      await this.recorder.tell(tx, pledge, approved, 'sent');
      return approved;
    });
  }

  /** Refuses a request or a proposal, or takes one's own proposal back; the giver is told why. @throws RefundStateError */
  async reject(staff: Viewer, id: string, answer: string): Promise<Refund> {
    const told = demandedWords('answer', answer);
    return this.database.transaction(async (tx) => {
      const { refund, pledge } = await this.locked(tx, id);
      if (!isUndecided(refund)) throw new RefundStateError(refund.state);
      const rejected = await this.recorder.move(tx, refund, { state: 'REJECTED', answer: told }, staff.id, told);
      if (refund.origin === 'DONOR') await this.recorder.tell(tx, pledge, rejected, 'rejected');
      return rejected;
    });
  }

  /** The giver put it forward, and the written rule agrees. */
  private async grant(tx: Tx, pledge: Pledge, refund: Refund): Promise<Refund> {
    const now = this.clock.now();
    const granted = await this.recorder.move(
      tx,
      refund,
      {
        state: 'APPROVED',
        proposedBy: DONOR,
        proposedAt: now,
        approvedBy: COOLING_OFF,
        approvedAt: now,
        idempotencyKey: `refund:${refund.id}`,
      },
      COOLING_OFF,
      'cooling_off',
    );
    await this.outbox.publish(tx, 'refunds-send', [{ key: refund.id }]);
    await this.recorder.tell(tx, pledge, granted, 'granted');
    return granted;
  }

  /** How much of a gift can go back now; null when it is not in the books. */
  async refundable(pledgeId: string, except = ''): Promise<Refundable | null> {
    return this.database.transaction(async (tx) => {
      const pledge = await this.pledge(tx, pledgeId);
      const found = await this.limits.refundable(tx, pledge, except);
      return found && { ...found, coolingOffUntil: this.coolingOff.until(pledge) };
    });
  }

  /**
   * What a refund would take from each city, and what the pool would carry.
   * @param id the document's own, which decides where the odd fen goes
   * @throws NothingToRefundError, GiftExceededError
   */
  async preview(pledgeId: string, id: string, amount: Fen): Promise<ReturnPreview> {
    return this.database.transaction(async (tx) => {
      if (!(await this.transfers.returnsOf(tx, [pledgeId])).has(pledgeId)) throw new NothingToRefundError();
      return this.transfers.previewReturn(tx, pledgeId, `refund:${id}`, amount);
    });
  }

  private async locked(tx: Tx, id: string): Promise<{ refund: Refund; pledge: Pledge }> {
    const found = await this.refunds.find(id);
    if (!found) throw new RequestError('NOT_FOUND', 'refund_not_found');
    const pledge = await this.pledge(tx, found.pledgeId);
    const refund = await this.refunds.lock(tx, id);
    if (!refund) throw new RequestError('NOT_FOUND', 'refund_not_found');
    return { refund, pledge };
  }

  private async pledge(tx: Tx, id: string): Promise<Pledge> {
    const pledge = await this.pledges.lock(tx, id);
    if (!pledge) throw new RequestError('NOT_FOUND', 'pledge_not_found');
    return pledge;
  }
}

/** A document of a payment before anything is said on it. */
export function blank(
  id: string,
  pledgeId: string,
  attempt: { id: string; paymentIntentId: string },
  now: Date,
): Omit<Refund, 'origin' | 'state' | 'amount' | 'reasonCode'> {
  return {
    id,
    pledgeId,
    attemptId: attempt.id,
    paymentIntentId: attempt.paymentIntentId,
    donorWords: null,
    reason: null,
    evidence: null,
    answer: null,
    requestedAt: null,
    proposedBy: null,
    proposedAt: null,
    approvedBy: null,
    approvedAt: null,
    idempotencyKey: null,
    tries: 0,
    sentAt: null,
    providerRefundId: null,
    failure: null,
    withdrawnMovementId: null,
    returnedMovementId: null,
    carriedByPool: 0n,
    createdAt: now,
    changedAt: now,
    checkedAt: null,
  };
}

function checkedWords(field: string, text: string | null): string | null {
  const words = text?.trim() ?? '';
  if ([...words].length > MOST_WORDS) throw new FieldRejectedError(field, 'field_too_long', { max: MOST_WORDS });
  return words === '' ? null : words;
}

function demandedWords(field: string, text: string): string {
  const words = checkedWords(field, text);
  if (words === null) throw new FieldRejectedError(field, 'field_required');
  return words;
}
