-- Rounded to milliseconds, now() could lie up to half of one in the future, and work due at once was not found.
-- Widening the precision of a timestamp rewrites no row.
ALTER TABLE "outbox_message" ALTER COLUMN "available_at" SET DATA TYPE TIMESTAMPTZ(6),
ALTER COLUMN "parked_at" SET DATA TYPE TIMESTAMPTZ(6),
ALTER COLUMN "created_at" SET DATA TYPE TIMESTAMPTZ(6);
