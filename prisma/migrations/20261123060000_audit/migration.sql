CREATE TABLE "audit_run" (
    "id" TEXT NOT NULL,
    "night" TEXT,
    "asked_by" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "checks" INTEGER NOT NULL DEFAULT 0,
    "broken" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "audit_run_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "audit_run_night_key" ON "audit_run"("night");
CREATE INDEX "audit_run_started_at_idx" ON "audit_run"("started_at");

CREATE TABLE "posting_change" (
    "id" BIGSERIAL NOT NULL,
    "stopped" BOOLEAN NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "posting_change_pkey" PRIMARY KEY ("id")
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posting_change
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
