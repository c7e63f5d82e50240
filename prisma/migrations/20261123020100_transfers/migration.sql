-- Transfers beside gifts, parts of gifts that pay for management and fees, and the chain of hashes over the batches.
-- What the hashes are taken over is written down in docs/books-format.md; change neither without the other.

-- Functions that run with their owner's rights look for tables here, and for temporary ones last.
SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);

-- Rows there are get what the new columns ask for; that is no change of the books, so the triggers stand aside.
ALTER TABLE ledger_account DISABLE TRIGGER append_only;
ALTER TABLE ledger_route DISABLE TRIGGER append_only;
ALTER TABLE ledger_batch DISABLE TRIGGER append_only;

ALTER TABLE ledger_account ALTER COLUMN campaign_id DROP NOT NULL;
UPDATE ledger_account SET key = concat_ws('/', chart_year, chart_code, purpose, coalesce(campaign_id, '-'),
                                          coalesce(org_unit_id, '-'), coalesce(source::text, '-'));

ALTER TABLE ledger_balance ADD COLUMN guard SMALLINT NOT NULL DEFAULT 0;
UPDATE ledger_balance SET guard = 1 WHERE guarded;
ALTER TABLE ledger_balance DROP CONSTRAINT guarded_account_never_owes, DROP COLUMN guarded;
ALTER TABLE ledger_balance
  ADD CONSTRAINT guarded_account_never_owes CHECK (guard * (credits - debits) >= 0),
  ADD CONSTRAINT a_guard_is_a_sign CHECK (guard BETWEEN -1 AND 1);

ALTER TABLE ledger_route RENAME COLUMN provider_account TO cash_account;
ALTER TABLE ledger_route
  ADD COLUMN rule_digest TEXT NOT NULL DEFAULT '',
  ADD COLUMN management_bp INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN fee_carrier "FeeCarrier" NOT NULL DEFAULT 'FOUNDATION',
  ADD COLUMN management_account INTEGER,
  ADD COLUMN covered_account INTEGER,
  ADD COLUMN digest TEXT;

ALTER TABLE ledger_gift
  ADD COLUMN management BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN covered BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN commitment TEXT NOT NULL DEFAULT '';

ALTER TABLE ledger_batch
  ADD COLUMN transfers INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN routes INTEGER[],
  ADD COLUMN body TEXT,
  ADD COLUMN hash TEXT;

ALTER TABLE ledger_book
  ADD COLUMN head TEXT NOT NULL DEFAULT '0000000000000000000000000000000000000000000000000000000000000000',
  ADD COLUMN halted_at TIMESTAMPTZ(3),
  ADD COLUMN halt_reason TEXT;

CREATE TABLE ledger_transfer (
  id TEXT NOT NULL,
  kind "TransferKind" NOT NULL,
  batch_id BIGINT NOT NULL,
  ordinal INTEGER NOT NULL,
  gift_id TEXT,
  route_id INTEGER,
  reverses TEXT,
  rule_id TEXT,
  document TEXT,
  accounts INTEGER[],
  debits BIGINT[],
  credits BIGINT[],
  parts BIGINT[],
  occurred_at TIMESTAMPTZ(3) NOT NULL,
  note TEXT,
  proposed_by TEXT,
  approved_by TEXT,
  CONSTRAINT ledger_transfer_pkey PRIMARY KEY (id)
);
CREATE INDEX ledger_transfer_gift_id_idx ON ledger_transfer (gift_id);
CREATE INDEX ledger_transfer_batch_id_ordinal_idx ON ledger_transfer (batch_id, ordinal);
CREATE INDEX ledger_transfer_document_idx ON ledger_transfer (document);

CREATE TABLE ledger_flow (
  account_id INTEGER NOT NULL,
  kind "TransferKind" NOT NULL,
  debits BIGINT NOT NULL,
  credits BIGINT NOT NULL,
  CONSTRAINT ledger_flow_pkey PRIMARY KEY (account_id, kind)
);

CREATE FUNCTION ledger_sum(amounts bigint[]) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT coalesce(sum(amount), 0)::bigint FROM unnest(amounts) AS amount);

