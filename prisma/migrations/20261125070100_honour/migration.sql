-- Gifts of companies, and gifts in honour or in memory of somebody.
ALTER TABLE pledge ADD COLUMN credit_code TEXT
    CONSTRAINT pledge_credit_code_goes_with_a_name CHECK (credit_code IS NULL OR payer_name IS NOT NULL);

ALTER TABLE monthly_gift ADD COLUMN credit_code TEXT;

CREATE TYPE "HonourKind" AS ENUM ('IN_HONOUR', 'IN_MEMORY');

CREATE TABLE gift_honour (
    pledge_id TEXT NOT NULL,
    kind "HonourKind" NOT NULL,
    subject_id TEXT NOT NULL,
    honouree BYTEA NOT NULL,
    shown_name TEXT,
    email BYTEA,

    CONSTRAINT gift_honour_pkey PRIMARY KEY (pledge_id)
);
CREATE INDEX gift_honour_subject_id_idx ON gift_honour (subject_id);
ALTER TABLE gift_honour ADD CONSTRAINT gift_honour_pledge_id_fkey
    FOREIGN KEY (pledge_id) REFERENCES pledge (id) ON DELETE RESTRICT ON UPDATE CASCADE;
