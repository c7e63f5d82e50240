import { Inject, Injectable } from '@nestjs/common';
import { IdSource, type Fen } from '#kernel';
import { Database, type AttemptState, type PaymentMethod, type Prisma, type Tx } from '#platform';
import type { Notification, NotificationTopic, SavedCard } from './payment-gateway.types.js';

export type PaymentAttempt = Prisma.PaymentAttemptGetPayload<object>;

export type NewAttempt = Pick<PaymentAttempt, 'pledgeId' | 'number' | 'provider' | 'amount' | 'createdAt'> &
  Partial<Pick<PaymentAttempt, 'saveCard' | 'customerId' | 'cardId'>>;

export interface AttemptOutcome {
  id: string;
  state: AttemptState;
  paymentIntentId: string | null;
  chargeId: string | null;
  movementId: string | null;
  fee: bigint | null;
  method: PaymentMethod | null;
  cardFingerprint: string | null;
  failure: string | null;
}

@Injectable()
export class PaymentsRepository {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(IdSource) private readonly ids: IdSource,
  ) {}

  /** Keeps a try at paying a pledge, before the provider hears of it. */
  async insertAttempt(tx: Tx, attempt: NewAttempt): Promise<PaymentAttempt> {
    const { pledgeId, number } = attempt;
    const idempotencyKey = `pledge:${pledgeId}:pay:${number}`;
    return tx.paymentAttempt.create({
      data: { ...attempt, id: this.ids.next('attempt'), idempotencyKey, state: 'CREATED' },
    });
  }

  async latestAttempt(pledgeId: string): Promise<PaymentAttempt | null> {
    return this.database.reader.paymentAttempt.findFirst({ where: { pledgeId }, orderBy: { number: 'desc' } });
  }

  async find(id: string): Promise<PaymentAttempt | null> {
    return this.database.reader.paymentAttempt.findUnique({ where: { id } });
  }

  /** Attempts of these pledges whose money is there, as a gift or held. */
  async sortedAttempts(tx: Tx, pledgeIds: readonly string[]): Promise<PaymentAttempt[]> {
    const where = { pledgeId: { in: [...pledgeIds] }, state: { in: ['SUCCEEDED', 'HELD'] satisfies AttemptState[] } };
    return tx.paymentAttempt.findMany({ where });
  }

  /** The newest attempt of each of these pledges, by its number. */
  async latestNumbers(tx: Tx, pledgeIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.paymentAttempt.groupBy({
      by: ['pledgeId'],
      where: { pledgeId: { in: [...pledgeIds] } },
      _max: { number: true },
    });
    return new Map(rows.map(({ pledgeId, _max }) => [pledgeId, _max.number ?? 0]));
  }

  async findAttempts(ids: readonly string[]): Promise<PaymentAttempt[]> {
    return this.database.reader.paymentAttempt.findMany({ where: { id: { in: [...ids] } } });
  }

  /** Keeps where to pay; an attempt that has moved on meanwhile stays as it is. */
  async markOpen(tx: Tx, id: string, sessionId: string, checkoutUrl: string): Promise<void> {
    await tx.paymentAttempt.updateMany({
      where: { id, state: 'CREATED' },
      data: { state: 'OPEN', sessionId, checkoutUrl },
    });
  }

  /** Gives up an attempt that never had a page. */
  async abandon(tx: Tx, id: string): Promise<void> {
    await tx.paymentAttempt.updateMany({ where: { id, state: 'CREATED' }, data: { state: 'CANCELLED' } });
  }

  /** Gives up an attempt whose page is closed and was not paid. */
  async cancel(tx: Tx, id: string): Promise<void> {
    const unpaid = ['CREATED', 'OPEN', 'FAILED', 'EXPIRED'] satisfies AttemptState[];
    await tx.paymentAttempt.updateMany({ where: { id, state: { in: unpaid } }, data: { state: 'CANCELLED' } });
  }

  /** Records what came of attempts; money that is there is never forgotten again. */
  async applyOutcomes(tx: Tx, outcomes: readonly AttemptOutcome[], checkedAt: Date): Promise<void> {
    const ids = outcomes.map(({ id }) => id);
    const states = outcomes.map(({ state }) => state);
    const intents = outcomes.map(({ paymentIntentId }) => paymentIntentId);
    const charges = outcomes.map(({ chargeId }) => chargeId);
    const movements = outcomes.map(({ movementId }) => movementId);
    const fees = outcomes.map(({ fee }) => fee);
    const methods = outcomes.map(({ method }) => method);
    const cards = outcomes.map(({ cardFingerprint }) => cardFingerprint);
    const failures = outcomes.map(({ failure }) => failure);
    await tx.$executeRaw`
      UPDATE payment_attempt attempt
      SET state = CASE WHEN attempt.state IN ('SUCCEEDED', 'HELD') THEN attempt.state ELSE outcome.state::"AttemptState" END,
          payment_intent_id = coalesce(outcome.intent, attempt.payment_intent_id),
          charge_id = coalesce(outcome.charge, attempt.charge_id),
          movement_id = coalesce(outcome.movement, attempt.movement_id),
          fee = coalesce(outcome.fee, attempt.fee),
          method = coalesce(outcome.method::"PaymentMethod", attempt.method),
          card_fingerprint = coalesce(outcome.card, attempt.card_fingerprint),
          failure = CASE WHEN attempt.state = 'SUCCEEDED' THEN attempt.failure ELSE outcome.failure END,
          checked_at = ${checkedAt}::timestamptz
      FROM unnest(${ids}::text[], ${states}::text[], ${intents}::text[], ${charges}::text[], ${movements}::text[],
                  ${fees}::bigint[], ${methods}::text[], ${cards}::text[], ${failures}::text[])
             AS outcome (id, state, intent, charge, movement, fee, method, card, failure)
      WHERE attempt.id = outcome.id`;
  }

  /** How many gifts were paid by each method, and how much; for statistics, a scan. */
  async paidByMethod(): Promise<{ method: PaymentMethod; gifts: number; amount: Fen }[]> {
    return this.database.reader.$queryRaw<{ method: PaymentMethod; gifts: number; amount: Fen }[]>`
      SELECT method, count(*)::int AS gifts, sum(amount)::bigint AS amount FROM payment_attempt
      WHERE state = 'SUCCEEDED' AND method IS NOT NULL GROUP BY method ORDER BY method`;
  }

  /** Marks an open attempt as looked at, unless somebody did since `before`; says whether it was this call. */
  async claimCheck(tx: Tx, pledgeId: string, before: Date, now: Date): Promise<string | null> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE payment_attempt SET checked_at = ${now}::timestamptz
      WHERE pledge_id = ${pledgeId} AND state IN ('OPEN', 'FAILED')
        AND coalesce(checked_at, created_at) < ${before}::timestamptz
      RETURNING id`;
    return rows[0]?.id ?? null;
  }

  /**
   * Open attempts nobody has looked at for a while, those that wait longest first, and marks them as looked at. A while
   * is a quarter of the attempt's age, within `shortest` and `longest` seconds.
   */
  async unchecked(
    tx: Tx,
    now: Date,
    interval: { shortest: number; longest: number },
    limit: number,
  ): Promise<string[]> {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      UPDATE payment_attempt SET checked_at = ${now}::timestamptz
      WHERE id IN (
        SELECT id FROM payment_attempt
        WHERE (state IN ('OPEN', 'FAILED') AND session_id IS NOT NULL OR state = 'OPEN' AND card_id IS NOT NULL)
          AND coalesce(checked_at, created_at) < ${now}::timestamptz - least(greatest(
                (${now}::timestamptz - created_at) / 4, make_interval(secs => ${interval.shortest})),
                make_interval(secs => ${interval.longest}))
        ORDER BY coalesce(checked_at, created_at) LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING id`;
    return rows.map(({ id }) => id);
  }

  /** Keeps what is known of the card a payment was made with. */
  async keepCard(tx: Tx, attemptId: string, card: SavedCard): Promise<void> {
    await tx.keptCard.upsert({ where: { attemptId }, create: { attemptId, ...card }, update: card });
  }

  /** The card a pledge was paid with, where it is kept. */
  async keptCardOf(tx: Tx, pledgeId: string): Promise<SavedCard | null> {
    const paid = await tx.paymentAttempt.findFirst({ where: { pledgeId, state: 'SUCCEEDED' }, select: { id: true } });
    const row = paid && (await tx.keptCard.findUnique({ where: { attemptId: paid.id } }));
    if (!row) return null;
    const { attemptId: _, ...card } = row;
    return card;
  }

  /** Which of these pledges have to do with a kept card, by any of their attempts. */
  async withKeptCards(tx: Tx, pledgeIds: readonly string[]): Promise<Set<string>> {
    const rows = await tx.paymentAttempt.findMany({
      where: { pledgeId: { in: [...pledgeIds] }, OR: [{ saveCard: true }, { cardId: { not: null } }] },
      select: { pledgeId: true },
      distinct: ['pledgeId'],
    });
    return new Set(rows.map(({ pledgeId }) => pledgeId));
  }

  /** Every try at paying a pledge, oldest first. */
  async attemptsOf(tx: Tx, pledgeId: string): Promise<PaymentAttempt[]> {
    return tx.paymentAttempt.findMany({ where: { pledgeId }, orderBy: { number: 'asc' } });
  }

  /** Charges of kept cards that nobody has brought to an end since `before`, oldest first. */
  async forgottenCharges(before: Date, limit: number): Promise<string[]> {
    const rows = await this.database.reader.paymentAttempt.findMany({
      where: { state: 'CREATED', cardId: { not: null }, createdAt: { lt: before } },
      select: { id: true },
      orderBy: { createdAt: 'asc' },
      take: limit,
    });
    return rows.map(({ id }) => id);
  }

  /** The attempt that paid, by the provider's own number of the payment. */
  async findByPaymentIntent(paymentIntentId: string): Promise<PaymentAttempt | null> {
    return this.database.reader.paymentAttempt.findUnique({ where: { paymentIntentId } });
  }

  /** The attempt that paid a pledge; null while none has. */
  async paidAttempt(tx: Tx, pledgeId: string): Promise<PaymentAttempt | null> {
    return tx.paymentAttempt.findFirst({ where: { pledgeId, state: 'SUCCEEDED' } });
  }

  /**
   * Payments of which something was heard before a moment that nobody works on: their work is gone, or was parked with
   * a failure that starts with these words.
   */
  async unfollowed(tx: Tx, before: Date, failure: string): Promise<string[]> {
    const rows = await tx.$queryRaw<{ subject: string }[]>`
      SELECT DISTINCT event.subject FROM webhook_event event
      LEFT JOIN outbox_message work ON work.topic = event.topic AND work.key = event.subject
      WHERE event.processed_at IS NULL AND event.topic = 'payments-follow' AND event.received_at < ${before}::timestamptz
        AND (work.id IS NULL OR work.parked_at IS NOT NULL AND starts_with(work.failure, ${failure}))
      LIMIT 200`;
    return rows.map(({ subject }) => subject);
  }

  /**
   * Brings the number of declines of a try up to what was heard of it; at least one, for whoever looked saw one.
   * @returns the number in all and how many of these are new; null when none are
   */
  async countDeclines(tx: Tx, attemptId: string): Promise<{ total: number; fresh: number } | null> {
    const rows = await tx.$queryRaw<{ total: number; fresh: number }[]>`
      WITH before AS (SELECT id, declines FROM payment_attempt WHERE id = ${attemptId} FOR UPDATE),
           heard AS (SELECT greatest(count(*), 1)::int AS declines FROM webhook_event WHERE declined AND subject = ${attemptId})
      UPDATE payment_attempt attempt SET declines = heard.declines
      FROM before, heard WHERE attempt.id = before.id AND heard.declines > before.declines
      RETURNING attempt.declines AS total, attempt.declines - before.declines AS fresh`;
    return rows[0] ?? null;
  }

  /** Keeps a notification; false when it was here before. */
  async insertEvent(tx: Tx, notification: Notification, receivedAt: Date): Promise<boolean> {
    const { eventId: id, type, objectId, apiVersion, subject, declined, payload } = notification;
    const asked = { topic: subject?.topic ?? null, subject: subject?.key ?? null };
    const inserted = await tx.webhookEvent.createMany({
      data: [
        {
          id,
          type,
          objectId,
          apiVersion,
          declined,
          ...asked,
          payload,
          receivedAt,
          processedAt: subject ? null : receivedAt,
        },
      ],
      skipDuplicates: true,
    });
    return inserted.count === 1;
  }

  /** Everything heard of these subjects up to a moment has been taken in. */
  async markProcessed(
    tx: Tx,
    topic: NotificationTopic,
    subjects: readonly string[],
    at: Date,
    before: Date,
  ): Promise<void> {
    await tx.$executeRaw`
      UPDATE webhook_event SET processed_at = ${at}::timestamptz
      WHERE processed_at IS NULL AND received_at <= ${before}::timestamptz
        AND topic = ${topic} AND subject = ANY (${[...subjects]}::text[])`;
  }
}
