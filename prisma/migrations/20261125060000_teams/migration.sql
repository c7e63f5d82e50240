-- Teams anybody may open: who leads them, what they say, and where they stand; squads lie one level below a team.
CREATE TYPE "TeamKind" AS ENUM ('CITY', 'SYSTEM', 'COMPANY', 'FRIENDS');
CREATE TYPE "TeamState" AS ENUM ('IN_REVIEW', 'PUBLIC', 'REJECTED', 'CLOSED', 'TAKEN_DOWN');
CREATE TYPE "TeamRole" AS ENUM ('CAPTAIN', 'CO_CAPTAIN');

ALTER TABLE team
  ADD COLUMN parent_id TEXT,
  ADD COLUMN kind "TeamKind" NOT NULL DEFAULT 'FRIENDS',
  ADD COLUMN state "TeamState" NOT NULL DEFAULT 'PUBLIC',
  ADD COLUMN target BIGINT,
  ADD COLUMN picture_key TEXT,
  ADD COLUMN org_unit_id TEXT,
  ADD COLUMN pending JSONB,
  ADD COLUMN pending_since TIMESTAMPTZ(3),
  ADD COLUMN own_raised BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN own_gifts INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN created_at TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  ADD CONSTRAINT team_target_is_some_money CHECK (target > 0),
  ADD CONSTRAINT team_is_not_its_own_parent CHECK (parent_id <> id),
  ADD CONSTRAINT team_waits_since_a_time CHECK ((pending IS NULL) = (pending_since IS NULL));

-- Teams from before have no squads: all they have is their own.
UPDATE team SET own_raised = raised, own_gifts = gifts,
                kind = CASE WHEN region_code IS NULL THEN 'SYSTEM' ELSE 'CITY' END::"TeamKind";

-- A squad lies under a team of the same campaign: the pair is the key.
CREATE UNIQUE INDEX "team_id_campaign_id_key" ON "team"("id", "campaign_id");
ALTER TABLE "team" ADD CONSTRAINT "team_parent_id_campaign_id_fkey"
  FOREIGN KEY ("parent_id", "campaign_id") REFERENCES "team"("id", "campaign_id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX "team_parent_id_idx" ON "team"("parent_id");
CREATE INDEX "team_pending_since_idx" ON "team"("pending_since");
-- Nobody gathers gifts under another team's name.
CREATE UNIQUE INDEX team_name_is_taken_once ON team (campaign_id, lower(name)) WHERE state IN ('IN_REVIEW', 'PUBLIC');

CREATE TABLE "team_leader" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "role" "TeamRole" NOT NULL,
    "nickname" TEXT NOT NULL,
    "user_id" TEXT,
    "actor_hash" TEXT NOT NULL,
    "subject_id" TEXT,
    "email" BYTEA,
    "locale" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "team_leader_pkey" PRIMARY KEY ("id"),
    CONSTRAINT team_leader_can_be_reached CHECK (user_id IS NOT NULL OR email IS NOT NULL),
    CONSTRAINT team_leader_address_is_sealed_under_a_person CHECK ((email IS NULL) = (subject_id IS NULL))
);
CREATE INDEX "team_leader_team_id_idx" ON "team_leader"("team_id");
CREATE INDEX "team_leader_user_id_idx" ON "team_leader"("user_id");
CREATE UNIQUE INDEX team_leader_captain_is_one ON team_leader (team_id) WHERE role = 'CAPTAIN' AND left_at IS NULL;
ALTER TABLE "team_leader" ADD CONSTRAINT "team_leader_team_id_fkey"
  FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "team_invitation" (
    "id" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "invited_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_by" TEXT,

    CONSTRAINT "team_invitation_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "team_invitation_accepted_by_key" ON "team_invitation"("accepted_by");
CREATE INDEX "team_invitation_team_id_idx" ON "team_invitation"("team_id");
ALTER TABLE "team_invitation" ADD CONSTRAINT "team_invitation_team_id_fkey"
  FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "team_transition" (
    "id" BIGSERIAL NOT NULL,
    "team_id" TEXT NOT NULL,
    "from" "TeamState",
    "to" "TeamState" NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "team_transition_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "team_transition_team_id_id_idx" ON "team_transition"("team_id", "id");
ALTER TABLE "team_transition" ADD CONSTRAINT "team_transition_team_id_fkey"
  FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON team_transition
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- A concern may be about one team of the campaign.
ALTER TABLE concern_report ADD COLUMN team_id TEXT;
CREATE INDEX "concern_report_team_id_idx" ON "concern_report"("team_id");
