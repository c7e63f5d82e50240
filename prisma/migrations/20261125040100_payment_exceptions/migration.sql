-- Payments that arrive otherwise than expected, each with what the written policy says of it.
CREATE TYPE "PaymentExceptionKind" AS ENUM ('AFTER_END', 'AFTER_EXPIRY', 'AFTER_CANCELLATION', 'AFTER_TAKE_DOWN', 'SECOND_PAYMENT', 'OTHER_AMOUNT');
CREATE TYPE "PaymentExceptionState" AS ENUM ('ACCEPTED', 'HELD', 'RETURN_APPROVED', 'RETURNED', 'RETURN_FAILED');

CREATE TABLE payment_exception (
    id TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    pledge_id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    kind "PaymentExceptionKind" NOT NULL,
    state "PaymentExceptionState" NOT NULL,
    amount BIGINT NOT NULL,
    noticed_at TIMESTAMPTZ(3) NOT NULL,
    approved_by TEXT,
    approved_at TIMESTAMPTZ(3),
    reason TEXT,
    provider_refund_id TEXT,
    returned_at TIMESTAMPTZ(3),
    failure TEXT,

    CONSTRAINT payment_exception_pkey PRIMARY KEY (id),
    CONSTRAINT payment_exception_has_money CHECK (amount > 0),
    CONSTRAINT payment_exception_is_held_or_accepted_by_its_kind CHECK (
      (state = 'ACCEPTED') = (kind IN ('AFTER_END', 'AFTER_EXPIRY', 'AFTER_CANCELLATION'))
    ),
    CONSTRAINT payment_exception_is_returned_by_a_person CHECK (
      state NOT IN ('RETURN_APPROVED', 'RETURN_FAILED') OR (approved_by IS NOT NULL AND approved_at IS NOT NULL AND btrim(reason) <> '')
    )
);
CREATE UNIQUE INDEX payment_exception_attempt_id_key ON payment_exception (attempt_id);
CREATE INDEX payment_exception_pledge_id_idx ON payment_exception (pledge_id);
CREATE INDEX payment_exception_state_id_idx ON payment_exception (state, id);
