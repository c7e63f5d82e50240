-- How a payment was made, the line it left in the provider's statement, and what a notification asks for.
CREATE TYPE "PaymentMethod" AS ENUM ('CARD', 'ALIPAY', 'WECHAT_PAY');

ALTER TABLE payment_attempt
  ADD COLUMN method "PaymentMethod",
  ADD COLUMN movement_id TEXT,
  ADD COLUMN card_fingerprint TEXT,
  ADD COLUMN customer_id TEXT,
  ADD COLUMN card_id TEXT,
  ADD CONSTRAINT payment_attempt_charges_a_card_of_somebody CHECK ((customer_id IS NULL) = (card_id IS NULL)),
  ADD CONSTRAINT payment_attempt_has_a_page_or_a_kept_card CHECK (session_id IS NULL OR card_id IS NULL);
CREATE UNIQUE INDEX payment_attempt_movement_id_key ON payment_attempt (movement_id);

-- Until now every payment was made by card.
UPDATE payment_attempt SET method = 'CARD' WHERE state = 'SUCCEEDED';

ALTER TABLE webhook_event ADD COLUMN api_version TEXT, ADD COLUMN topic TEXT, ADD COLUMN subject TEXT;
UPDATE webhook_event SET topic = 'payments-settle', subject = payload #>> '{data,object,metadata,attempt_id}'
WHERE processed_at IS NULL;
CREATE INDEX webhook_event_unprocessed_idx ON webhook_event (topic, subject) WHERE processed_at IS NULL;
