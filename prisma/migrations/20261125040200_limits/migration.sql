-- Counts that lapse, for limits; the table of rate-limiter-flexible. Losing it costs nothing but a count.
CREATE UNLOGGED TABLE limit_count (
    key VARCHAR(255) NOT NULL,
    points INTEGER NOT NULL DEFAULT 0,
    expire BIGINT,

    CONSTRAINT limit_count_pkey PRIMARY KEY (key)
);

-- How many cards were declined on the page of a try.
ALTER TABLE payment_attempt ADD COLUMN declines INTEGER NOT NULL DEFAULT 0;

-- Notifications that tell of a declined card.
ALTER TABLE webhook_event ADD COLUMN declined BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX webhook_event_declined_idx ON webhook_event (subject) WHERE declined;
