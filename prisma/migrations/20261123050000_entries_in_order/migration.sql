-- An account's versions count its entries from 1, in the order of the books: a statement goes by them, and the balance of
-- a past day is found by halving.
CREATE INDEX ledger_entry_account_id_version_idx ON ledger_entry (account_id, version);

-- Entries that transfers left (those of gifts count at least one gift). Few beside the entries of gifts, so that a
-- fund's statement finds them without walking over those.
CREATE INDEX ledger_entry_of_transfers_idx ON ledger_entry (account_id, batch_id) WHERE gifts = 0;
