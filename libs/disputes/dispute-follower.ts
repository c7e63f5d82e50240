import { Inject, Injectable } from '@nestjs/common';
import { Clock, IdSource, invariant } from '#kernel';
import {
  AftermathService,
  GiftReturnsService,
  type Following,
  type Movement,
  type MovementStep,
  type ProviderDispute,
} from '#payments';
import { Database, Logger, Outbox, type Tx } from '#platform';
import type { Pledge } from '#pledges';
import { INQUIRIES, OPEN, stateAfterNews } from './dispute.states.js';
import { DisputesRepository, type Dispute } from './disputes.repository.js';

type Found = NonNullable<Following['found']>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SWEEP_LIMIT = 100;
const PROVIDER = 'provider:stripe';
const PUBLIC_NOTE = '付款银行提出争议（拒付）';

/**
 * Brings disputes in line with what the provider says: state forward, each line of its statement into the books once.
 * Money is booked when it moves, not when the bank decides: the ledger says what the provider holds.
 */
@Injectable()
export class DisputeFollower {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(DisputesRepository) private readonly disputes: DisputesRepository,
    @Inject(GiftReturnsService) private readonly returns: GiftReturnsService,
    @Inject(AftermathService) private readonly aftermath: AftermathService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /**
   * Applies what was fetched of a payment whose pledge is locked.
   * @returns what is still to be posted, for the caller to bring into order with what refunds moved
   */
  async apply(tx: Tx, pledge: Pledge, found: Found): Promise<MovementStep[]> {
    const documents = await this.disputes.ofPledgeLocked(tx, pledge.id);
    const steps: MovementStep[] = [];
    for (const news of found.aftermath.disputes) {
      const known = documents.find(({ providerDisputeId }) => providerDisputeId === news.id);
      const document = known ? await this.forward(tx, known, news) : await this.open(tx, pledge, news, found);
      steps.push(...this.stepsOf(tx, pledge, document, news));
    }
    return steps;
  }

  /** Whether the giver's bank has money of the gift and has not decided, or has decided for us and not paid yet. */
  async isDisputed(tx: Tx, pledgeId: string): Promise<boolean> {
    const documents = await this.disputes.ofPledgeLocked(tx, pledgeId);
    return documents.some(({ state, movements }) => {
      const out = movements.reduce((sum, { amount }) => sum + amount, 0n) < 0n;
      return OPEN.includes(state) || (state === 'WON' && out);
    });
  }

