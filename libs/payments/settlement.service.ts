import { Inject, Injectable } from '@nestjs/common';
import { Clock, invariant } from '#kernel';
import { Database, Outbox, type AttemptState, type Tx } from '#platform';
import { PledgesService, type PaymentOutcome } from '#pledges';
import { PaymentGateway } from './payment-gateway.js';
import type { PaymentStatus } from './payment-gateway.types.js';
import { PaymentsRepository, type AttemptOutcome, type PaymentAttempt } from './payments.repository.js';

/** What was found out about one attempt. */
export interface Finding {
  attempt: PaymentAttempt;
  /** Null for an attempt that never had a page. */
  status: PaymentStatus | null;
  /** Notifications received before this moment are covered by what was fetched. */
  askedAt: Date;
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
/** A payment nobody told us about is looked at after this long. */
const SWEEP_MS = 90_000;
const SWEEP_LIMIT = 200;

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
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async attempts(ids: readonly string[]): Promise<PaymentAttempt[]> {
    return this.payments.findAttempts(ids);
  }

  /**
   * Asks the provider.
   * @throws GatewayUnavailable; InvariantViolation when the amount is not the pledge's
   */
  async inspect(attempt: PaymentAttempt): Promise<Finding> {
    const askedAt = this.clock.now();
    // Without a page nobody can have paid; news of one (opened, but its answer lost) must not revive the attempt.
    if (attempt.sessionId === null) return { attempt, status: null, askedAt };
    const status = await this.gateway.inspect(attempt.sessionId);
    // Money of another amount is never booked as if it were the pledge: it is parked for a person.
    invariant(status.kind !== 'paid' || status.amount === attempt.amount, 'a payment has the amount of its pledge');
    return { attempt, status, askedAt };
  }

  /** Applies findings: attempts, pledges and the notifications they answer, in one transaction. */
  async apply(tx: Tx, findings: readonly Finding[]): Promise<void> {
    const now = this.clock.now();
    const known = findings.flatMap(({ attempt, status }) => (status ? [{ attempt, status }] : []));
    const outcomes = known.map(({ attempt, status }) => outcomeOf(attempt.id, status));
    await this.payments.applyOutcomes(tx, outcomes, now);
    const news = known.map(({ attempt, status }) => ({
      pledgeId: attempt.pledgeId,
      outcome: status.kind,
      failure: status.kind === 'failed' ? status.failure : null,
      paidAt: status.kind === 'paid' ? status.paidAt : null,
      fee: status.kind === 'paid' ? status.fee : null,
    }));
    await this.pledges.applyPayments(tx, news, `provider:${this.gateway.name}`);
    const askedAt = findings.reduce((least, finding) => (finding.askedAt < least ? finding.askedAt : least), now);
    const asked = findings.map(({ attempt }) => attempt.id);
    await this.payments.markProcessed(tx, 'payments-settle', asked, now, askedAt);
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
      const ids = await this.payments.unchecked(tx, new Date(now.getTime() - SWEEP_MS), now, SWEEP_LIMIT);
      await this.outbox.publish(
        tx,
        'payments-settle',
        ids.map((key) => ({ key })),
      );
      return ids.length;
    });
  }
}

function outcomeOf(id: string, status: PaymentStatus): AttemptOutcome {
  const paid = status.kind === 'paid' ? status : null;
  return {
    id,
    state: STATES[status.kind],
    paymentIntentId: paid?.paymentIntentId ?? null,
    chargeId: paid?.chargeId ?? null,
    movementId: paid?.movementId ?? null,
    fee: paid?.fee ?? null,
    method: paid?.method ?? null,
    cardFingerprint: status.kind === 'paid' || status.kind === 'failed' ? status.cardFingerprint : null,
  };
}
