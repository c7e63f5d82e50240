-- 退款与争议: documents of what goes back to givers, what stands in the books of it, and papers that follow (冲红).
CREATE TYPE "RefundOrigin" AS ENUM ('DONOR', 'STAFF', 'PROVIDER');
CREATE TYPE "RefundState" AS ENUM ('REQUESTED', 'PROPOSED', 'APPROVED', 'SENT', 'SUCCEEDED', 'FAILED', 'REJECTED', 'CANCELLED');
CREATE TYPE "RefundReason" AS ENUM ('MISTAKE', 'DUPLICATE', 'WRONG_AMOUNT', 'NOT_AUTHORISED', 'CHANGED_MIND', 'CAMPAIGN', 'PROVIDER', 'OTHER');

CREATE TABLE "refund" (
    "id" TEXT NOT NULL,
    "pledge_id" TEXT NOT NULL,
    "attempt_id" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "origin" "RefundOrigin" NOT NULL,
    "state" "RefundState" NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason_code" "RefundReason" NOT NULL,
    "donor_words" TEXT,
    "reason" TEXT,
    "evidence" TEXT,
    "answer" TEXT,
    "requested_at" TIMESTAMPTZ(3),
    "proposed_by" TEXT,
    "proposed_at" TIMESTAMPTZ(3),
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "idempotency_key" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "provider_refund_id" TEXT,
    "failure" TEXT,
    "withdrawn_movement_id" TEXT,
    "returned_movement_id" TEXT,
    "carried_by_pool" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id"),
    CONSTRAINT refund_has_an_amount CHECK (amount > 0 AND carried_by_pool >= 0),
    CONSTRAINT refund_is_approved_by_a_second_person CHECK (
      approved_by IS NULL OR (proposed_by IS NOT NULL AND approved_by <> proposed_by)
    ),
    -- What the provider's dashboard began never passed two people; everything else did before it was sent.
    CONSTRAINT refund_is_sent_only_when_approved CHECK (
      origin = 'PROVIDER'
      OR (state IN ('APPROVED', 'SENT', 'SUCCEEDED', 'FAILED')) = (approved_by IS NOT NULL AND approved_at IS NOT NULL)
    ),
    CONSTRAINT refund_has_its_key_before_it_is_sent CHECK (origin = 'PROVIDER' OR (approved_by IS NULL) = (idempotency_key IS NULL)),
    CONSTRAINT refund_of_a_donor_says_when_it_was_asked_for CHECK ((origin = 'DONOR') = (requested_at IS NOT NULL)),
    CONSTRAINT refund_of_the_provider_is_known_there CHECK (origin <> 'PROVIDER' OR provider_refund_id IS NOT NULL),
    CONSTRAINT refund_comes_back_only_after_it_left CHECK (returned_movement_id IS NULL OR withdrawn_movement_id IS NOT NULL)
);
CREATE UNIQUE INDEX "refund_idempotency_key_key" ON "refund"("idempotency_key");
CREATE UNIQUE INDEX "refund_provider_refund_id_key" ON "refund"("provider_refund_id");
CREATE UNIQUE INDEX "refund_withdrawn_movement_id_key" ON "refund"("withdrawn_movement_id");
CREATE UNIQUE INDEX "refund_returned_movement_id_key" ON "refund"("returned_movement_id");
CREATE INDEX "refund_pledge_id_idx" ON "refund"("pledge_id");
CREATE INDEX "refund_state_id_idx" ON "refund"("state", "id");

CREATE TABLE "refund_transition" (
    "id" BIGSERIAL NOT NULL,
    "refund_id" TEXT NOT NULL,
    "from" "RefundState",
    "to" "RefundState" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refund_transition_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "refund_transition_refund_id_id_idx" ON "refund_transition"("refund_id", "id");
ALTER TABLE "refund_transition" ADD CONSTRAINT "refund_transition_refund_id_fkey"
  FOREIGN KEY ("refund_id") REFERENCES "refund"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON refund_transition
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- What two people agreed on stays what it was: payment and amount are bound, only its way to the giver goes on.
CREATE FUNCTION forbid_change_of_refund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a refund is never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.pledge_id, NEW.attempt_id, NEW.payment_intent_id, NEW.origin)
     IS DISTINCT FROM (OLD.id, OLD.pledge_id, OLD.attempt_id, OLD.payment_intent_id, OLD.origin)
     OR OLD.approved_by IS NOT NULL
        AND (NEW.amount, NEW.proposed_by, NEW.approved_by, NEW.approved_at, NEW.reason_code, NEW.reason, NEW.evidence)
            IS DISTINCT FROM (OLD.amount, OLD.proposed_by, OLD.approved_by, OLD.approved_at, OLD.reason_code, OLD.reason, OLD.evidence)
     OR (OLD.provider_refund_id IS NOT NULL AND NEW.provider_refund_id IS DISTINCT FROM OLD.provider_refund_id)
     OR (OLD.withdrawn_movement_id IS NOT NULL AND NEW.withdrawn_movement_id IS DISTINCT FROM OLD.withdrawn_movement_id)
     OR (OLD.returned_movement_id IS NOT NULL AND NEW.returned_movement_id IS DISTINCT FROM OLD.returned_movement_id)
  THEN
    RAISE EXCEPTION 'what was agreed on and what happened of a refund stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decided_stays BEFORE UPDATE OR DELETE ON refund
  FOR EACH ROW EXECUTE FUNCTION forbid_change_of_refund();