  /** Asks about disputes nobody told us of; returns how many payments. */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    const ago = (ms: number): Date => new Date(now.getTime() - ms);
    const patience = { now, soon: ago(MINUTE_MS), lately: ago(HOUR_MS), later: ago(HOUR_MS) };
    return this.database.transaction(async (tx) => {
      const intents = await this.disputes.unchecked(tx, patience, SWEEP_LIMIT);
      await this.aftermath.askAgain(tx, intents);
      // A provider that was away for long must not cost us the answer: it is due on a day.
      const unsent = await this.disputes.unsent(tx);
      await this.outbox.publish(
        tx,
        'disputes-respond',
        unsent.map((key) => ({ key })),
      );
      return intents.length + unsent.length;
    });
  }

  private async open(tx: Tx, pledge: Pledge, news: ProviderDispute, { attempt, aftermath }: Found): Promise<Dispute> {
    const dispute: Dispute = {
      id: this.ids.next('dispute'),
      pledgeId: pledge.id,
      attemptId: attempt.id,
      paymentIntentId: aftermath.paymentIntentId,
      providerDisputeId: news.id,
      amount: news.amount,
      reason: news.reason,
      state: news.state,
      evidenceDueAt: news.evidenceDueAt,
      submissions: news.submissions,
      openedAt: news.createdAt,
      answer: null,
      evidence: null,
      answeredBy: null,
      answeredAt: null,
      answerSentAt: null,
      answerFailure: null,
      carriedByPool: 0n,
      changedAt: this.clock.now(),
      checkedAt: null,
      movements: [],
    };
    await this.disputes.insert(tx, dispute);
    await this.record(tx, dispute.id, null, news);
    // Somebody has nine days or so to answer.
    this.logger.warn({ disputeId: dispute.id, pledgeId: pledge.id, state: news.state }, 'a payment is disputed');
    return dispute;
  }

  private async forward(tx: Tx, dispute: Dispute, news: ProviderDispute): Promise<Dispute> {
    const state = stateAfterNews(dispute.state, news.state);
    const { evidenceDueAt, submissions, amount } = news;
    const isNewer = submissions > dispute.submissions || amount !== dispute.amount;
    if (state === null && !isNewer && evidenceDueAt?.getTime() === dispute.evidenceDueAt?.getTime()) return dispute;
    const seen = Math.max(submissions, dispute.submissions);
    const change = {
      amount,
      evidenceDueAt,
      submissions: seen,
      ...(state ? { state, changedAt: this.clock.now() } : {}),
    };
    await this.disputes.update(tx, dispute.id, change);
    if (state !== null) {
      await this.record(tx, dispute.id, dispute.state, news);
      // An inquiry that became a dispute is asked anew.
      if (INQUIRIES.includes(dispute.state) && state === 'NEEDS_RESPONSE')
        await this.disputes.clearAnswer(tx, dispute.id);
    }
    return { ...dispute, ...change };
  }

  private stepsOf(tx: Tx, pledge: Pledge, dispute: Dispute, news: ProviderDispute): MovementStep[] {
    const known = new Set(dispute.movements.map(({ id }) => id));
    // Chargebacks that stand: those in the books, and those this very round posts.
    const standing = standingOf(dispute.movements);
    return news.movements
      .filter(({ id }) => !known.has(id))
      .sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || (a.amount < b.amount ? -1 : 1))
      .map((movement) => ({
        subject: dispute.id,
        occurredAt: movement.occurredAt,
        amount: movement.amount,
        post: async (): Promise<void> => {
          await this.disputes.recordMovement(tx, dispute.id, movement);
          if (movement.amount < 0n) {
            await this.withdraw(tx, pledge, dispute, movement);
            standing.push(movement);
          } else {
            const taken = standing.pop();
            invariant(taken && taken.amount === -movement.amount, 'a dispute gives back what it had taken');
            await this.reinstate(tx, pledge, dispute, movement, taken.id);
          }
        },
      }));
  }

  private async withdraw(tx: Tx, pledge: Pledge, dispute: Dispute, movement: Movement): Promise<void> {
    const { id, occurredAt } = movement;
    const authority = { document: dispute.id, proposedBy: null, approvedBy: null, note: PUBLIC_NOTE };
    const order = { ...authority, id: `chargeback:${id}`, kind: 'GIFT_CHARGED_BACK' as const, occurredAt };
    const { carriedByPool } = await this.returns.giveBack(tx, pledge, { ...order, amount: -movement.amount }, id);
    await this.disputes.addCarried(tx, dispute.id, carriedByPool);
    await this.returns.bookDisputeFee(tx, pledge, dispute.id, movement);
  }

  private async reinstate(
    tx: Tx,
    pledge: Pledge,
    dispute: Dispute,
    movement: Movement,
    takenId: string,
  ): Promise<void> {
    const { id, amount, occurredAt } = movement;
    const undone = { id: `chargeback-won:${id}`, returnId: `chargeback:${takenId}`, amount, occurredAt };
    await this.returns.takeBack(tx, pledge, 'CHARGEBACK_WON', undone, movement.id);
    await this.disputes.addCarried(tx, dispute.id, 0n);
    await this.returns.bookDisputeFee(tx, pledge, dispute.id, movement);
  }

  private async record(tx: Tx, id: string, from: Dispute['state'] | null, { state }: ProviderDispute): Promise<void> {
    const at = this.clock.now();
    await this.disputes.recordTransition(tx, id, { from, to: state, actor: PROVIDER, reason: `dispute_${state}`, at });
  }
}

/** Withdrawals that no later line has given back. */
function standingOf(movements: readonly { id: string; amount: bigint }[]): { id: string; amount: bigint }[] {
  const standing: { id: string; amount: bigint }[] = [];
  for (const movement of movements) {
    if (movement.amount < 0n) standing.push(movement);
    else standing.pop();
  }
  return standing;
}
