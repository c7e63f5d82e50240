-- News that was wrong is withdrawn with a reason; what corrects it names it. Both stay: nothing is edited.
ALTER TABLE news_item
    ADD COLUMN withdrawn_at TIMESTAMPTZ(3),
    ADD COLUMN withdrawn_by TEXT,
    ADD COLUMN withdrawal_reason TEXT,
    ADD COLUMN letters_stopped INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN corrects_id TEXT,
    ADD CONSTRAINT news_item_withdrawn_by_somebody_for_a_reason
        CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawal_reason IS NULL)),
    ADD CONSTRAINT news_item_stops_letters_when_withdrawn CHECK (letters_stopped = 0 OR withdrawn_at IS NOT NULL);
CREATE UNIQUE INDEX news_item_corrects_id_key ON news_item (corrects_id);
ALTER TABLE news_item ADD CONSTRAINT news_item_corrects_id_fkey
    FOREIGN KEY (corrects_id) REFERENCES news_item (id) ON DELETE RESTRICT ON UPDATE CASCADE;
