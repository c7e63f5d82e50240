import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '#kernel';
import { TransfersService, type PlainEvent } from '#ledger';
import {
  PaymentGateway,
  PaymentsRepository,
  ProviderPostingsRepository,
  type ProviderPayout as PayoutFacts,
  type StatementLine,
} from '#payments';
import { Database, Outbox, type Tx } from '#platform';
import { ProviderStatementRepository } from '../statement/provider-statement.repository.js';
import { sharesOf, type PayoutShare } from './payout-shares.js';
import { PayoutsRepository, type Payout } from './payouts.repository.js';

/** What was found out about one payout. */
export interface PayoutLook {
  facts: PayoutFacts;
  /** What it is made of; empty where the provider cannot say. */
  lines: StatementLine[];
  /** Notifications received before this moment are covered by what was fetched. */
  askedAt: Date;
}

/** A payout that has arrived may be sent back by the bank for so long; it is looked at again in every run. */
const MAY_FAIL_MS = 40 * 86_400_000;
const CURRENCY = 'CNY';

/**
 * Follows payouts to their end and posts them: to the bank when the provider says paid, back when it failed after that.
 * One way for a notification, the daily run and a person's button.
 */
@Injectable()
export class PayoutsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(PayoutsRepository) private readonly payouts: PayoutsRepository,
    @Inject(ProviderStatementRepository) private readonly statement: ProviderStatementRepository,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(ProviderPostingsRepository) private readonly links: ProviderPostingsRepository,
    @Inject(PaymentsRepository) private readonly inbox: PaymentsRepository,
    @Inject(TransfersService) private readonly transfers: TransfersService,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Asks the provider about one. @throws GatewayUnavailable, GatewayRefused */
  async look(payoutId: string): Promise<PayoutLook> {
    const askedAt = this.clock.now();
    return this.detailed(await this.gateway.inspectPayout(payoutId), askedAt);
  }

  /** Takes in what was found, posts what follows from it and strikes off the notifications it answers. */
  async apply(tx: Tx, { facts, lines, askedAt }: PayoutLook): Promise<Payout> {
    const now = this.clock.now();
    const payout = await this.payouts.keep(tx, facts, askedAt);
    await this.statement.insert(tx, lines, now);
    await this.payouts.keepLines(
      tx,
      payout.id,
      lines.map(({ id }) => id),
    );
    if (payout.state === 'PAID' && payout.settledAt === null) await this.settle(tx, payout);
    if (payout.state === 'FAILED' || payout.state === 'CANCELLED') await this.reverse(tx, payout);
    await this.inbox.markProcessed(tx, 'payouts-follow', [payout.id], now, askedAt);
    return payout;
  }

  /** Looks at everything that may have changed; @returns how many payouts were looked at */
  async followAll(): Promise<number> {
    const askedAt = this.clock.now();
    const oldest = await this.payouts.oldestUnfinished();
    const recently = new Date(askedAt.getTime() - MAY_FAIL_MS);
    const since = oldest === null ? new Date(0) : oldest < recently ? oldest : recently;
    let count = 0;
    for await (const facts of this.gateway.listPayouts(since)) {
      count += 1;
      const known = await this.payouts.find(facts.id);
      if (known && isFinished(known, facts)) continue;
      const look = await this.detailed(facts, askedAt);
      await this.database.transaction((tx) => this.apply(tx, look));
    }
    return count;
  }

  /** Asks for a payout to be looked at once more. */
  async askAgain(tx: Tx, payoutId: string): Promise<void> {
    await this.outbox.publish(tx, 'payouts-follow', [{ key: payoutId }]);
  }

  private async detailed(facts: PayoutFacts, askedAt: Date): Promise<PayoutLook> {
    const lines: StatementLine[] = [];
    // Its lines are complete once it is paid.
    if (facts.automatic && facts.state === 'PAID') {
      for await (const line of this.gateway.listPayoutLines(facts.id)) {
        if (line.id !== facts.movementId) lines.push(line);
      }
    }
    return { facts, lines, askedAt };
  }

  private async settle(tx: Tx, payout: Payout): Promise<void> {
    // Another currency has no account in these books; the comparison lists it.
    if (payout.currency !== CURRENCY || payout.movementId === null) return;
    const shares = sharesOf(
      payout.id,
      payout.amount,
      await this.payouts.sharesByLines(tx, payout.id),
      await this.payouts.held(tx),
    );
    await this.post(tx, payout, payout.movementId, shares, 'payout', payout.arrivalAt);
    await this.payouts.setSettled(tx, payout.id, this.clock.now());
  }

  /** What was posted goes back just as it was posted; a payout that failed before it was paid never was. */
  private async reverse(tx: Tx, payout: Payout): Promise<void> {
    const { id, settledAt, reversedAt, movementId, failureMovementId } = payout;
    if (settledAt === null || reversedAt !== null || movementId === null || failureMovementId === null) return;
    const posted = await this.payouts.postedShares(tx, movementId);
    const now = this.clock.now();
    await this.post(tx, payout, failureMovementId, posted, 'payout-return', now);
    await this.payouts.setReversed(tx, id, now);
  }

  /** @param shares what each campaign sends to the bank; a negative one gets it back from there */
  private async post(
    tx: Tx,
    payout: Payout,
    movementId: string,
    shares: readonly PayoutShare[],
    key: 'payout' | 'payout-return',
    occurredAt: Date,
  ): Promise<void> {
    const events = shares.map(({ campaignId, amount }): PlainEvent => ({
      id: `${key}:${payout.id}:${campaignId ?? 'none'}`,
      kind: amount > 0n ? 'PAYOUT_SETTLED' : 'PAYOUT_REVERSED',
      amount: amount > 0n ? amount : -amount,
      campaignId,
      orgUnitId: null,
      source: null,
      document: payout.id,
      note: null,
      proposedBy: null,
      approvedBy: null,
      occurredAt,
    }));
    await this.transfers.post(tx, events);
    await this.links.link(
      tx,
      movementId,
      events.map(({ id }) => id),
    );
  }
}

/** Nothing of it can be news. */
function isFinished(known: Payout, facts: PayoutFacts): boolean {
  if (known.state !== facts.state || known.failureMovementId !== facts.failureMovementId) return false;
  if (facts.state === 'PAID') return known.settledAt !== null || known.currency !== CURRENCY;
  return facts.state === 'FAILED' || facts.state === 'CANCELLED'
    ? known.settledAt === null || known.reversedAt !== null
    : false;
}
