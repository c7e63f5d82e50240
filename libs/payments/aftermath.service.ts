import { Inject, Injectable } from '@nestjs/common';
import { Clock, invariant } from '#kernel';
import { TransfersService } from '#ledger';
import { Database, Outbox, type Tx } from '#platform';
import { PledgesService, type Pledge } from '#pledges';
import { GatewayRefused, PaymentGateway } from './payment-gateway.js';
import type { PaymentAftermath } from './payment-gateway.types.js';
import { PaymentsRepository, type PaymentAttempt } from './payments.repository.js';

/** What became of one payment, as fetched. */
export interface Following {
  paymentIntentId: string;
  /** Null for a payment that is none of ours, or of which nothing has become. */
  found: { attempt: PaymentAttempt; aftermath: PaymentAftermath } | null;
  /** Notifications received before this moment are covered by what was fetched. */
  askedAt: Date;
}

/** The gift is not in the books yet, so nothing can go back of it; the work is tried again. */
export class GiftNotInBooks extends Error {
  override readonly name = 'GiftNotInBooks';
}

/** Notifications that wait longer than this for their gift to be posted are asked about again. */
const WAIT_MS = 60_000;

/**
 * What became of payments after they were taken: refunds and disputes, whoever began them. Whoever asks (a
 * notification, a refund that was sent, the sweep) goes this one way: fetch first, outside any transaction, then lock
 * the pledge and apply.
 */
@Injectable()
export class AftermathService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PaymentsRepository) private readonly payments: PaymentsRepository,
    @Inject(PledgesService) private readonly pledges: PledgesService,
    @Inject(TransfersService) private readonly transfers: TransfersService,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Asks the provider.
   * @throws GatewayUnavailable; GiftNotInBooks when we have not heard yet that the payment was made
   */
  async follow(paymentIntentId: string): Promise<Following> {
    const askedAt = this.clock.now();
    const aftermath = await this.fetch(paymentIntentId);
    const attempt = aftermath && (await this.attemptOf(aftermath));
    if (!attempt || aftermath.refunds.length + aftermath.disputes.length === 0) {
      return { paymentIntentId, found: null, askedAt };
    }
    if (attempt.state !== 'SUCCEEDED' && attempt.state !== 'HELD') {
      // Money that goes back has come before: what tells of that was lost or is late.
      await this.database.transaction((tx) => this.outbox.publish(tx, 'payments-settle', [{ key: attempt.id }]));
      throw new GiftNotInBooks(`the attempt ${attempt.id} is not known to be paid`);
    }
    return { paymentIntentId, found: { attempt, aftermath }, askedAt };
  }

  /** Locks the pledge of a payment, once it is in the books. @throws GiftNotInBooks */
  async lockPledge(tx: Tx, { pledgeId }: PaymentAttempt): Promise<Pledge> {
    const pledge = await this.pledges.lock(tx, pledgeId);
    invariant(pledge, 'an attempt belongs to a pledge');
    if (!(await this.transfers.returnsOf(tx, [pledgeId])).has(pledgeId)) {
      throw new GiftNotInBooks(`the gift ${pledgeId} is not posted`);
    }
    return pledge;
  }

  /** Everything heard of the payment up to the fetch has been taken in. */
  async markFollowed(tx: Tx, { paymentIntentId, askedAt }: Following): Promise<void> {
    await this.payments.markProcessed(tx, 'payments-follow', [paymentIntentId], this.clock.now(), askedAt);
  }

  /** Asks for another look at payments. */
  async askAgain(tx: Tx, paymentIntentIds: readonly string[]): Promise<void> {
    const keys = [...new Set(paymentIntentIds)];
    await this.outbox.publish(
      tx,
      'payments-follow',
      keys.map((key) => ({ key })),
    );
  }

  /** Work that waited for its gift until it was given up is asked for again; returns how much. */
  async sweep(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - WAIT_MS);
    return this.database.transaction(async (tx) => {
      const waiting = await this.payments.unfollowed(tx, before, `${GiftNotInBooks.name}:`);
      await this.askAgain(tx, waiting);
      return waiting.length;
    });
  }

  /** Null where the provider knows no such payment: it is of another account. */
  private async fetch(paymentIntentId: string): Promise<PaymentAftermath | null> {
    try {
      return await this.gateway.followPayment(paymentIntentId);
    } catch (error) {
      if (error instanceof GatewayRefused && error.code === 'resource_missing') return null;
      throw error;
    }
  }

  private async attemptOf({ attemptId, paymentIntentId }: PaymentAftermath): Promise<PaymentAttempt | null> {
    const named = attemptId === null ? [] : await this.payments.findAttempts([attemptId]);
    return named[0] ?? this.payments.findByPaymentIntent(paymentIntentId);
  }
}
