-- CreateEnum
CREATE TYPE "ProviderMovementKind" AS ENUM ('CHARGE', 'REFUND', 'REFUND_FAILURE', 'DISPUTE', 'DISPUTE_REVERSAL', 'PAYOUT', 'PAYOUT_FAILURE', 'OTHER');

-- CreateEnum
CREATE TYPE "ProviderPayoutState" AS ENUM ('PENDING', 'IN_TRANSIT', 'PAID', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "DifferenceKind" AS ENUM ('MISSING_IN_BOOKS', 'MISSING_AT_PROVIDER', 'AMOUNT_DIFFERS', 'FEE_DIFFERS', 'FOREIGN_CURRENCY', 'FOREIGN_PAYMENT', 'UNKNOWN_MOVEMENT', 'PAYOUT_FAILED', 'PAYOUT_NEGATIVE', 'PAYOUT_WITHOUT_BANK_LINE', 'BANK_LINE_WITHOUT_PAYOUT', 'BANK_AMOUNT_DIFFERS', 'BANK_BALANCE_GAP');

-- CreateEnum
CREATE TYPE "DifferenceState" AS ENUM ('OPEN', 'WRITE_OFF_PROPOSED', 'EXPLAINED', 'RESOLVED');

-- CreateEnum
CREATE TYPE "DifferenceAction" AS ENUM ('SETTLE_PAYMENT', 'FOLLOW_PAYMENT', 'FOLLOW_PAYOUT', 'READ_AGAIN', 'IMPORT_STATEMENT', 'LINK_BANK_LINE', 'ASK_BANK', 'LOOK');

-- CreateEnum
CREATE TYPE "StatementFormat" AS ENUM ('CSV', 'CAMT053');

-- CreateEnum
CREATE TYPE "BankMatchSide" AS ENUM ('ARRIVAL', 'RETURN');

-- CreateTable
CREATE TABLE "provider_movement" (
    "id" TEXT NOT NULL,
    "kind" "ProviderMovementKind" NOT NULL,
    "type" TEXT NOT NULL,
    "source_id" TEXT,
    "payment_intent_id" TEXT,
    "attempt_id" TEXT,
    "amount" BIGINT NOT NULL,
    "fee" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "description" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "available_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_movement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "statement_cursor" (
    "id" INTEGER NOT NULL,
    "fetched_to" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "statement_cursor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_payout" (
    "id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "state" "ProviderPayoutState" NOT NULL,
    "automatic" BOOLEAN NOT NULL,
    "arrival_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "failure" TEXT,
    "statement_descriptor" TEXT,
    "movement_id" TEXT,
    "failure_movement_id" TEXT,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "reversed_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_payout_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_payout_line" (
    "movement_id" TEXT NOT NULL,
    "payout_id" TEXT NOT NULL,

    CONSTRAINT "provider_payout_line_pkey" PRIMARY KEY ("movement_id")
);

-- CreateTable
CREATE TABLE "reconciliation_run" (
    "id" TEXT NOT NULL,
    "night" TEXT,
    "asked_by" TEXT,
    "read_from" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "step" TEXT NOT NULL,
    "lines_read" INTEGER NOT NULL DEFAULT 0,
    "lines_new" INTEGER NOT NULL DEFAULT 0,
    "provider_net" BIGINT,
    "ledger_net" BIGINT,
    "ledger_later" BIGINT,
    "in_transit" BIGINT,
    "explained" BIGINT,
    "unexplained" BIGINT,
    "bank_ledger" BIGINT,
    "bank_arrived" BIGINT,
    "open_provider" INTEGER NOT NULL DEFAULT 0,
    "open_bank" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "resolved" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reconciliation_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reconciliation_difference" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" "DifferenceKind" NOT NULL,
    "state" "DifferenceState" NOT NULL,
    "movement_id" TEXT,
    "posting_id" TEXT,
    "pledge_id" TEXT,
    "payout_id" TEXT,
    "bank_line_id" TEXT,
    "statement_id" TEXT,
    "currency" TEXT NOT NULL DEFAULT 'CNY',
    "provider_amount" BIGINT,
    "ledger_amount" BIGINT,
    "bank_amount" BIGINT,
    "provider_fee" BIGINT,
    "ledger_fee" BIGINT,
    "gap" BIGINT NOT NULL,
    "action" "DifferenceAction" NOT NULL,
    "action_key" TEXT,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "first_run" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_run" TEXT NOT NULL,
    "resolved_run" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "explained_by" TEXT,
    "agreed_by" TEXT,
    "explanation" TEXT,
    "alarmed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_difference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "difference_step" (
    "id" BIGSERIAL NOT NULL,
    "difference_id" TEXT NOT NULL,
    "from" "DifferenceState",
    "to" "DifferenceState" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "difference_step_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_statement" (
    "id" TEXT NOT NULL,
    "format" "StatementFormat" NOT NULL,
    "file_name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "opening" BIGINT,
    "closing" BIGINT,
    "lines" INTEGER NOT NULL,
    "known" INTEGER NOT NULL,
    "imported_by" TEXT NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_statement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_statement_line" (
    "id" TEXT NOT NULL,
    "statement_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "booked_on" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "counterparty" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "balance" BIGINT,

    CONSTRAINT "bank_statement_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bank_match" (
    "line_id" TEXT NOT NULL,
    "payout_id" TEXT NOT NULL,
    "side" "BankMatchSide" NOT NULL,
    "matched_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bank_match_pkey" PRIMARY KEY ("line_id")
);

-- CreateTable
CREATE TABLE "reconciliation_alarm" (
    "id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "detail" TEXT NOT NULL,
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reconciliation_alarm_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "provider_movement_occurred_at_idx" ON "provider_movement"("occurred_at");

-- CreateIndex
CREATE INDEX "provider_movement_source_id_idx" ON "provider_movement"("source_id");

-- CreateIndex
CREATE INDEX "provider_movement_payment_intent_id_idx" ON "provider_movement"("payment_intent_id");

-- CreateIndex
CREATE INDEX "provider_payout_state_idx" ON "provider_payout"("state");

-- CreateIndex
CREATE INDEX "provider_payout_arrival_at_idx" ON "provider_payout"("arrival_at");

-- CreateIndex
CREATE INDEX "provider_payout_line_payout_id_idx" ON "provider_payout_line"("payout_id");

-- CreateIndex
CREATE UNIQUE INDEX "reconciliation_run_night_key" ON "reconciliation_run"("night");

-- CreateIndex
CREATE INDEX "reconciliation_run_started_at_idx" ON "reconciliation_run"("started_at");

-- CreateIndex
CREATE INDEX "reconciliation_difference_key_idx" ON "reconciliation_difference"("key");

-- CreateIndex
CREATE INDEX "reconciliation_difference_state_occurred_at_idx" ON "reconciliation_difference"("state", "occurred_at");

-- CreateIndex
CREATE INDEX "difference_step_difference_id_id_idx" ON "difference_step"("difference_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "bank_statement_digest_key" ON "bank_statement"("digest");

-- CreateIndex
CREATE INDEX "bank_statement_account_to_idx" ON "bank_statement"("account", "to");

-- CreateIndex
CREATE UNIQUE INDEX "bank_statement_line_fingerprint_key" ON "bank_statement_line"("fingerprint");

-- CreateIndex
CREATE INDEX "bank_statement_line_statement_id_ordinal_idx" ON "bank_statement_line"("statement_id", "ordinal");

-- CreateIndex
CREATE INDEX "bank_statement_line_booked_on_idx" ON "bank_statement_line"("booked_on");

-- CreateIndex
CREATE UNIQUE INDEX "bank_match_payout_id_side_key" ON "bank_match"("payout_id", "side");

-- What the schema cannot say.
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['provider_movement', 'provider_payout_line', 'difference_step', 'bank_statement',
                              'bank_statement_line', 'bank_match'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()', kept);
  END LOOP;
END $$;

ALTER TABLE statement_cursor ADD CONSTRAINT one_cursor CHECK (id = 1);
ALTER TABLE provider_payout
  ADD CONSTRAINT a_payout_is_reversed_only_after_it_was_settled CHECK (reversed_at IS NULL OR settled_at IS NOT NULL);
ALTER TABLE reconciliation_difference
  ADD CONSTRAINT a_difference_resolves_by_a_run CHECK (
    (state = 'RESOLVED') = (resolved_run IS NOT NULL AND resolved_at IS NOT NULL)
  ),
  ADD CONSTRAINT an_explanation_has_a_person_and_a_reason CHECK (
    state NOT IN ('WRITE_OFF_PROPOSED', 'EXPLAINED') OR (explained_by IS NOT NULL AND btrim(explanation) <> '')
  ),
  -- Money that is missing, or too much, is explained by two people.
  ADD CONSTRAINT a_write_off_is_agreed_to_by_a_second_person CHECK (
    agreed_by IS DISTINCT FROM explained_by OR explained_by IS NULL
  ),
  ADD CONSTRAINT an_explained_gap_has_two_people CHECK (state <> 'EXPLAINED' OR gap = 0 OR agreed_by IS NOT NULL);
CREATE UNIQUE INDEX reconciliation_difference_lasting_key ON reconciliation_difference (key) WHERE state <> 'RESOLVED';
ALTER TABLE bank_statement_line ADD CONSTRAINT a_bank_line_moves_money CHECK (amount <> 0);
ALTER TABLE bank_statement
  ADD CONSTRAINT a_statement_says_both_balances_or_none CHECK ((opening IS NULL) = (closing IS NULL));
ALTER TABLE bank_statement_line ADD CONSTRAINT bank_statement_line_statement_id_fkey
  FOREIGN KEY (statement_id) REFERENCES bank_statement (id);
ALTER TABLE bank_match ADD CONSTRAINT bank_match_line_id_fkey FOREIGN KEY (line_id) REFERENCES bank_statement_line (id);
ALTER TABLE bank_match ADD CONSTRAINT bank_match_payout_id_fkey FOREIGN KEY (payout_id) REFERENCES provider_payout (id);

-- Everything the books hold at the provider (1009), posting by posting, with the provider's line each stands for: a
-- gift by its attempt, a transfer by its link. Debit less credit; a transfer between campaigns moves nothing there.
CREATE VIEW reconciliation_booked AS
  SELECT gift.id AS posting_id, gift.id AS gift_id, coalesce(attempt.movement_id, charge.id) AS movement_id,
         gift.amount, gift.fee, gift.amount - gift.fee AS net, batch.recorded_at
  FROM ledger_gift gift
  JOIN ledger_route route ON route.id = gift.route_id
  JOIN ledger_account account ON account.id = route.cash_account AND account.purpose = 'PROVIDER_BALANCE'
  JOIN ledger_batch batch ON batch.id = gift.batch_id
  LEFT JOIN payment_attempt attempt ON attempt.pledge_id = gift.id AND attempt.state = 'SUCCEEDED'
  -- Attempts from before they kept their line.
  LEFT JOIN provider_movement charge
    ON attempt.movement_id IS NULL AND charge.source_id = attempt.charge_id AND charge.kind = 'CHARGE'
  UNION ALL
  SELECT transfer.id, transfer.gift_id, link.movement_id, NULL, NULL, part.net, batch.recorded_at
  FROM ledger_transfer transfer
  CROSS JOIN LATERAL (
    SELECT sum(line.debit - line.credit)::bigint AS net
    FROM unnest(transfer.accounts, transfer.debits, transfer.credits) AS line (account, debit, credit)
    JOIN ledger_account account ON account.id = line.account AND account.purpose = 'PROVIDER_BALANCE'
  ) part
  JOIN ledger_batch batch ON batch.id = transfer.batch_id
  LEFT JOIN provider_posting link ON link.posting_id = transfer.id
  WHERE part.net <> 0;
