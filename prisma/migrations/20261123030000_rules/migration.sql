-- CreateEnum
CREATE TYPE "PoolMethod" AS ENUM ('EQUAL', 'MOTHERS', 'NEED', 'TABLE');

-- CreateEnum
CREATE TYPE "IndicatorKind" AS ENUM ('MOTHERS', 'NEED');

-- CreateEnum
CREATE TYPE "SimulationState" AS ENUM ('QUEUED', 'RUNNING', 'DONE', 'FAILED');

-- AlterEnum
ALTER TYPE "RuleState" ADD VALUE 'WITHDRAWN';

-- AlterTable
ALTER TABLE "allocation_rule" ADD COLUMN     "approved_at" TIMESTAMPTZ(3),
ADD COLUMN     "campaign_id" TEXT,
ADD COLUMN     "content" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "digest" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "fee_carrier" "FeeCarrier" NOT NULL DEFAULT 'FOUNDATION',
ADD COLUMN     "management_bp" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "method" "PoolMethod" NOT NULL DEFAULT 'TABLE',
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "simulation_id" TEXT;

-- AlterTable
ALTER TABLE "allocation_weight" ADD COLUMN     "as_of" TEXT,
ADD COLUMN     "basis" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "cap_bp" INTEGER NOT NULL DEFAULT 10000,
ADD COLUMN     "floor_bp" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "source" TEXT;

-- CreateTable
CREATE TABLE "allocation_transition" (
    "id" BIGSERIAL NOT NULL,
    "rule_id" TEXT NOT NULL,
    "from" "RuleState",
    "to" "RuleState" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allocation_transition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation_simulation" (
    "id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "rule_digest" TEXT NOT NULL,
    "campaign_id" TEXT,
    "from" TIMESTAMPTZ(3),
    "until" TIMESTAMPTZ(3),
    "state" "SimulationState" NOT NULL DEFAULT 'QUEUED',
    "requested_by" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "read" BIGINT NOT NULL DEFAULT 0,
    "to_read" BIGINT NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),
    "result" JSONB,
    "hash" TEXT,
    "failure" TEXT,

    CONSTRAINT "allocation_simulation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "allocation_indicator" (
    "id" BIGSERIAL NOT NULL,
    "org_unit_id" TEXT NOT NULL,
    "kind" "IndicatorKind" NOT NULL,
    "value" BIGINT NOT NULL,
    "as_of" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "allocation_indicator_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "allocation_transition_rule_id_id_idx" ON "allocation_transition"("rule_id", "id");

-- CreateIndex
CREATE INDEX "allocation_simulation_rule_id_requested_at_idx" ON "allocation_simulation"("rule_id", "requested_at");

-- CreateIndex
CREATE INDEX "allocation_indicator_kind_org_unit_id_as_of_idx" ON "allocation_indicator"("kind", "org_unit_id", "as_of");

-- AddForeignKey
ALTER TABLE "allocation_transition" ADD CONSTRAINT "allocation_transition_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "allocation_rule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "allocation_simulation" ADD CONSTRAINT "allocation_simulation_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "allocation_rule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the database itself holds of rules, whoever asks it.