CREATE FUNCTION ledger_one_sided(debits bigint[], credits bigint[]) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT bool_and((debit = 0) <> (credit = 0)) FROM unnest(debits, credits) AS line (debit, credit));

ALTER TABLE ledger_transfer
  ADD CONSTRAINT transfer_has_equal_debit_and_credit CHECK (
    cardinality(accounts) >= 2 AND cardinality(accounts) = cardinality(debits)
    AND cardinality(accounts) = cardinality(credits)
    AND ledger_sum(debits) = ledger_sum(credits) AND ledger_sum(debits) > 0
    AND 0 <= ALL (debits) AND 0 <= ALL (credits)
  ),
  ADD CONSTRAINT each_line_of_a_transfer_has_one_side CHECK (ledger_one_sided(debits, credits)),
  ADD CONSTRAINT transfer_is_approved_by_a_second_person CHECK (proposed_by IS DISTINCT FROM approved_by OR proposed_by IS NULL),
  -- Its fields are joined by these in what is hashed.
  ADD CONSTRAINT transfer_has_plain_ids CHECK (
    concat(id, gift_id, reverses, rule_id, document, proposed_by, approved_by) !~ '[|,[:cntrl:]]'
  );
ALTER TABLE ledger_gift ADD CONSTRAINT gift_has_parts_of_its_amount CHECK (
  management >= 0 AND covered >= 0 AND management + covered <= amount
);
ALTER TABLE ledger_route
  ADD CONSTRAINT route_takes_at_most_a_tenth_for_management CHECK (management_bp BETWEEN 0 AND 1000),
  ADD CONSTRAINT route_has_the_accounts_its_rule_asks_for CHECK (
    (management_bp > 0) = (management_account IS NOT NULL) AND (fee_carrier = 'GIFT') = (covered_account IS NOT NULL)
  );
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transfer
  FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- ── What is hashed ──────────────────────────────────────────────────────────────────────────────────────────────────

