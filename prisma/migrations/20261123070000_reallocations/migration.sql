CREATE TYPE "ReallocationKind" AS ENUM ('GIFTS', 'FUND_RETURN');
CREATE TYPE "ReallocationState" AS ENUM ('PROPOSED', 'APPROVED', 'REJECTED');
CREATE TYPE "ReallocationItemState" AS ENUM ('WAITING', 'POSTED', 'SKIPPED');

CREATE TABLE "reallocation" (
    "id" TEXT NOT NULL,
    "kind" "ReallocationKind" NOT NULL,
    "state" "ReallocationState" NOT NULL,
    "campaign_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "selection" JSONB NOT NULL,
    "org_unit_id" TEXT,
    "source" "FundSource",
    "preview" JSONB NOT NULL,
    "hash" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" TEXT,
    "approved_at" TIMESTAMPTZ(3),
    "posted_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "reallocation_pkey" PRIMARY KEY ("id"),
    CONSTRAINT reallocation_is_approved_by_a_second_person CHECK (
      (state = 'APPROVED') = (approved_by IS NOT NULL AND approved_at IS NOT NULL)
      AND approved_by IS DISTINCT FROM proposed_by
    ),
    CONSTRAINT reallocation_is_posted_only_when_approved CHECK (posted_at IS NULL OR state = 'APPROVED'),
    CONSTRAINT reallocation_moves_money_and_says_why CHECK (amount > 0 AND btrim(note) <> '' AND btrim(reason) <> ''),
    CONSTRAINT reallocation_names_what_its_kind_asks CHECK (
      (kind = 'FUND_RETURN') = (org_unit_id IS NOT NULL AND source IS NOT NULL)
      -- Grants, condolence money, goods and matching are never mixed with donations.
      AND (source IS NULL OR source IN ('DIRECT', 'POOL'))
    )
);

CREATE TABLE "reallocation_item" (
    "reallocation_id" TEXT NOT NULL,
    "gift_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "route_id" INTEGER NOT NULL,
    "placement_id" TEXT NOT NULL,
    "state" "ReallocationItemState" NOT NULL DEFAULT 'WAITING',

    CONSTRAINT "reallocation_item_pkey" PRIMARY KEY ("reallocation_id", "gift_id")
);
CREATE INDEX "reallocation_item_reallocation_id_state_place_idx" ON "reallocation_item"("reallocation_id", "state", "place");

CREATE TABLE "reallocation_transition" (
    "id" BIGSERIAL NOT NULL,
    "reallocation_id" TEXT NOT NULL,
    "from" "ReallocationState",
    "to" "ReallocationState" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reallocation_transition_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "reallocation_transition_reallocation_id_id_idx" ON "reallocation_transition"("reallocation_id", "id");

ALTER TABLE "reallocation_item" ADD CONSTRAINT "reallocation_item_reallocation_id_fkey"
  FOREIGN KEY ("reallocation_id") REFERENCES "reallocation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "reallocation_transition" ADD CONSTRAINT "reallocation_transition_reallocation_id_fkey"
  FOREIGN KEY ("reallocation_id") REFERENCES "reallocation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON reallocation_transition
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- What two people agreed on stays what it was: only its posting goes on.
CREATE FUNCTION forbid_change_of_reallocation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a re-allocation is never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (NEW.id, NEW.kind, NEW.campaign_id, NEW.selection, NEW.org_unit_id, NEW.source, NEW.note, NEW.reason,
      NEW.proposed_by, NEW.proposed_at)
     IS DISTINCT FROM (OLD.id, OLD.kind, OLD.campaign_id, OLD.selection, OLD.org_unit_id, OLD.source, OLD.note,
                       OLD.reason, OLD.proposed_by, OLD.proposed_at)
     OR OLD.state <> 'PROPOSED' AND (NEW.state, NEW.rule_id, NEW.amount, NEW.preview, NEW.hash, NEW.approved_by, NEW.approved_at)
        IS DISTINCT FROM (OLD.state, OLD.rule_id, OLD.amount, OLD.preview, OLD.hash, OLD.approved_by, OLD.approved_at)
  THEN
    RAISE EXCEPTION 'what was proposed and decided of a re-allocation stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decided_stays BEFORE UPDATE OR DELETE ON reallocation
  FOR EACH ROW EXECUTE FUNCTION forbid_change_of_reallocation();