-- The canonical text of a rule (libs/allocation: ruleContent writes the same); its SHA-256 is the rule's digest.
CREATE FUNCTION allocation_rule_content(wanted text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws(E'\n', 'yiqijuan-rule/1', 'id=' || rule.id, 'program=' || rule.program_id,
           'campaign=' || coalesce(rule.campaign_id, '-'), 'version=' || rule.version,
           'effectiveFrom=' || (extract(epoch FROM rule.effective_from) * 1000)::bigint, 'method=' || rule.method,
           'managementBp=' || rule.management_bp, 'feeCarrier=' || rule.fee_carrier, 'note=' || rule.note,
           (SELECT string_agg(concat_ws(E'\n',
              format('city.%s.fund=%s', region_code, org_unit_id), format('city.%s.basis=%s', region_code, basis),
              format('city.%s.floorBp=%s', region_code, floor_bp), format('city.%s.capBp=%s', region_code, cap_bp),
              format('city.%s.weight=%s', region_code, weight),
              'city.' || region_code || '.asOf=' || as_of, 'city.' || region_code || '.source=' || source),
              E'\n' ORDER BY region_code COLLATE "C")
            FROM allocation_weight WHERE rule_id = rule.id))
  FROM allocation_rule rule WHERE rule.id = wanted
$$;

-- Rules made before rules were simulated keep their weights; they count as approved just before they took effect.
UPDATE allocation_weight SET basis = weight;
UPDATE allocation_rule SET approved_at = effective_from - interval '1 second' WHERE state = 'APPROVED';
UPDATE allocation_rule SET content = allocation_rule_content(id);
UPDATE allocation_rule SET digest = encode(sha256(convert_to(content, 'UTF8')), 'hex');
INSERT INTO allocation_transition (rule_id, "from", "to", actor, reason, at)
SELECT id, NULL, state, coalesce(approved_by, drafted_by), 'carried_over', coalesce(approved_at, created_at) FROM allocation_rule;

ALTER TABLE allocation_rule
  ADD CONSTRAINT rule_management_is_within_the_law CHECK (management_bp BETWEEN 0 AND 1000),
  ADD CONSTRAINT rule_digest_is_of_its_content CHECK (digest = encode(sha256(convert_to(content, 'UTF8')), 'hex')),
  ADD CONSTRAINT rule_is_approved_by_a_second_person_before_it_takes_effect CHECK (
    state <> 'APPROVED' OR (approved_by IS NOT NULL AND approved_by <> drafted_by
                            AND approved_at IS NOT NULL AND approved_at < effective_from));
ALTER TABLE allocation_weight
  ADD CONSTRAINT weight_and_bounds_are_within_range CHECK (
    weight BETWEEN 0 AND 100000000 AND basis BETWEEN 0 AND 100000000
    AND 0 <= floor_bp AND floor_bp <= cap_bp AND cap_bp <= 10000);
ALTER TABLE allocation_simulation
  ADD CONSTRAINT simulation_done_has_its_hash CHECK (state <> 'DONE' OR (result IS NOT NULL AND hash IS NOT NULL));
ALTER TABLE allocation_indicator
  ADD CONSTRAINT indicator_is_within_range CHECK (value BETWEEN 0 AND 100000000);

-- Two rules of one programme, or of one campaign, never begin at the same instant: which of them decides would be a
-- matter of luck.
CREATE FUNCTION allocation_rule_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.state::text END;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'an allocation rule is withdrawn, never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF before = 'WITHDRAWN' OR (before = 'APPROVED' AND NOT (NEW.state::text = 'WITHDRAWN' AND OLD.effective_from > now()
                              AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state')) THEN
    RAISE EXCEPTION 'an approved allocation rule never changes: draft the next one' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state::text <> 'APPROVED' THEN RETURN NEW; END IF;
  IF before IS DISTINCT FROM 'SIMULATED' OR NEW.content <> OLD.content
     OR NEW.content <> allocation_rule_content(NEW.id)
     OR NOT EXISTS (SELECT 1 FROM allocation_simulation WHERE id = NEW.simulation_id AND rule_id = NEW.id
                    AND rule_digest = NEW.digest AND state = 'DONE') THEN
    RAISE EXCEPTION 'only what was simulated is approved' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM allocation_transition
             WHERE rule_id = NEW.id AND "to" = 'DRAFT' AND actor = NEW.approved_by) THEN
    RAISE EXCEPTION 'whoever wrote a rule does not approve it' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Approvals within a programme go one by one, so that the look at the others below holds.
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.program_id, 5));
  IF EXISTS (SELECT 1 FROM allocation_rule other WHERE other.program_id = NEW.program_id AND other.id <> NEW.id
             AND other.campaign_id IS NOT DISTINCT FROM NEW.campaign_id AND other.state = 'APPROVED'
             AND other.effective_from = NEW.effective_from) THEN
    RAISE EXCEPTION 'another rule begins at that instant' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON allocation_rule
  FOR EACH ROW EXECUTE FUNCTION allocation_rule_guard();

CREATE FUNCTION allocation_weight_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_rule text := CASE WHEN TG_OP = 'DELETE' THEN OLD.rule_id ELSE NEW.rule_id END;
  rule_state text;
BEGIN
  -- Share-locked, so that nobody approves the rule while its weights are being written.
  SELECT state::text INTO rule_state FROM allocation_rule WHERE id = of_rule FOR SHARE;
  IF rule_state IN ('APPROVED', 'WITHDRAWN') OR (TG_OP = 'UPDATE' AND OLD.rule_id <> NEW.rule_id) THEN
    RAISE EXCEPTION 'an approved allocation rule never changes: draft the next one' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON allocation_weight
  FOR EACH ROW EXECUTE FUNCTION allocation_weight_guard();

CREATE FUNCTION allocation_simulation_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state = 'DONE' THEN
    RAISE EXCEPTION 'a simulation that is done never changes: run another' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON allocation_simulation
  FOR EACH ROW EXECUTE FUNCTION allocation_simulation_guard();

DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['allocation_transition', 'allocation_indicator'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()', kept);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['allocation_rule', 'allocation_weight', 'allocation_simulation'] LOOP
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()', kept);
  END LOOP;
END $$;
