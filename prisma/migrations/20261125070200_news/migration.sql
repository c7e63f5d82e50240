-- News of campaigns (and of whatever else has followers) by e-mail: asked for twice, ended by one click.
CREATE TYPE "NewsTopicKind" AS ENUM ('CAMPAIGN', 'TEAM');

CREATE TABLE news_subscription (
    id TEXT NOT NULL,
    topic_kind "NewsTopicKind" NOT NULL,
    topic_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    email BYTEA NOT NULL,
    email_lookup TEXT NOT NULL,
    locale TEXT NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL,
    confirmed_at TIMESTAMPTZ(3),

    CONSTRAINT news_subscription_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX news_subscription_subject_id_key ON news_subscription (subject_id);
CREATE UNIQUE INDEX news_subscription_topic_kind_topic_id_email_lookup_key ON news_subscription (topic_kind, topic_id, email_lookup);
CREATE INDEX news_subscription_topic_kind_topic_id_id_idx ON news_subscription (topic_kind, topic_id, id);
CREATE INDEX news_subscription_created_at_idx ON news_subscription (created_at);

CREATE TABLE news_item (
    id TEXT NOT NULL,
    topic_kind "NewsTopicKind" NOT NULL,
    topic_id TEXT NOT NULL,
    topic_title TEXT NOT NULL,
    topic_path TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    occasion TEXT,
    published_by TEXT NOT NULL,
    published_at TIMESTAMPTZ(3) NOT NULL,
    sent_through TEXT,
    letters INTEGER NOT NULL DEFAULT 0,
    sent_at TIMESTAMPTZ(3),

    CONSTRAINT news_item_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX news_item_topic_kind_topic_id_occasion_key ON news_item (topic_kind, topic_id, occasion);
CREATE INDEX news_item_topic_kind_topic_id_published_at_idx ON news_item (topic_kind, topic_id, published_at);

-- The address by which a letter's reader ends what it came from (RFC 8058).
ALTER TABLE mail_message ADD COLUMN unsubscribe_url TEXT;