CREATE FUNCTION ledger_hash(content text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN encode(sha256(convert_to(content, 'UTF8')), 'hex');

CREATE FUNCTION ledger_milliseconds(instant timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (extract(epoch FROM instant) * 1000)::bigint;

CREATE FUNCTION ledger_account_keys(accounts int[]) RETURNS text LANGUAGE sql STABLE STRICT AS $$
  SELECT coalesce(string_agg(account.key, ',' ORDER BY place), '')
  FROM unnest(accounts) WITH ORDINALITY AS named (id, place) JOIN ledger_account account ON account.id = named.id
$$;

CREATE FUNCTION ledger_route_digest(route ledger_route) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT ledger_hash(concat_ws(E'\n', 'yiqijuan-route/1', route.key, route.rule_id, route.rule_digest, route.source,
    route.management_bp, route.fee_carrier,
    ledger_account_keys(ARRAY[route.cash_account]), ledger_account_keys(ARRAY[route.income_account]),
    ledger_account_keys(ARRAY[route.unallocated_account]), ledger_account_keys(ARRAY[route.cost_account]),
    coalesce(ledger_account_keys(ARRAY[route.management_account]), '-'),
    coalesce(ledger_account_keys(ARRAY[route.covered_account]), '-'),
    ledger_account_keys(route.leg_accounts), array_to_string(route.cumulative_weights, ',')))
$$;

CREATE FUNCTION ledger_route_digests(routes int[]) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_agg(digest, ',' ORDER BY id), '') FROM ledger_route WHERE id = ANY (routes)
$$;

CREATE FUNCTION ledger_transfer_line(transfer ledger_transfer) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT array_to_string(ARRAY[
    transfer.id, transfer.kind::text, transfer.gift_id, transfer.route_id::text, transfer.reverses, transfer.rule_id,
    transfer.document, ledger_account_keys(transfer.accounts), array_to_string(transfer.debits, ','),
    array_to_string(transfer.credits, ','), array_to_string(transfer.parts, ','),
    ledger_milliseconds(transfer.occurred_at)::text, ledger_hash(transfer.note), transfer.proposed_by,
    transfer.approved_by], '|', '')
$$;

-- The body of a batch, from what is stored; the posting functions take it from what they store.
CREATE FUNCTION ledger_batch_body(batch ledger_batch) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT ledger_hash(concat_ws(E'\n',
    coalesce(gifts.ids, ''), coalesce(gifts.routes, ''), coalesce(gifts.amounts, ''), coalesce(gifts.fees, ''),
    coalesce(gifts.occurred, ''), coalesce(gifts.commitments, ''), ledger_route_digests(batch.routes),
    (SELECT string_agg(ledger_transfer_line(transfer), E'\n' ORDER BY ordinal)
     FROM ledger_transfer transfer WHERE batch_id = batch.id)))
  FROM (
    SELECT string_agg(id, ',' ORDER BY ordinal) AS ids, string_agg(route_id::text, ',' ORDER BY ordinal) AS routes,
           string_agg(amount::text, ',' ORDER BY ordinal) AS amounts, string_agg(fee::text, ',' ORDER BY ordinal) AS fees,
           string_agg(ledger_milliseconds(occurred_at)::text, ',' ORDER BY ordinal) AS occurred,
           string_agg(commitment, ',' ORDER BY ordinal) AS commitments
    FROM ledger_gift WHERE batch_id = batch.id AND route_id = ANY (batch.routes)
  ) gifts
$$;

CREATE FUNCTION ledger_batch_hash(batch ledger_batch, before text) RETURNS text LANGUAGE sql STABLE
RETURN ledger_hash(concat_ws(E'\n', 'yiqijuan-batch/1', before, batch.number, batch.first_position,
  ledger_milliseconds(batch.recorded_at), batch.gifts, batch.transfers, batch.body));

-- ── What is there already ───────────────────────────────────────────────────────────────────────────────────────────

UPDATE ledger_route SET digest = ledger_route_digest(ledger_route);
UPDATE ledger_batch SET routes = coalesce(held.routes, '{}')
FROM ledger_batch all_batches LEFT JOIN (
  SELECT batch_id, array_agg(DISTINCT route_id ORDER BY route_id) AS routes FROM ledger_gift GROUP BY batch_id
) held ON held.batch_id = all_batches.id
WHERE all_batches.id = ledger_batch.id;
UPDATE ledger_batch SET body = ledger_batch_body(ledger_batch);
DO $$
DECLARE
  batch ledger_batch;
  before text := (SELECT head FROM ledger_book);
BEGIN
  FOR batch IN SELECT * FROM ledger_batch ORDER BY number LOOP
    before := ledger_batch_hash(batch, before);
    UPDATE ledger_batch SET hash = before WHERE id = batch.id;
  END LOOP;
  UPDATE ledger_book SET head = before;
END $$;
ALTER TABLE ledger_route ALTER COLUMN digest SET NOT NULL;
ALTER TABLE ledger_batch ALTER COLUMN body SET NOT NULL, ALTER COLUMN hash SET NOT NULL;
ALTER TABLE ledger_account ENABLE TRIGGER append_only;
ALTER TABLE ledger_route ENABLE TRIGGER append_only;
ALTER TABLE ledger_batch ENABLE TRIGGER append_only;

-- The same split as before, as a loop: thirteen times as fast as unnesting and aggregating for every gift.
CREATE OR REPLACE FUNCTION ledger_split(amount bigint, cumulative bigint[], gift_id text) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  total bigint := cumulative[cardinality(cumulative)];
  shift bigint := ledger_offset(gift_id) * total / 4294967296;
  legs bigint[] := cumulative;
  running bigint;
  before bigint := 0;
  up_to bigint;
  k int := 1;
BEGIN
  FOREACH running IN ARRAY cumulative LOOP
    up_to := (amount * running + shift) / total;
    legs[k] := up_to - before;
    before := up_to;
    k := k + 1;
  END LOOP;
  RETURN legs;
END $$;

-- ── Opening accounts and routes ─────────────────────────────────────────────────────────────────────────────────────
-- From here on the application's role writes to the books through these functions and in no other way: they run with
-- the rights of the owner of the tables.

CREATE FUNCTION ledger_open_account(
  year int, code text, purpose "AccountPurpose", campaign text, org_unit text, source "FundSource", guard int
) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  account_key text := concat_ws('/', year, code, purpose, coalesce(campaign, '-'), coalesce(org_unit, '-'),
                                coalesce(source::text, '-'));
  account int;
BEGIN
  SELECT id INTO account FROM ledger_account WHERE key = account_key;
  IF FOUND THEN RETURN account; END IF;
  IF concat(campaign, org_unit) ~ '[/|,[:cntrl:]]' THEN
    RAISE EXCEPTION 'the dimensions of an account have plain ids' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO ledger_account (chart_code, chart_year, purpose, campaign_id, org_unit_id, source, key)
  VALUES (code, year, purpose, campaign, org_unit, source, account_key) ON CONFLICT (key) DO NOTHING;
  SELECT id INTO STRICT account FROM ledger_account WHERE key = account_key;
  INSERT INTO ledger_balance (account_id, guard) VALUES (account, guard) ON CONFLICT DO NOTHING;
  RETURN account;
END $$;

CREATE FUNCTION ledger_digest_route() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.digest := ledger_route_digest(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER digest BEFORE INSERT ON ledger_route FOR EACH ROW EXECUTE FUNCTION ledger_digest_route();

CREATE FUNCTION ledger_open_route(
  route_key text, campaign text, rule text, digest_of_rule text, fund_source "FundSource", bp int,
  carrier "FeeCarrier", cash int, income int, unallocated int, cost int, management int, covered int,
  legs int[], cumulative bigint[]
) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  route int;
BEGIN
  IF concat(route_key, rule, digest_of_rule) ~ '[|,[:cntrl:]]' THEN
    RAISE EXCEPTION 'a route has plain ids' USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO ledger_route (key, campaign_id, rule_id, rule_digest, source, management_bp, fee_carrier, cash_account,
                            income_account, unallocated_account, cost_account, management_account, covered_account,
                            leg_accounts, cumulative_weights)
  VALUES (route_key, campaign, rule, digest_of_rule, fund_source, bp, carrier, cash, income, unallocated, cost,
          management, covered, legs, cumulative)
  ON CONFLICT (key) DO NOTHING;
  SELECT id INTO STRICT route FROM ledger_route WHERE key = route_key;
  RETURN route;
END $$;

-- Locks accounts in the order of their numbers, and only then reads them.
CREATE FUNCTION ledger_lock(accounts int[])
RETURNS TABLE (account int, debits bigint, credits bigint)
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  SELECT account_id, balance.debits, balance.credits FROM ledger_balance balance
  WHERE account_id = ANY (accounts) ORDER BY account_id FOR UPDATE
$$;

-- ── Posting ─────────────────────────────────────────────────────────────────────────────────────────────────────────

-- Moves balances by the sums of a batch and leaves one entry per account. Sums are taken before; locks are held briefly.
CREATE FUNCTION ledger_move(batch bigint, accounts int[], debit_sums bigint[], credit_sums bigint[], gift_counts int[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  places tid[];
  moved int;
BEGIN
  IF ledger_sum(debit_sums) <> ledger_sum(credit_sums) THEN
    RAISE EXCEPTION 'a batch has equal debit and credit' USING ERRCODE = 'check_violation';
  END IF;
  -- Every poster locks in the order of the account's number: first lock, then read, then write. What is locked is found
  -- again by its place: while a report keeps a snapshot open, the old versions of hot rows pile up, and going through
  -- them to find a row is what posting then pays for.
  SELECT array_agg(place) INTO places FROM (
    SELECT ctid AS place FROM ledger_balance WHERE account_id = ANY (accounts) ORDER BY account_id FOR UPDATE
  ) locked;
  WITH updated AS (
    UPDATE ledger_balance AS balance
       SET debits = balance.debits + change.debit, credits = balance.credits + change.credit,
           gifts = balance.gifts + change.gifts, version = balance.version + 1
      FROM unnest(accounts, debit_sums, credit_sums, gift_counts) AS change (account, debit, credit, gifts)
     WHERE balance.ctid = ANY (places) AND balance.account_id = change.account
    RETURNING balance.account_id, change.debit, change.credit, change.gifts AS moved_gifts,
              balance.debits, balance.credits, balance.version
  )
  INSERT INTO ledger_entry (account_id, batch_id, debit, credit, gifts, debits, credits, version)
  SELECT account_id, batch, debit, credit, moved_gifts, debits, credits, version FROM updated;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(accounts) THEN
    RAISE EXCEPTION 'every account of a batch has a balance' USING ERRCODE = 'foreign_key_violation';
  END IF;
END $$;

-- Gives the batch its number, its positions and its link in the chain. They are taken last, under the lock of one row,
-- once per batch, and roll back with it, so they have no gaps.
CREATE FUNCTION ledger_seal(
  batch bigint, batch_gifts int, batch_transfers int, batch_routes int[], total bigint, recorded timestamptz,
  batch_body text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  book ledger_book;
  sealed ledger_batch;
BEGIN
  SELECT * INTO STRICT book FROM ledger_book WHERE id = 1 FOR UPDATE;
  IF book.halted_at IS NOT NULL THEN
    RAISE EXCEPTION 'posting has stopped: %', book.halt_reason USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  sealed.id := batch;
  sealed.number := book.last_batch + 1;
  sealed.first_position := book.last_position + 1;
  sealed.gifts := batch_gifts;
  sealed.transfers := batch_transfers;
  sealed.routes := batch_routes;
  sealed.amount := total;
  sealed.recorded_at := date_trunc('milliseconds', recorded);
  sealed.body := batch_body;
  sealed.hash := ledger_batch_hash(sealed, book.head);
  INSERT INTO ledger_batch SELECT sealed.*;
  UPDATE ledger_book SET last_batch = sealed.number, last_position = book.last_position + batch_gifts + batch_transfers,
                         head = sealed.hash WHERE id = 1;
END $$;

DROP FUNCTION ledger_post_gifts(text[], int[], bigint[], bigint[], timestamptz[], timestamptz);
DROP FUNCTION ledger_post_new_gifts(text[], int[], bigint[], bigint[], timestamptz[], timestamptz);

-- Posts gifts that are all new, as one batch. Raises unique_violation when one of them is in the books already.
-- `occurred` is in milliseconds since 1970. The expressions for each leg, up to the largest number a route may have, are
-- written out by this block.
DO $block$ BEGIN EXECUTE format($function$
CREATE FUNCTION ledger_post_new_gifts(
  ids text[], routes int[], amounts bigint[], fees bigint[], occurred bigint[], commitments text[], recorded timestamptz
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  batch bigint := nextval('ledger_batch_id_seq');
  accounts int[];
  debit_sums bigint[];
  credit_sums bigint[];
  gift_counts int[];
  used_routes int[];
  total bigint;
  inserted int;
BEGIN
  -- What is hashed joins ids by commas and lines.
  IF array_to_string(ids, '') ~ '[|,[:cntrl:]]' OR array_to_string(commitments, '') ~ '[|,[:cntrl:]]' THEN
    RAISE EXCEPTION 'a gift has a plain id' USING ERRCODE = 'check_violation';
  END IF;
  WITH posted AS (
    INSERT INTO ledger_gift (id, route_id, batch_id, ordinal, amount, fee, management, covered, legs, occurred_at,
                             commitment)
    SELECT gift.id, gift.route_id, batch, (gift.ordinal - 1)::int, gift.amount, gift.fee, share.m, share.c,
           -- ledger_split, written out: a subquery per row would cost more than the insert
           (ARRAY[%2$s])[1:route.legs],
           timestamptz 'epoch' + gift.occurred * interval '1 millisecond', gift.commitment
    FROM (
      SELECT incoming.*, get_byte(hash, 0) * 16777216::bigint + get_byte(hash, 1) * 65536
                         + get_byte(hash, 2) * 256 + get_byte(hash, 3) AS offset_32 -- ledger_offset, written out
      FROM unnest(ids, routes, amounts, fees, occurred, commitments) WITH ORDINALITY
             AS incoming (id, route_id, amount, fee, occurred, commitment, ordinal),
           LATERAL (SELECT sha256(convert_to(incoming.id, 'UTF8')) AS hash OFFSET 0) digest
      OFFSET 0 -- keeps the planner from computing the hash once per leg
    ) gift
    JOIN (
      SELECT id, 0::bigint || cumulative_weights AS c, cardinality(cumulative_weights) AS legs,
             cumulative_weights[cardinality(cumulative_weights)] AS w, management_bp AS bp,
             fee_carrier = 'GIFT' AS gift_carries
      FROM ledger_route WHERE id = ANY (routes)
      OFFSET 0
    ) route ON route.id = gift.route_id
    CROSS JOIN LATERAL (
      SELECT gift.offset_32 * route.w / 4294967296 AS s, kept.m, kept.c, gift.amount - kept.m - kept.c AS a
      FROM (
        SELECT part.m, CASE WHEN route.gift_carries THEN least(gift.fee, gift.amount - part.m) ELSE 0 END AS c
        FROM (SELECT CASE WHEN route.bp = 0 THEN 0 ELSE gift.amount * route.bp / 10000 END AS m) part
      ) kept
      OFFSET 0
    ) share
    RETURNING route_id, amount, fee, management, covered, legs
  ), per_route AS (
    SELECT route_id, sum(amount)::bigint AS amount, sum(fee)::bigint AS fee, sum(management)::bigint AS management,
           sum(covered)::bigint AS covered, count(*)::int AS gifts, ARRAY[%1$s]::bigint[] AS leg_sums
    FROM posted GROUP BY route_id
  ), lines AS (
    -- captured: debit 1009 (or cash in transit), credit 410102; allocated: debit 3102 unallocated, credit 3102 city,
    -- leg by leg, and 3101 for what pays for management and fees; fee of the provider: debit 5401, credit 1009
    SELECT line.account, line.debit, line.credit, line.gifts
    FROM per_route JOIN ledger_route route ON route.id = per_route.route_id,
         LATERAL (VALUES (route.cash_account, per_route.amount, per_route.fee, per_route.gifts),
                         (route.income_account, 0, per_route.amount, per_route.gifts),
                         (route.unallocated_account, per_route.amount, 0, per_route.gifts),
                         (route.cost_account, per_route.fee, 0, per_route.gifts),
                         (route.management_account, 0, per_route.management,
                          CASE WHEN per_route.management > 0 THEN per_route.gifts ELSE 0 END),
                         (route.covered_account, 0, per_route.covered,
                          CASE WHEN per_route.covered > 0 THEN per_route.gifts ELSE 0 END)
                 ) AS line (account, debit, credit, gifts)
    UNION ALL
    SELECT leg.account, 0, leg.amount, per_route.gifts
    FROM per_route JOIN ledger_route route ON route.id = per_route.route_id,
         unnest(route.leg_accounts, per_route.leg_sums) AS leg (account, amount)
    WHERE leg.amount > 0
  ), sums AS (
    SELECT account, sum(debit)::bigint AS debit, sum(credit)::bigint AS credit, sum(gifts)::int AS gifts
    FROM lines GROUP BY account HAVING sum(debit) <> 0 OR sum(credit) <> 0
  )
  SELECT array_agg(account ORDER BY account), array_agg(debit ORDER BY account),
         array_agg(credit ORDER BY account), array_agg(gifts ORDER BY account),
         (SELECT sum(amount) FROM per_route), (SELECT sum(gifts) FROM per_route),
         (SELECT array_agg(route_id ORDER BY route_id) FROM per_route)
    INTO accounts, debit_sums, credit_sums, gift_counts, total, inserted, used_routes
    FROM sums;

  -- A gift whose route is unknown would fall out of the join, and be lost without a word.
  IF inserted IS DISTINCT FROM cardinality(ids) THEN
    RAISE EXCEPTION 'every gift of a batch takes a route that exists' USING ERRCODE = 'foreign_key_violation';
  END IF;
  PERFORM ledger_move(batch, accounts, debit_sums, credit_sums, gift_counts);
  PERFORM ledger_seal(batch, cardinality(ids), 0, used_routes, total, recorded, ledger_hash(concat_ws(E'\n',
    array_to_string(ids, ','), array_to_string(routes, ','), array_to_string(amounts, ','),
    array_to_string(fees, ','), array_to_string(occurred, ','), array_to_string(commitments, ','),
    ledger_route_digests(used_routes))));
  RETURN batch;
END $$;
$function$,
  (SELECT string_agg(format('sum(legs[%s])', k), ', ') FROM generate_series(1, 24) k),
  (SELECT string_agg(format('(share.a * route.c[%s] + share.s) / w - (share.a * route.c[%s] + share.s) / w', k + 1, k), ', ')
     FROM generate_series(1, 24) k));
END $block$;

-- Posts what is not yet in the books and answers with the batch (null when nothing was new), its size, and the ids that
-- are in the books with other content: those are errors for a person to look at, the rest is posted all the same.
CREATE FUNCTION ledger_post_gifts(
  ids text[], routes int[], amounts bigint[], fees bigint[], occurred bigint[], commitments text[], recorded timestamptz,
  OUT batch bigint, OUT posted int, OUT conflicts text[]
) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  conflicts := '{}';
  posted := 0;
  IF cardinality(ids) = 0 THEN RETURN; END IF;
  BEGIN
    batch := ledger_post_new_gifts(ids, routes, amounts, fees, occurred, commitments, recorded);
    posted := cardinality(ids);
    RETURN;
  EXCEPTION WHEN unique_violation THEN
    NULL; -- Some are known, or named twice: sort them out below. Rare, so the ordinary batch pays nothing for it.
  END;
  SELECT coalesce(array_agg(DISTINCT gift.id) FILTER (WHERE differs), '{}') INTO conflicts
  FROM (
    SELECT incoming.id,
           bool_or(known.id IS NOT NULL AND (known.amount, known.route_id, known.fee)
                   IS DISTINCT FROM (incoming.amount, incoming.route_id, incoming.fee))
             OR count(DISTINCT (incoming.amount, incoming.route_id, incoming.fee)) > 1 AS differs
    FROM unnest(ids, routes, amounts, fees) AS incoming (id, route_id, amount, fee)
    LEFT JOIN ledger_gift known ON known.id = incoming.id
    GROUP BY incoming.id
  ) gift;
  SELECT array_agg(id ORDER BY ordinal), array_agg(route_id ORDER BY ordinal), array_agg(amount ORDER BY ordinal),
         array_agg(fee ORDER BY ordinal), array_agg(fresh.occurred ORDER BY ordinal),
         array_agg(commitment ORDER BY ordinal)
    INTO ids, routes, amounts, fees, occurred, commitments
    FROM (
      SELECT DISTINCT ON (incoming.id) incoming.*
      FROM unnest(ids, routes, amounts, fees, occurred, commitments) WITH ORDINALITY
             AS incoming (id, route_id, amount, fee, occurred, commitment, ordinal)
      WHERE NOT EXISTS (SELECT 1 FROM ledger_gift known WHERE known.id = incoming.id)
        AND incoming.id <> ALL (conflicts)
      ORDER BY incoming.id, incoming.ordinal
    ) fresh;
  IF ids IS NOT NULL THEN
    batch := ledger_post_new_gifts(ids, routes, amounts, fees, occurred, commitments, recorded);
    posted := cardinality(ids);
  END IF;
END $$;

-- Posts transfers as one batch; `events` is a JSON array in the order they are to be booked. One that is in the books
-- already is left alone; one that is there with other lines is named in `conflicts`, and the rest is posted.
CREATE FUNCTION ledger_post_transfers(
  events jsonb, recorded timestamptz, OUT batch bigint, OUT posted int, OUT conflicts text[]
) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  accounts int[];
  debit_sums bigint[];
  credit_sums bigint[];
  used_routes int[];
  total bigint;
  body text;
BEGIN
  batch := nextval('ledger_batch_id_seq');
  SELECT coalesce(array_agg(known.id), '{}') INTO conflicts
  FROM jsonb_to_recordset(events) AS event (id text, kind "TransferKind", accounts int[], debits bigint[], credits bigint[])
  JOIN ledger_transfer known ON known.id = event.id
  WHERE (known.kind, known.accounts, known.debits, known.credits)
        IS DISTINCT FROM (event.kind, event.accounts, event.debits, event.credits);

  INSERT INTO ledger_transfer (id, kind, batch_id, ordinal, gift_id, route_id, reverses, rule_id, document, accounts,
                               debits, credits, parts, occurred_at, note, proposed_by, approved_by)
  SELECT event.id, event.kind, batch, (row_number() OVER (ORDER BY place) - 1)::int, event.gift_id, event.route_id,
         event.reverses, event.rule_id, event.document, event.accounts, event.debits, event.credits,
         coalesce(event.parts, '{}'), timestamptz 'epoch' + event.occurred * interval '1 millisecond', event.note,
         event.proposed_by, event.approved_by
  FROM ROWS FROM (jsonb_to_recordset(events) AS (
         id text, kind "TransferKind", gift_id text, route_id int, reverses text, rule_id text, document text,
         accounts int[], debits bigint[], credits bigint[], parts bigint[], occurred bigint, note text,
         proposed_by text, approved_by text)) WITH ORDINALITY
         AS event (id, kind, gift_id, route_id, reverses, rule_id, document, accounts, debits, credits, parts,
                   occurred, note, proposed_by, approved_by, place)
  WHERE NOT EXISTS (SELECT 1 FROM ledger_transfer known WHERE known.id = event.id);
  GET DIAGNOSTICS posted = ROW_COUNT;
  IF posted = 0 THEN
    batch := NULL;
    RETURN;
  END IF;

  SELECT array_agg(account ORDER BY account), array_agg(debit ORDER BY account), array_agg(credit ORDER BY account)
    INTO accounts, debit_sums, credit_sums
    FROM (
      SELECT line.account, sum(line.debit)::bigint AS debit, sum(line.credit)::bigint AS credit
      FROM ledger_transfer transfer,
           unnest(transfer.accounts, transfer.debits, transfer.credits) AS line (account, debit, credit)
      WHERE batch_id = batch GROUP BY line.account
    ) sums;
  PERFORM ledger_move(batch, accounts, debit_sums, credit_sums, array_fill(0, ARRAY[cardinality(accounts)]));
  -- Behind the balances, whose locks keep others out: were flows locked first, two posters could wait for each other.
  INSERT INTO ledger_flow (account_id, kind, debits, credits)
  SELECT line.account, kind, sum(line.debit), sum(line.credit)
  FROM ledger_transfer transfer,
       unnest(transfer.accounts, transfer.debits, transfer.credits) AS line (account, debit, credit)
  WHERE batch_id = batch GROUP BY line.account, kind ORDER BY line.account, kind
  ON CONFLICT (account_id, kind) DO UPDATE
    SET debits = ledger_flow.debits + excluded.debits, credits = ledger_flow.credits + excluded.credits;
  SELECT sum(ledger_sum(debits)), string_agg(ledger_transfer_line(transfer), E'\n' ORDER BY ordinal)
    INTO total, body FROM ledger_transfer transfer WHERE batch_id = batch;
  used_routes := ARRAY(SELECT DISTINCT route_id FROM ledger_transfer
                       WHERE batch_id = batch AND route_id IS NOT NULL ORDER BY route_id);
  PERFORM ledger_seal(batch, 0, posted, used_routes, total, recorded,
                      ledger_hash(concat_ws(E'\n', '', '', '', '', '', '', ledger_route_digests(used_routes), body)));
END $$;

-- Posting stops (an invariant does not hold) and goes on; everything else goes on meanwhile.
CREATE FUNCTION ledger_halt(reason text, at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  UPDATE ledger_book SET halted_at = at, halt_reason = reason WHERE id = 1 AND halted_at IS NULL
$$;
CREATE FUNCTION ledger_resume() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
  UPDATE ledger_book SET halted_at = NULL, halt_reason = NULL WHERE id = 1
$$;
