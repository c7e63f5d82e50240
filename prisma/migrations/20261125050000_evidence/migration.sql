-- 证据: files behind refunds and disputes.
CREATE TABLE "evidence_file" (
    "id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "storage_key" TEXT NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_by" TEXT,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_file_pkey" PRIMARY KEY ("id"),
    CONSTRAINT evidence_file_has_bytes CHECK (size > 0),
    CONSTRAINT evidence_file_is_removed_by_somebody CHECK ((removed_by IS NULL) = (removed_at IS NULL))
);
CREATE INDEX "evidence_file_document_id_id_idx" ON "evidence_file"("document_id", "id");

-- What was looked at when two people decided stays known, also when its content is gone.
CREATE FUNCTION forbid_change_of_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a row of evidence is never deleted' USING ERRCODE = 'restrict_violation';
  END IF;
  IF to_jsonb(NEW) - ARRAY['removed_by', 'removed_at'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['removed_by', 'removed_at']
     OR OLD.removed_at IS NOT NULL
  THEN
    RAISE EXCEPTION 'a file of evidence can only be removed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER evidence_stays BEFORE UPDATE OR DELETE ON evidence_file
  FOR EACH ROW EXECUTE FUNCTION forbid_change_of_evidence();
