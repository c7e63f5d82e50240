-- Monthly gifts: a kept card is charged once a month at most, each month a gift of its own.
ALTER TABLE payment_attempt
  ADD COLUMN save_card BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN failure TEXT;

CREATE TABLE "kept_card" (
    "attempt_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "card_id" TEXT NOT NULL,
    "brand" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "exp_month" INTEGER NOT NULL,
    "exp_year" INTEGER NOT NULL,

    CONSTRAINT "kept_card_pkey" PRIMARY KEY ("attempt_id")
);

CREATE TYPE "MonthlyGiftState" AS ENUM ('PENDING_FIRST', 'ACTIVE', 'PAST_DUE', 'PAUSED', 'ENDED');
CREATE TYPE "MonthlyGiftEnd" AS ENUM ('DONOR', 'STAFF', 'CARD_FAILED', 'CAMPAIGN_OVER', 'NEVER_STARTED');
CREATE TYPE "MonthlyChargeState" AS ENUM ('FIRST', 'CHARGING', 'RETRYING', 'WAITING_FOR_GIVER', 'PAID', 'SKIPPED');

CREATE TABLE "monthly_gift" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "team_id" TEXT,
    "designation" "DesignationKind" NOT NULL,
    "region_code" TEXT,
    "amount" BIGINT NOT NULL,
    "day" INTEGER NOT NULL,
    "locale" TEXT NOT NULL,
    "display_name" TEXT,
    "actor_hash" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "email" BYTEA NOT NULL,
    "payer_name" BYTEA,
    "state" "MonthlyGiftState" NOT NULL,
    "end_reason" "MonthlyGiftEnd",
    "customer_id" TEXT,
    "card_id" TEXT,
    "card_brand" TEXT,
    "card_last4" TEXT,
    "card_exp_month" INTEGER,
    "card_exp_year" INTEGER,
    "next_charge_on" TEXT,
    "paused_until" TEXT,
    "skipped_in_row" INTEGER NOT NULL DEFAULT 0,
    "reminded_for" TEXT,
    "expiry_told" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "monthly_gift_pkey" PRIMARY KEY ("id"),
    CONSTRAINT monthly_gift_has_a_day_of_every_month CHECK (day BETWEEN 1 AND 28),
    CONSTRAINT monthly_gift_is_of_some_money CHECK (amount > 0),
    CONSTRAINT monthly_gift_knows_when_it_is_charged_next CHECK ((state IN ('ACTIVE', 'PAST_DUE')) = (next_charge_on IS NOT NULL)),
    CONSTRAINT monthly_gift_that_goes_on_has_a_card CHECK (
      (customer_id IS NULL) = (card_id IS NULL)
      AND (card_id IS NOT NULL OR state IN ('PENDING_FIRST', 'ENDED'))
    ),
    CONSTRAINT monthly_gift_ends_for_a_reason CHECK (
      (state = 'ENDED') = (end_reason IS NOT NULL) AND (state = 'ENDED') = (ended_at IS NOT NULL)
    ),
    CONSTRAINT monthly_gift_is_paused_only_while_paused CHECK (paused_until IS NULL OR state = 'PAUSED')
);
CREATE INDEX "monthly_gift_state_next_charge_on_idx" ON "monthly_gift"("state", "next_charge_on");

CREATE TABLE "monthly_gift_charge" (
    "monthly_gift_id" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "due_on" TEXT NOT NULL,
    "pledge_id" TEXT,
    "state" "MonthlyChargeState" NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "retry_on" TEXT,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    -- The key is the promise: never twice a month.
    CONSTRAINT "monthly_gift_charge_pkey" PRIMARY KEY ("monthly_gift_id", "period"),
    CONSTRAINT monthly_gift_charge_is_a_gift_or_left_out CHECK (pledge_id IS NOT NULL OR state = 'SKIPPED'),
    CONSTRAINT monthly_gift_charge_has_a_month CHECK (period ~ '^\d{4}-\d{2}$'),
    CONSTRAINT monthly_gift_charge_waits_until_a_day CHECK (
      (state IN ('RETRYING', 'WAITING_FOR_GIVER')) = (retry_on IS NOT NULL)
    )
);
CREATE UNIQUE INDEX "monthly_gift_charge_pledge_id_key" ON "monthly_gift_charge"("pledge_id");
CREATE INDEX "monthly_gift_charge_state_retry_on_idx" ON "monthly_gift_charge"("state", "retry_on");

CREATE TABLE "monthly_gift_transition" (
    "id" BIGSERIAL NOT NULL,
    "monthly_gift_id" TEXT NOT NULL,
    "from" "MonthlyGiftState",
    "to" "MonthlyGiftState" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "monthly_gift_transition_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "monthly_gift_transition_monthly_gift_id_id_idx" ON "monthly_gift_transition"("monthly_gift_id", "id");

CREATE TABLE "card_update" (
    "id" TEXT NOT NULL,
    "monthly_gift_id" TEXT NOT NULL,
    "session_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "card_update_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "card_update_session_id_key" ON "card_update"("session_id");
CREATE INDEX "card_update_monthly_gift_id_idx" ON "card_update"("monthly_gift_id");

ALTER TABLE "monthly_gift_charge" ADD CONSTRAINT "monthly_gift_charge_monthly_gift_id_fkey"
  FOREIGN KEY ("monthly_gift_id") REFERENCES "monthly_gift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "monthly_gift_transition" ADD CONSTRAINT "monthly_gift_transition_monthly_gift_id_fkey"
  FOREIGN KEY ("monthly_gift_id") REFERENCES "monthly_gift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON monthly_gift_transition
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
