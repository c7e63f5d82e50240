import { Injectable } from '@nestjs/common';
import type { Fen } from '#kernel';
import type { Tx } from '#platform';
import type { FoundDifference } from '../differences/difference.types.js';

/** Both sides at one moment, in fen. */
export interface Totals {
  /** The provider's statement, after fees. */
  providerNet: Fen;
  /** The books' accounts at the provider (1009). */
  ledgerNet: Fen;
  /** What of that was posted after the statement was read, and is not in it. */
  ledgerLater: Fen;
  /** Payouts that have left the provider and are not at the bank yet; negative, as they lessen its balance. */
  inTransit: Fen;
  /** Payouts as the books have them on the bank's account. */
  bankLedger: Fen;
  /** Payouts as the bank's statements have them. */
  bankArrived: Fen;
}

/**
 * Compares the provider's statement with the books, all of it, in one statement of SQL and so at one moment. Reads the
 * books and the attempts beside its own tables and writes nothing.
 */
@Injectable()
export class ComparisonRepository {
  /** @param cut when the reading of the statement began: what was posted later need not be in it */
  async totals(tx: Tx, cut: Date): Promise<Totals> {
    const [row] = await tx.$queryRaw<Totals[]>`
      WITH booked AS MATERIALIZED (SELECT * FROM reconciliation_booked),
      transit AS (
        SELECT coalesce(sum(movement.amount - movement.fee), 0) AS net
        FROM provider_movement movement
        JOIN provider_payout payout ON payout.movement_id = movement.id AND payout.state IN ('PENDING', 'IN_TRANSIT')
        WHERE movement.currency = 'CNY' AND NOT EXISTS (SELECT 1 FROM booked WHERE booked.movement_id = movement.id)
      )
      SELECT (SELECT coalesce(sum(amount - fee), 0) FROM provider_movement WHERE currency = 'CNY')::bigint AS "providerNet",
             (SELECT coalesce(sum(balance.debits - balance.credits), 0)
              FROM ledger_account account JOIN ledger_balance balance ON balance.account_id = account.id
              WHERE account.purpose = 'PROVIDER_BALANCE')::bigint AS "ledgerNet",
             (SELECT coalesce(sum(booked.net), 0) FROM booked
              LEFT JOIN provider_movement movement ON movement.id = booked.movement_id
              WHERE movement.id IS NULL AND booked.recorded_at >= ${cut}::timestamptz)::bigint AS "ledgerLater",
             (SELECT net FROM transit)::bigint AS "inTransit",
             (SELECT coalesce(sum(flow.debits - flow.credits), 0)
              FROM ledger_flow flow JOIN ledger_account account ON account.id = flow.account_id
              WHERE account.purpose = 'BANK' AND flow.kind IN ('PAYOUT_SETTLED', 'PAYOUT_REVERSED'))::bigint AS "bankLedger",
             (SELECT coalesce(sum(line.amount), 0)
              FROM bank_match matched JOIN bank_statement_line line ON line.id = matched.line_id)::bigint AS "bankArrived"`;
    if (!row) throw new Error('totals are one row');
    return row;
  }

