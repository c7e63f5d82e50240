-- Which line of the provider's statement a transfer of the books stands for. A gift names its own in payment_attempt.
CREATE TABLE provider_posting (
  posting_id TEXT NOT NULL,
  movement_id TEXT NOT NULL,
  linked_at TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT provider_posting_pkey PRIMARY KEY (posting_id)
);
CREATE INDEX provider_posting_movement_id_idx ON provider_posting (movement_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON provider_posting
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
