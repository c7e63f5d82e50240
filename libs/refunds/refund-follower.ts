import { Inject, Injectable } from '@nestjs/common';
import { Clock, IdSource, invariant } from '#kernel';
import {
  AftermathService,
  GiftReturnsService,
  type Following,
  type MovementStep,
  type ProviderRefund,
} from '#payments';
import { Database, Logger, Outbox, type Tx } from '#platform';
import type { Pledge } from '#pledges';
import { PUBLIC_NOTES } from './refund-notes.js';
import { RefundRecorder } from './refund-recorder.js';
import { stateAfterNews } from './refund.states.js';
import { RefundsRepository, type Refund } from './refunds.repository.js';
import { blank } from './refunds.service.js';

type Found = NonNullable<Following['found']>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SWEEP_LIMIT = 100;

/**
 * Brings refunds in line with what the provider says, whoever began them and wherever: state forward only, each line of
 * the provider's statement into the books once.
 */
@Injectable()
export class RefundFollower {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RefundsRepository) private readonly refunds: RefundsRepository,
    @Inject(RefundRecorder) private readonly recorder: RefundRecorder,
    @Inject(GiftReturnsService) private readonly returns: GiftReturnsService,
    @Inject(AftermathService) private readonly aftermath: AftermathService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(IdSource) private readonly ids: IdSource,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /**
   * Applies what was fetched of a payment whose pledge is locked.
   * @returns what is still to be posted, for the caller to bring into order with what disputes moved
   */
  async apply(tx: Tx, pledge: Pledge, { attempt, aftermath }: Found): Promise<MovementStep[]> {
    const documents = await this.refunds.ofPledgeLocked(tx, pledge.id);
    const { paymentIntentId } = aftermath;
    const steps: MovementStep[] = [];
    const news = [...aftermath.refunds].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
    for (const each of news) {
      const document =
        matching(documents, each, paymentIntentId) ??
        (await this.adopt(tx, pledge, each, { id: attempt.id, paymentIntentId }));
      const current = await this.forward(tx, pledge, document, each);
      steps.push(...this.stepsOf(tx, pledge, current, each));
    }
    return steps;
  }

  /** Asks about refunds nobody told us of, and sends what was given up; returns how many. */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    const ago = (ms: number): Date => new Date(now.getTime() - ms);
    const patience = {
      now,
      soon: ago(MINUTE_MS),
      lately: ago(HOUR_MS),
      later: ago(6 * HOUR_MS),
      oldest: ago(35 * 24 * HOUR_MS),
    };
    return this.database.transaction(async (tx) => {
      const intents = await this.refunds.unchecked(tx, patience, SWEEP_LIMIT);
      await this.aftermath.askAgain(tx, intents);
      // A provider that was away for long must not cost a giver the refund.
      const unsent = await this.refunds.unsent(tx);
      await this.outbox.publish(
        tx,
        'refunds-send',
        unsent.map((key) => ({ key })),
      );
      return intents.length + unsent.length;
    });
  }

  /** A refund that is none of ours: made in the provider's dashboard. */
  private async adopt(
    tx: Tx,
    pledge: Pledge,
    { id: providerRefundId, amount, createdAt }: ProviderRefund,
    attempt: { id: string; paymentIntentId: string },
  ): Promise<Refund> {
    const draft = blank(this.ids.next('refund'), pledge.id, attempt, createdAt);
    const changedAt = this.clock.now();
    return this.recorder.create(
      tx,
      { ...draft, origin: 'PROVIDER', state: 'SENT', amount, reasonCode: 'PROVIDER', providerRefundId, changedAt },
      'provider:dashboard',
      'made_at_provider',
    );
  }

  private async forward(tx: Tx, pledge: Pledge, refund: Refund, news: ProviderRefund): Promise<Refund> {
    invariant(refund.amount === news.amount, 'a refund has the amount that two people agreed on');
    const known = refund.providerRefundId !== null;
    const to = stateAfterNews(refund.state, news.state, known);
    const providerRefundId = news.id;
    if (to === null) return known ? refund : this.recorder.note(tx, refund, { providerRefundId });
    const failure = to === 'FAILED' ? (news.failure ?? news.state.toLowerCase()) : null;
    const change = { state: to, providerRefundId, failure };
    const moved = await this.recorder.move(tx, refund, change, 'provider:stripe', failure ?? `refund_${to}`);
    if (to === 'SUCCEEDED') await this.recorder.tell(tx, pledge, moved, 'arrived');
    if (to === 'FAILED') {
      await this.recorder.tell(tx, pledge, moved, 'failed');
      // Money we could not give back: somebody has to find another way.
      this.logger.error({ refundId: refund.id, pledgeId: pledge.id, failure }, 'a refund failed');
    }
    return moved;
  }

  private stepsOf(
    tx: Tx,
    pledge: Pledge,
    refund: Refund,
    { withdrawn, returned, amount }: ProviderRefund,
  ): MovementStep[] {
    const steps: MovementStep[] = [];
    const subject = refund.id;
    const key = `refund:${refund.id}`;
    if (withdrawn && refund.withdrawnMovementId === null) {
      invariant(withdrawn.amount === -amount && withdrawn.fee === 0n, 'a refund takes its amount and no fee');
      const { occurredAt } = withdrawn;
      const post = async (): Promise<void> => {
        const { id: document, proposedBy, approvedBy, reasonCode } = refund;
        const authority = { document, proposedBy, approvedBy, note: PUBLIC_NOTES[reasonCode] };
        const order = { ...authority, id: key, kind: 'GIFT_REFUNDED' as const, amount, occurredAt };
        const { carriedByPool } = await this.returns.giveBack(tx, pledge, order, withdrawn.id);
        await this.recorder.note(tx, refund, { withdrawnMovementId: withdrawn.id, carriedByPool });
      };
      steps.push({ subject, occurredAt, amount: withdrawn.amount, post });
    }
    if (returned && refund.returnedMovementId === null) {
      invariant(returned.amount === amount && returned.fee === 0n, 'a failed refund brings its amount back');
      const { occurredAt } = returned;
      const post = async (): Promise<void> => {
        const undone = { id: `refund-failed:${refund.id}`, returnId: key, amount, occurredAt };
        await this.returns.takeBack(tx, pledge, 'REFUND_FAILED', undone, returned.id);
        await this.recorder.note(tx, refund, { returnedMovementId: returned.id, carriedByPool: 0n });
      };
      steps.push({ subject, occurredAt, amount: returned.amount, post });
    }
    return steps;
  }
}

/** The document of a refund: the one that knows it, or the one it names while that knows no other. */
function matching(documents: readonly Refund[], news: ProviderRefund, paymentIntentId: string): Refund | undefined {
  const known = documents.find(({ providerRefundId }) => providerRefundId === news.id);
  return (
    known ??
    documents.find(
      (each) =>
        each.id === news.refundId &&
        each.paymentIntentId === paymentIntentId &&
        each.providerRefundId === null &&
        each.approvedBy !== null,
    )
  );
}