  /** What the two sides do not agree on. @param cut as for the totals */
  async differences(tx: Tx, cut: Date): Promise<FoundDifference[]> {
    return tx.$queryRaw<FoundDifference[]>`
      WITH booked AS MATERIALIZED (SELECT * FROM reconciliation_booked),
      books AS (
        SELECT movement_id, sum(net)::bigint AS net, count(*) AS postings, min(posting_id) AS posting_id,
               min(gift_id) AS gift_id, min(amount) AS amount, min(fee) AS fee
        FROM booked WHERE movement_id IS NOT NULL GROUP BY movement_id
      ), side AS (
        SELECT movement.id, movement.kind, movement.source_id, movement.payment_intent_id, movement.amount, movement.fee,
               movement.currency, movement.occurred_at, movement.amount - movement.fee AS said, books.net AS booked_net, books.posting_id,
               books.gift_id, books.amount AS booked_amount, books.fee AS booked_fee,
               payout.id AS payout_id, payout.state AS payout_state,
               attempt.id AS attempt_id, attempt.pledge_id
        FROM provider_movement movement
        LEFT JOIN books ON books.movement_id = movement.id
        LEFT JOIN provider_payout payout ON payout.id = movement.source_id
        LEFT JOIN payment_attempt paid ON paid.payment_intent_id = movement.payment_intent_id
        LEFT JOIN payment_attempt attempt ON attempt.id = coalesce(paid.id, movement.attempt_id)
      ), cancelled AS (
        -- It went and came back before it was ever in the books: nothing is left to be booked.
        SELECT source_id FROM side
        WHERE booked_net IS NULL AND currency = 'CNY' AND kind NOT IN ('CHARGE', 'OTHER')
        GROUP BY source_id HAVING sum(said) = 0 AND count(*) > 1
      ), found AS (
        SELECT CASE
                 WHEN side.currency <> 'CNY' THEN 'FOREIGN_CURRENCY'
                 WHEN booked_net IS NULL AND kind = 'OTHER' THEN 'UNKNOWN_MOVEMENT'
                 WHEN booked_net IS NULL AND kind NOT IN ('PAYOUT', 'PAYOUT_FAILURE') AND attempt_id IS NULL
                   THEN 'FOREIGN_PAYMENT'
                 WHEN booked_net IS NULL THEN 'MISSING_IN_BOOKS'
                 WHEN booked_net <> said AND booked_amount = amount THEN 'FEE_DIFFERS'
                 WHEN booked_net <> said OR booked_amount <> amount THEN 'AMOUNT_DIFFERS'
               END AS found_kind, side.*
        FROM side
        WHERE NOT EXISTS (SELECT 1 FROM cancelled WHERE cancelled.source_id = side.source_id)
          AND NOT (booked_net IS NULL AND kind = 'PAYOUT' AND coalesce(payout_state IN ('PENDING', 'IN_TRANSIT'), false))
      )
      SELECT found_kind::text AS kind, id AS subject, id AS "movementId", posting_id AS "postingId",
             coalesce(gift_id, pledge_id) AS "pledgeId", payout_id AS "payoutId", NULL AS "bankLineId",
             NULL AS "statementId", currency, said AS "providerAmount", booked_net AS "ledgerAmount",
             NULL::bigint AS "bankAmount", fee AS "providerFee", booked_fee AS "ledgerFee",
             CASE WHEN currency = 'CNY' THEN said - coalesce(booked_net, 0) ELSE 0 END AS gap,
             CASE WHEN found_kind <> 'MISSING_IN_BOOKS' THEN 'LOOK'
                  WHEN kind = 'CHARGE' THEN 'SETTLE_PAYMENT'
                  WHEN kind IN ('PAYOUT', 'PAYOUT_FAILURE') THEN 'FOLLOW_PAYOUT'
                  ELSE 'FOLLOW_PAYMENT' END AS action,
             CASE WHEN found_kind <> 'MISSING_IN_BOOKS' THEN NULL
                  WHEN kind = 'CHARGE' THEN attempt_id
                  WHEN kind IN ('PAYOUT', 'PAYOUT_FAILURE') THEN source_id
                  ELSE payment_intent_id END AS "actionKey",
             occurred_at AS "occurredAt"
      FROM found WHERE found_kind IS NOT NULL
      UNION ALL
      SELECT 'MISSING_AT_PROVIDER', booked.posting_id, booked.movement_id, booked.posting_id, booked.gift_id, NULL, NULL,
             NULL, 'CNY', NULL, booked.net, NULL, NULL, booked.fee, -booked.net, 'READ_AGAIN', NULL, booked.recorded_at
      FROM booked LEFT JOIN provider_movement movement ON movement.id = booked.movement_id
      WHERE movement.id IS NULL AND booked.recorded_at < ${cut}::timestamptz
      UNION ALL
      SELECT 'PAYOUT_FAILED', payout.id, payout.movement_id, NULL, NULL, payout.id, NULL, NULL, payout.currency,
             payout.amount, NULL, NULL, NULL, NULL, 0, 'ASK_BANK', NULL, payout.arrival_at
      FROM provider_payout payout WHERE payout.state = 'FAILED'
      UNION ALL
      SELECT 'PAYOUT_NEGATIVE', payout.id, payout.movement_id, NULL, NULL, payout.id, NULL, NULL, payout.currency,
             payout.amount, NULL, NULL, NULL, NULL, 0, 'LOOK', NULL, payout.arrival_at
      FROM provider_payout payout WHERE payout.amount < 0
      ORDER BY "occurredAt", subject`;
  }
}