CREATE TYPE "DisputeState" AS ENUM ('INQUIRY', 'INQUIRY_UNDER_REVIEW', 'INQUIRY_CLOSED', 'NEEDS_RESPONSE', 'UNDER_REVIEW', 'WON', 'LOST', 'PREVENTED');
CREATE TYPE "DisputeAnswer" AS ENUM ('EVIDENCE', 'ACCEPTANCE');

CREATE TABLE "dispute" (
    "id" TEXT NOT NULL,
    "pledge_id" TEXT NOT NULL,
    "attempt_id" TEXT NOT NULL,
    "payment_intent_id" TEXT NOT NULL,
    "provider_dispute_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "DisputeState" NOT NULL,
    "evidence_due_at" TIMESTAMPTZ(3),
    "submissions" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" "DisputeAnswer",
    "evidence" JSONB,
    "answered_by" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answer_sent_at" TIMESTAMPTZ(3),
    "answer_failure" TEXT,
    "carried_by_pool" BIGINT NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3),

    CONSTRAINT "dispute_pkey" PRIMARY KEY ("id"),
    CONSTRAINT dispute_has_an_amount CHECK (amount > 0 AND carried_by_pool >= 0),
    CONSTRAINT dispute_is_answered_by_somebody CHECK (
      (answer IS NULL) = (answered_by IS NULL) AND (answer IS NULL) = (answered_at IS NULL)
      AND (answer = 'EVIDENCE') IS NOT DISTINCT FROM (CASE WHEN answer IS NULL THEN NULL ELSE evidence IS NOT NULL END)
    )
);
CREATE UNIQUE INDEX "dispute_provider_dispute_id_key" ON "dispute"("provider_dispute_id");
CREATE INDEX "dispute_pledge_id_idx" ON "dispute"("pledge_id");
CREATE INDEX "dispute_state_id_idx" ON "dispute"("state", "id");

-- Each line of the provider's statement about a dispute, and what it is in the books.
CREATE TABLE "dispute_movement" (
    "id" TEXT NOT NULL,
    "dispute_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "fee" BIGINT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dispute_movement_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "dispute_movement_dispute_id_idx" ON "dispute_movement"("dispute_id");
ALTER TABLE "dispute_movement" ADD CONSTRAINT "dispute_movement_dispute_id_fkey"
  FOREIGN KEY ("dispute_id") REFERENCES "dispute"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dispute_movement
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

CREATE TABLE "dispute_transition" (
    "id" BIGSERIAL NOT NULL,
    "dispute_id" TEXT NOT NULL,
    "from" "DisputeState",
    "to" "DisputeState" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dispute_transition_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "dispute_transition_dispute_id_id_idx" ON "dispute_transition"("dispute_id", "id");
ALTER TABLE "dispute_transition" ADD CONSTRAINT "dispute_transition_dispute_id_fkey"
  FOREIGN KEY ("dispute_id") REFERENCES "dispute"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dispute_transition
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- What of a gift has gone back to its giver, kept with the postings that say so.
ALTER TABLE pledge ADD COLUMN returned BIGINT NOT NULL DEFAULT 0;
ALTER TABLE pledge ADD CONSTRAINT pledge_gives_back_at_most_itself CHECK (returned BETWEEN 0 AND amount);

-- Receipts are reversed (冲红) and issued anew: several papers for a gift, each with its own number.
CREATE TYPE "ReceiptKind" AS ENUM ('ISSUE', 'REVERSAL');
ALTER TABLE receipt
  ADD COLUMN revision INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN kind "ReceiptKind" NOT NULL DEFAULT 'ISSUE',
  ADD COLUMN amount BIGINT,
  ADD COLUMN reverses TEXT;
UPDATE receipt SET amount = pledge.amount FROM pledge WHERE pledge.id = receipt.pledge_id;
ALTER TABLE receipt ALTER COLUMN amount SET NOT NULL;
DROP INDEX receipt_pledge_id_key;
CREATE UNIQUE INDEX receipt_pledge_id_revision_key ON receipt (pledge_id, revision);
CREATE UNIQUE INDEX receipt_reverses_key ON receipt (reverses);
ALTER TABLE receipt
  ADD CONSTRAINT receipt_reverses_fkey FOREIGN KEY (reverses) REFERENCES receipt (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT receipt_of_a_reversal_is_negative CHECK ((kind = 'REVERSAL') = (reverses IS NOT NULL) AND (kind = 'REVERSAL') = (amount < 0));
