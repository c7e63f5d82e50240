-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "RuleState" AS ENUM ('DRAFT', 'SIMULATED', 'APPROVED');

-- CreateEnum
CREATE TYPE "CampaignState" AS ENUM ('DRAFT', 'IN_REVIEW', 'APPROVED', 'LIVE', 'PAUSED', 'ENDED', 'SETTLED', 'REJECTED', 'TAKEN_DOWN');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('DONOR', 'STAFF_MAKER', 'STAFF_CHECKER', 'FEDERATION', 'AUDITOR');

-- CreateEnum
CREATE TYPE "AccountPurpose" AS ENUM ('PROVIDER_BALANCE', 'RESTRICTED_INCOME', 'UNALLOCATED', 'CITY_FUND', 'FUNDRAISING_COST');

-- CreateEnum
CREATE TYPE "FundSource" AS ENUM ('DIRECT', 'POOL');

-- CreateEnum
CREATE TYPE "RegionLevel" AS ENUM ('PROVINCE', 'CITY', 'COUNTY');

-- CreateEnum
CREATE TYPE "OrgUnitKind" AS ENUM ('FOUNDATION', 'FEDERATION');

-- CreateEnum
CREATE TYPE "AttemptState" AS ENUM ('CREATED', 'OPEN', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "MailState" AS ENUM ('WAITING', 'SENDING', 'SENT', 'REFUSED');

-- CreateEnum
CREATE TYPE "PledgeState" AS ENUM ('CREATED', 'AWAITING_PAYMENT', 'PROCESSING', 'PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED', 'CHARGED_BACK', 'FAILED', 'CANCELLED', 'EXPIRED');

-- CreateEnum
CREATE TYPE "DesignationKind" AS ENUM ('REGION', 'PROVINCE_POOL', 'ORG');

-- CreateTable
CREATE TABLE "allocation_rule" (
    "id" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" "RuleState" NOT NULL,
    "effective_from" TIMESTAMPTZ(3) NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "allocation_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation_weight" (
    "rule_id" TEXT NOT NULL,
    "org_unit_id" TEXT NOT NULL,
    "region_code" TEXT NOT NULL,
    "weight" BIGINT NOT NULL,

    CONSTRAINT "allocation_weight_pkey" PRIMARY KEY ("rule_id","org_unit_id")
);

-- CreateTable
CREATE TABLE "charity" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "credit_code" TEXT NOT NULL,
    "certificate_number" TEXT NOT NULL,
    "certificate_valid_until" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "bank_account" TEXT NOT NULL,

    CONSTRAINT "charity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "program" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "charity_id" TEXT NOT NULL,

    CONSTRAINT "program_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "program_id" TEXT NOT NULL,
    "state" "CampaignState" NOT NULL DEFAULT 'DRAFT',
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "story" TEXT[],
    "cover_key" TEXT,
    "target" BIGINT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "purpose" TEXT NOT NULL,
    "beneficiaries" TEXT NOT NULL,
    "use_of_funds" TEXT NOT NULL,
    "cost" TEXT NOT NULL,
    "leftovers" TEXT NOT NULL,
    "responsible_person" TEXT NOT NULL,
    "filing_number" TEXT,
    "filed_on" TEXT,
    "window_start" TEXT,
    "window_end" TEXT,
    "region_codes" TEXT[],
    "created_by" TEXT NOT NULL,
    "approved_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_transition" (
    "id" BIGSERIAL NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "from" "CampaignState",
    "to" "CampaignState" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slogan" TEXT NOT NULL,
    "region_code" TEXT,
    "raised" BIGINT NOT NULL DEFAULT 0,
    "gifts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "concern_report" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "subject_id" TEXT,
    "contact" BYTEA,
    "answer_due_on" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "concern_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" "Role" NOT NULL DEFAULT 'DONOR',
    "org_unit_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_session" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_credential" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_account" (
    "id" SERIAL NOT NULL,
    "chart_code" TEXT NOT NULL,
    "chart_year" INTEGER NOT NULL,
    "purpose" "AccountPurpose" NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "org_unit_id" TEXT,
    "source" "FundSource",
    "key" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_balance" (
    "account_id" INTEGER NOT NULL,
    "debits" BIGINT NOT NULL DEFAULT 0,
    "credits" BIGINT NOT NULL DEFAULT 0,
    "gifts" BIGINT NOT NULL DEFAULT 0,
    "version" BIGINT NOT NULL DEFAULT 0,
    "guarded" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ledger_balance_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "ledger_route" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "source" "FundSource" NOT NULL,
    "provider_account" INTEGER NOT NULL,
    "income_account" INTEGER NOT NULL,
    "unallocated_account" INTEGER NOT NULL,
    "cost_account" INTEGER NOT NULL,
    "leg_accounts" INTEGER[],
    "cumulative_weights" BIGINT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_route_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_gift" (
    "id" TEXT NOT NULL,
    "route_id" INTEGER NOT NULL,
    "batch_id" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "fee" BIGINT NOT NULL,
    "legs" BIGINT[],
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_gift_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_batch" (
    "id" BIGSERIAL NOT NULL,
    "number" BIGINT NOT NULL,
    "first_position" BIGINT NOT NULL,
    "gifts" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "account_id" INTEGER NOT NULL,
    "batch_id" BIGINT NOT NULL,
    "debit" BIGINT NOT NULL,
    "credit" BIGINT NOT NULL,
    "gifts" INTEGER NOT NULL,
    "debits" BIGINT NOT NULL,
    "credits" BIGINT NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("account_id","batch_id")
);

-- CreateTable
CREATE TABLE "ledger_book" (
    "id" INTEGER NOT NULL,
    "last_batch" BIGINT NOT NULL,
    "last_position" BIGINT NOT NULL,

    CONSTRAINT "ledger_book_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "region" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "level" "RegionLevel" NOT NULL,
    "parent_code" TEXT,

    CONSTRAINT "region_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "org_unit" (
    "id" TEXT NOT NULL,
    "kind" "OrgUnitKind" NOT NULL,
    "level" "RegionLevel" NOT NULL,
    "name" TEXT NOT NULL,
    "parent_id" TEXT,
    "region_code" TEXT,

    CONSTRAINT "org_unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_attempt" (
    "id" TEXT NOT NULL,
    "pledge_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "session_id" TEXT,
    "payment_intent_id" TEXT,
    "charge_id" TEXT,
    "checkout_url" TEXT,
    "state" "AttemptState" NOT NULL,
    "fee" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_message" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease" TEXT,
    "parked_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "personal_subject" (
    "id" TEXT NOT NULL,
    "wrapped_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "personal_subject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "personal_data_access" (
    "id" BIGSERIAL NOT NULL,
    "subject_id" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "accessed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "personal_data_access_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_message" (
    "id" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "recipient" BYTEA NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "attachment_key" TEXT,
    "attachment_name" TEXT,
    "state" "MailState" NOT NULL DEFAULT 'WAITING',
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pledge" (
    "id" TEXT NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "team_id" TEXT,
    "amount" BIGINT NOT NULL,
    "designation" "DesignationKind" NOT NULL,
    "region_code" TEXT,
    "display_name" TEXT,
    "message" TEXT,
    "locale" TEXT NOT NULL,
    "state" "PledgeState" NOT NULL,
    "failure" TEXT,
    "actor_hash" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "subject_id" TEXT,
    "email" BYTEA,
    "payer_name" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "paid_at" TIMESTAMPTZ(3),
    "late" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "pledge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pledge_transition" (
    "id" BIGSERIAL NOT NULL,
    "pledge_id" TEXT NOT NULL,
    "from" "PledgeState",
    "to" "PledgeState" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pledge_transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt" (
    "id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "pledge_id" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "payer_name" BYTEA,
    "subject_id" TEXT,
    "check_code" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "rendered_at" TIMESTAMPTZ(3),
    "storage_key" TEXT,
    "mail_id" TEXT,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "receipt_counter" (
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "receipt_counter_pkey" PRIMARY KEY ("year")
);

-- CreateIndex
CREATE UNIQUE INDEX "allocation_rule_program_id_version_key" ON "allocation_rule"("program_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "charity_credit_code_key" ON "charity"("credit_code");

-- CreateIndex
CREATE UNIQUE INDEX "campaign_slug_key" ON "campaign"("slug");

-- CreateIndex
CREATE INDEX "campaign_state_ends_at_idx" ON "campaign"("state", "ends_at");

-- CreateIndex
CREATE INDEX "campaign_transition_campaign_id_id_idx" ON "campaign_transition"("campaign_id", "id");

-- CreateIndex
CREATE INDEX "team_campaign_id_idx" ON "team"("campaign_id");

-- CreateIndex
CREATE INDEX "concern_report_campaign_id_idx" ON "concern_report"("campaign_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "user_session_token_key" ON "user_session"("token");

-- CreateIndex
CREATE INDEX "user_session_user_id_idx" ON "user_session"("user_id");

-- CreateIndex
CREATE INDEX "user_credential_user_id_idx" ON "user_credential"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_credential_provider_id_account_id_key" ON "user_credential"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "user_verification_identifier_idx" ON "user_verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limit_key_key" ON "rate_limit"("key");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_account_key_key" ON "ledger_account"("key");

-- CreateIndex
CREATE INDEX "ledger_account_campaign_id_purpose_idx" ON "ledger_account"("campaign_id", "purpose");

-- CreateIndex
CREATE INDEX "ledger_account_org_unit_id_idx" ON "ledger_account"("org_unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_route_key_key" ON "ledger_route"("key");

-- CreateIndex
CREATE INDEX "ledger_route_leg_accounts_idx" ON "ledger_route" USING GIN ("leg_accounts");

-- CreateIndex
CREATE INDEX "ledger_gift_route_id_batch_id_ordinal_idx" ON "ledger_gift"("route_id", "batch_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_batch_number_key" ON "ledger_batch"("number");

-- CreateIndex
CREATE INDEX "ledger_batch_recorded_at_idx" ON "ledger_batch"("recorded_at");

-- CreateIndex
CREATE INDEX "region_parent_code_idx" ON "region"("parent_code");

-- CreateIndex
CREATE INDEX "org_unit_parent_id_idx" ON "org_unit"("parent_id");

-- CreateIndex
CREATE UNIQUE INDEX "org_unit_kind_region_code_key" ON "org_unit"("kind", "region_code");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempt_idempotency_key_key" ON "payment_attempt"("idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempt_session_id_key" ON "payment_attempt"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempt_payment_intent_id_key" ON "payment_attempt"("payment_intent_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempt_charge_id_key" ON "payment_attempt"("charge_id");

-- CreateIndex
CREATE INDEX "payment_attempt_state_created_at_idx" ON "payment_attempt"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "payment_attempt_pledge_id_number_key" ON "payment_attempt"("pledge_id", "number");

-- CreateIndex
CREATE INDEX "webhook_event_object_id_idx" ON "webhook_event"("object_id");

-- CreateIndex
CREATE INDEX "outbox_message_topic_available_at_id_idx" ON "outbox_message"("topic", "available_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_topic_key_key" ON "outbox_message"("topic", "key");

-- CreateIndex
CREATE INDEX "personal_data_access_subject_id_idx" ON "personal_data_access"("subject_id");

-- CreateIndex
CREATE INDEX "pledge_campaign_id_paid_at_id_idx" ON "pledge"("campaign_id", "paid_at", "id");

-- CreateIndex
CREATE INDEX "pledge_state_created_at_idx" ON "pledge"("state", "created_at");

-- CreateIndex
CREATE INDEX "pledge_created_at_id_idx" ON "pledge"("created_at", "id");

-- CreateIndex
CREATE INDEX "pledge_transition_pledge_id_id_idx" ON "pledge_transition"("pledge_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_pledge_id_key" ON "receipt"("pledge_id");

-- CreateIndex
CREATE UNIQUE INDEX "receipt_year_number_key" ON "receipt"("year", "number");

-- AddForeignKey
ALTER TABLE "allocation_weight" ADD CONSTRAINT "allocation_weight_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "allocation_rule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program" ADD CONSTRAINT "program_charity_id_fkey" FOREIGN KEY ("charity_id") REFERENCES "charity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_program_id_fkey" FOREIGN KEY ("program_id") REFERENCES "program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_transition" ADD CONSTRAINT "campaign_transition_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_credential" ADD CONSTRAINT "user_credential_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_balance" ADD CONSTRAINT "ledger_balance_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "ledger_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "region" ADD CONSTRAINT "region_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "region"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit" ADD CONSTRAINT "org_unit_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "org_unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "org_unit" ADD CONSTRAINT "org_unit_region_code_fkey" FOREIGN KEY ("region_code") REFERENCES "region"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pledge_transition" ADD CONSTRAINT "pledge_transition_pledge_id_fkey" FOREIGN KEY ("pledge_id") REFERENCES "pledge"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


