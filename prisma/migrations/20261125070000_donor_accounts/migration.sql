-- Donors who sign in by a code. Nothing in the open says who they are: accounts and gifts are found by keyed hashes.
ALTER TABLE personal_subject ADD COLUMN email_lookup TEXT, ADD COLUMN account_id TEXT;
CREATE INDEX personal_subject_email_lookup_idx ON personal_subject (email_lookup);
CREATE INDEX personal_subject_account_id_idx ON personal_subject (account_id);

CREATE TABLE donor_account (
    user_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    email BYTEA,
    phone BYTEA,
    email_lookup TEXT,
    created_at TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT donor_account_pkey PRIMARY KEY (user_id),
    CONSTRAINT donor_account_finds_gifts_by_a_sealed_address CHECK ((email IS NULL) = (email_lookup IS NULL))
);
ALTER TABLE donor_account ADD CONSTRAINT donor_account_user_id_fkey
    FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- A giver's own gifts: by the person they are sealed under, or by the browser they were made in.
CREATE INDEX pledge_subject_id_idx ON pledge (subject_id);
CREATE INDEX pledge_actor_hash_idx ON pledge (actor_hash);
