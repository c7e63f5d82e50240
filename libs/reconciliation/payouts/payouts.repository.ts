import { Inject, Injectable } from '@nestjs/common';
import type { ProviderPayout as PayoutFacts } from '#payments';
import { Database, type Prisma, type Tx } from '#platform';
import type { PayoutShare } from './payout-shares.js';

/** A payout as kept. */
export type Payout = Prisma.ProviderPayoutGetPayload<object>;

@Injectable()
export class PayoutsRepository {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first, behind the payout `after`. */
  async page(after: { createdAt: Date; id: string } | null, limit: number): Promise<Payout[]> {
    return this.database.reader.providerPayout.findMany({
      where: after
        ? { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] }
        : {},
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit,
    });
  }

  async find(id: string): Promise<Payout | null> {
    return this.database.reader.providerPayout.findUnique({ where: { id } });
  }

  async findMany(ids: readonly string[]): Promise<Payout[]> {
    return this.database.reader.providerPayout.findMany({ where: { id: { in: [...ids] } } });
  }

  /** When the oldest payout was made that may still change by itself, or the newest there is; null before the first. */
  async oldestUnfinished(): Promise<Date | null> {
    const { reader } = this.database;
    const open = await reader.providerPayout.findFirst({
      where: { state: { in: ['PENDING', 'IN_TRANSIT'] } },
      orderBy: { createdAt: 'asc' },
    });
    const newest = open ?? (await reader.providerPayout.findFirst({ orderBy: { createdAt: 'desc' } }));
    return newest?.createdAt ?? null;
  }

  /** Keeps what the provider says and locks the row. States only move forward: what was fetched may be old. */
  async keep(tx: Tx, facts: PayoutFacts, checkedAt: Date): Promise<Payout> {
    const { id, amount, currency, state, automatic, arrivalAt, createdAt, failure } = facts;
    await tx.$executeRaw`
      INSERT INTO provider_payout AS kept (id, amount, currency, state, automatic, arrival_at, created_at, failure,
                                           statement_descriptor, movement_id, failure_movement_id, checked_at)
      VALUES (${id}, ${amount}::bigint, ${currency}, ${state}::"ProviderPayoutState", ${automatic},
              ${arrivalAt}::timestamptz, ${createdAt}::timestamptz, ${failure}, ${facts.statementDescriptor},
              ${facts.movementId}, ${facts.failureMovementId}, ${checkedAt}::timestamptz)
      ON CONFLICT (id) DO UPDATE SET
        checked_at = greatest(kept.checked_at, excluded.checked_at),
        state = greatest(kept.state, excluded.state), -- the type lists them in their order
        arrival_at = CASE WHEN excluded.state >= kept.state THEN excluded.arrival_at ELSE kept.arrival_at END,
        failure = coalesce(excluded.failure, kept.failure),
        statement_descriptor = coalesce(excluded.statement_descriptor, kept.statement_descriptor),
        movement_id = coalesce(excluded.movement_id, kept.movement_id),
        failure_movement_id = coalesce(excluded.failure_movement_id, kept.failure_movement_id)`;
    return tx.providerPayout.findUniqueOrThrow({ where: { id } });
  }

  async keepLines(tx: Tx, payoutId: string, movementIds: readonly string[]): Promise<void> {
    const data = movementIds.map((movementId) => ({ movementId, payoutId }));
    await tx.providerPayoutLine.createMany({ data, skipDuplicates: true });
  }

  async setSettled(tx: Tx, id: string, settledAt: Date): Promise<void> {
    await tx.providerPayout.update({ where: { id }, data: { settledAt } });
  }

  async setReversed(tx: Tx, id: string, reversedAt: Date): Promise<void> {
    await tx.providerPayout.update({ where: { id }, data: { reversedAt } });
  }

  /**
   * What the lines of a payout brought to each campaign: a payment and what became of it by its gift, anything else by
   * what was posted for it. What neither tells is left out.
   */
  async sharesByLines(tx: Tx, payoutId: string): Promise<PayoutShare[]> {
    return tx.$queryRaw<PayoutShare[]>`
      WITH line AS (
        SELECT movement.id, movement.amount - movement.fee AS net, pledge.campaign_id
        FROM provider_payout_line line
        JOIN provider_movement movement ON movement.id = line.movement_id
        LEFT JOIN payment_attempt paid ON paid.payment_intent_id = movement.payment_intent_id
        LEFT JOIN payment_attempt attempt ON attempt.id = coalesce(paid.id, movement.attempt_id)
        LEFT JOIN pledge ON pledge.id = attempt.pledge_id
        WHERE line.payout_id = ${payoutId} AND movement.currency = 'CNY'
      ), part AS (
        SELECT campaign_id, net FROM line WHERE campaign_id IS NOT NULL
        UNION ALL
        SELECT account.campaign_id, posted.debit - posted.credit
        FROM line
        JOIN provider_posting link ON link.movement_id = line.id
        JOIN ledger_transfer transfer ON transfer.id = link.posting_id,
             unnest(transfer.accounts, transfer.debits, transfer.credits) AS posted (account, debit, credit)
        JOIN ledger_account account ON account.id = posted.account AND account.purpose = 'PROVIDER_BALANCE'
        WHERE line.campaign_id IS NULL
      )
      SELECT campaign_id AS "campaignId", sum(net)::bigint AS amount FROM part GROUP BY campaign_id`;
  }

  /** What each campaign has at the provider, as the books say. */
  async held(tx: Tx): Promise<PayoutShare[]> {
    return tx.$queryRaw<PayoutShare[]>`
      SELECT account.campaign_id AS "campaignId", balance.debits - balance.credits AS amount
      FROM ledger_account account JOIN ledger_balance balance ON balance.account_id = account.id
      WHERE account.purpose = 'PROVIDER_BALANCE'`;
  }

  /** How a movement of the provider was posted, campaign by campaign: debit less credit at 1009. */
  async postedShares(tx: Tx, movementId: string): Promise<PayoutShare[]> {
    return tx.$queryRaw<PayoutShare[]>`
      SELECT account.campaign_id AS "campaignId", sum(posted.debit - posted.credit)::bigint AS amount
      FROM provider_posting link
      JOIN ledger_transfer transfer ON transfer.id = link.posting_id,
           unnest(transfer.accounts, transfer.debits, transfer.credits) AS posted (account, debit, credit)
      JOIN ledger_account account ON account.id = posted.account AND account.purpose = 'PROVIDER_BALANCE'
      WHERE link.movement_id = ${movementId}
      GROUP BY account.campaign_id`;
  }

  /** The lines of a payout with the gift behind each, newest first. */
  async lines(payoutId: string, limit: number): Promise<PayoutLine[]> {
    return this.database.reader.$queryRaw<PayoutLine[]>`
      SELECT movement.id, movement.kind::text AS kind, movement.amount, movement.fee, movement.occurred_at AS "occurredAt",
             attempt.pledge_id AS "pledgeId"
      FROM provider_payout_line line
      JOIN provider_movement movement ON movement.id = line.movement_id
      LEFT JOIN payment_attempt attempt ON attempt.payment_intent_id = movement.payment_intent_id
      WHERE line.payout_id = ${payoutId} ORDER BY movement.occurred_at DESC, movement.id LIMIT ${limit}`;
  }
}

/** One line of the provider's statement that a payout is made of. */
export interface PayoutLine {
  id: string;
  kind: string;
  amount: bigint;
  fee: bigint;
  occurredAt: Date;
  pledgeId: string | null;
}
