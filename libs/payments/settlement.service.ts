import { Inject, Injectable } from '@nestjs/common';
import { Clock, invariant } from '#kernel';
import { Database, Outbox, type AttemptState, type Tx } from '#platform';
import { PledgesService, type PaymentNews, type PaymentOutcome, type Pledge } from '#pledges';
import { GatewayRefused, PaymentGateway } from './payment-gateway.js';
import type { PaymentStatus } from './payment-gateway.types.js';
import { PaymentExceptionsService } from './payment-exceptions.service.js';
import { PaymentsRepository, type AttemptOutcome, type PaymentAttempt } from './payments.repository.js';

/** What was found out about one attempt. */
export interface Finding {
  attempt: PaymentAttempt;
  /** Null for an attempt the provider never heard of. */
  status: PaymentStatus | null;
  /** Notifications received before this moment are covered by what was fetched. */
  askedAt: Date;
}

interface Known {
  attempt: PaymentAttempt;
  status: PaymentStatus;
}

/** Whose card is charged without its owner. */
export interface CardToCharge {
  customerId: string;
  cardId: string;
}

const STATES: Record<PaymentOutcome, AttemptState> = {
  awaiting: 'OPEN',
  processing: 'OPEN',
  paid: 'SUCCEEDED',
  failed: 'FAILED',
  expired: 'EXPIRED',
  cancelled: 'CANCELLED',
};

/** A visitor who watches the page asks again at most this often. */
const WATCH_MS = 4_000;
/** A payment nobody tells us about is looked at again after so many seconds: soon while it is fresh, then less often. */
const SWEEP_SECONDS = { shortest: 10, longest: 75 };
/** At a time: the provider takes only so many calls a second, and a sweep comes every ten. */
const SWEEP_LIMIT = 100;

/**
 * Brings pledges in line with what the provider says. Whoever asks (a notification, the return page, the sweep) goes
 * this one way: fetch first, outside any transaction, then lock and move forward. What was fetched may be a moment
 * old; since states only move forward, that does no harm, and newer news asks again.
 */
@Injectable()
export class SettlementService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(PaymentExceptionsService) private readonly exceptions: PaymentExceptionsService,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async attempts(ids: readonly string[]): Promise<PaymentAttempt[]> {
    return this.payments.findAttempts(ids);
  }

  /** Asks the provider. @throws GatewayUnavailable */
  async inspect(attempt: PaymentAttempt): Promise<Finding> {
    const askedAt = this.clock.now();
    // Without a page nobody can have paid; news of one (opened, but its answer lost) must not revive the attempt.
    const { id, sessionId, customerId, createdAt } = attempt;
    if (sessionId !== null) return { attempt, status: await this.gateway.inspect(sessionId), askedAt };
    if (customerId === null) return { attempt, status: null, askedAt };
    return { attempt, status: await this.gateway.findPayment(id, customerId, createdAt), askedAt };
  }

  /**
   * Charges the kept card of an attempt. Its key and the attempt are committed; a repeat (`again`) asks first whether
   * the provider has the payment already, because an answer may have been lost and a key is forgotten after a day.
   * @throws GatewayUnavailable
   */
  async charge(attempt: PaymentAttempt, title: string, again: boolean): Promise<Finding> {
    const askedAt = this.clock.now();
    const { id: attemptId, pledgeId, idempotencyKey, amount, customerId, cardId } = attempt;
    invariant(customerId !== null && cardId !== null, 'a charge without a page names the card it charges');
    const known = again ? await this.inspect(attempt) : null;
    if (known?.status) return known;
    const order = { attemptId, pledgeId, idempotencyKey, amount, title, customerId, cardId };
    try {
      return { attempt, status: await this.gateway.chargeSavedCard(order), askedAt };
    } catch (error) {
      if (!(error instanceof GatewayRefused)) throw error;
      // The card or its owner is not there any more: that is no card to charge, and a person can put it right.
      return { attempt, status: { kind: 'failed', failure: error.code, cardFingerprint: null }, askedAt };
    }
  }

  /** The next try at charging a card for a pledge, under a new key; committed before the provider hears of it. */
  async prepareCharge(tx: Tx, pledge: Pick<Pledge, 'id' | 'amount'>, card: CardToCharge): Promise<PaymentAttempt> {
    const { id: pledgeId, amount } = pledge;
    const last = (await this.payments.attemptsOf(tx, pledgeId)).at(-1)?.number ?? 0;
    const provider = this.gateway.name;
    const createdAt = this.clock.now();
    return this.payments.insertAttempt(tx, { pledgeId, number: last + 1, provider, amount, createdAt, ...card });
  }

  /**
   * Applies findings: attempts, pledges and the notifications they answer, in one transaction. Payments that arrived
   * otherwise than expected go the way of the written policy.
   */
  async apply(tx: Tx, findings: readonly Finding[]): Promise<void> {
    const now = this.clock.now();
    const known = findings.flatMap(({ attempt, status }) => (status ? [{ attempt, status }] : []));
    // Before anything is read of them: which try is the latest, and whether another payment was first, must not change.
    await this.pledges.lockMany(
      tx,
      known.map(({ attempt }) => attempt.pledgeId),
    );
    const taken = known.flatMap(({ attempt, status }) => (status.kind === 'paid' ? [{ attempt, status }] : []));
    const held = await this.exceptions.sort(tx, taken, now);
    const outcomes = known.map(({ attempt, status }) => outcomeOf(attempt.id, status, held.has(attempt.id)));
    await this.payments.applyOutcomes(tx, outcomes, now);
    const news = await this.newsOf(tx, known, held);
    await this.pledges.applyPayments(tx, news, `provider:${this.gateway.name}`);
    const askedAt = findings.reduce((least, finding) => (finding.askedAt < least ? finding.askedAt : least), now);
    const asked = findings.map(({ attempt }) => attempt.id);
    await this.payments.markProcessed(tx, 'payments-settle', asked, now, askedAt);
    await this.tellOfKeptCards(tx, known);
  }

  /** A payment that keeps a card, or was made with a kept one, is news for whoever charges it every month. */
  private async tellOfKeptCards(tx: Tx, known: readonly { attempt: PaymentAttempt; status: PaymentStatus }[]) {
    const ended = known.filter(({ status }) => status.kind !== 'awaiting' && status.kind !== 'processing');
    // By the pledge, not the attempt: a month that failed by card may be paid on any page.
    const kept = await this.payments.withKeptCards(
      tx,
      ended.map(({ attempt }) => attempt.pledgeId),
    );
    const about = ended.filter(({ attempt }) => kept.has(attempt.pledgeId));
    for (const { attempt, status } of about) {
      if (status.kind === 'paid' && status.savedCard) await this.payments.keepCard(tx, attempt.id, status.savedCard);
    }
    await this.outbox.publish(
      tx,
      'monthly-gifts-follow',
      about.map(({ attempt }) => ({ key: attempt.pledgeId })),
    );
  }

  /**
   * What findings mean for pledges. Money that is there always counts; how else a try ended matters only for the latest
   * try, or an old page that closes would end a pledge that is being paid on a new one.
   */
  private async newsOf(tx: Tx, known: readonly Known[], held: ReadonlySet<string>): Promise<PaymentNews[]> {
    const latest = await this.payments.latestNumbers(tx, [...new Set(known.map(({ attempt }) => attempt.pledgeId))]);
    return known.flatMap(({ attempt, status }): PaymentNews[] => {
      const { pledgeId } = attempt;
      const nothing = { pledgeId, failure: null, paidAt: null, fee: null };
      if (status.kind === 'paid') {
        if (held.has(attempt.id)) return [{ ...nothing, outcome: 'failed', failure: 'payment_held' }];
        return [{ ...nothing, outcome: 'paid', paidAt: status.paidAt, fee: status.fee }];
      }
      if (attempt.number !== latest.get(pledgeId) && status.kind !== 'processing') return [];
      return [{ ...nothing, outcome: status.kind, failure: status.kind === 'failed' ? status.failure : null }];
    });
  }

  /** The giver is looking at an unfinished pledge: asks for a settlement, at most every few seconds. */
  async watch(pledgeId: string): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const attemptId = await this.payments.claimCheck(tx, pledgeId, new Date(now.getTime() - WATCH_MS), now);
      if (attemptId) await this.outbox.publish(tx, 'payments-settle', [{ key: attemptId }]);
    });
  }

  /** Asks for a settlement of open attempts nobody has looked at for a while; returns how many. */
  async sweep(): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      const ids = await this.payments.unchecked(tx, now, SWEEP_SECONDS, SWEEP_LIMIT);
      await this.outbox.publish(
        tx,
        'payments-settle',
        ids.map((key) => ({ key })),
      );
      return ids.length;
    });
  }
}

function outcomeOf(id: string, status: PaymentStatus, held: boolean): AttemptOutcome {
  const paid = status.kind === 'paid' ? status : null;
  return {
    id,
    state: held ? 'HELD' : STATES[status.kind],
    paymentIntentId: paid?.paymentIntentId ?? null,
    chargeId: paid?.chargeId ?? null,
    movementId: paid?.movementId ?? null,
    fee: paid?.fee ?? null,
    method: paid?.method ?? null,
    cardFingerprint: status.kind === 'paid' || status.kind === 'failed' ? status.cardFingerprint : null,
    failure: status.kind === 'failed' ? status.failure : null,
  };
}
