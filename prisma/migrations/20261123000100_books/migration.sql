-- The books: rules the database itself enforces, and the one function that posts gifts.

-- Hot rows are rewritten at every batch; room on the page keeps their new versions beside the old ones (HOT updates).
ALTER TABLE ledger_balance SET (fillfactor = 40);

ALTER TABLE ledger_balance
  ADD CONSTRAINT guarded_account_never_owes CHECK (NOT guarded OR credits >= debits);
ALTER TABLE ledger_gift
  ADD CONSTRAINT gift_has_an_amount CHECK (amount > 0 AND fee >= 0 AND fee <= amount);
ALTER TABLE ledger_route
  ADD CONSTRAINT route_can_split CHECK (
    cardinality(leg_accounts) = cardinality(cumulative_weights)
    AND cardinality(leg_accounts) <= 24
    AND cumulative_weights[cardinality(cumulative_weights)] BETWEEN 1 AND 100000000
  );
ALTER TABLE ledger_book ADD CONSTRAINT one_book CHECK (id = 1);
INSERT INTO ledger_book (id, last_batch, last_position) VALUES (1, 0, 0);

-- Append-only: what is written stays; a correction is a reversal and a new posting.
CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: correct it by a reversal', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

DO $$
DECLARE books text;
BEGIN
  FOREACH books IN ARRAY ARRAY['ledger_account', 'ledger_route', 'ledger_gift', 'ledger_batch', 'ledger_entry',
                               'campaign_transition', 'pledge_transition', 'personal_data_access'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()', books);
  END LOOP;
END $$;

-- The gift's own offset, in 1/2^32: the first 32 bits of SHA-256 over its id (kernel: offsetOf).
CREATE FUNCTION ledger_offset(gift_id text) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ('x' || encode(substring(sha256(convert_to(gift_id, 'UTF8')) FROM 1 FOR 4), 'hex'))::bit(32)::bigint
$$;

-- Legs of a gift (kernel: apportion): leg k = floor((a*C[k] + s) / W) - floor((a*C[k-1] + s) / W) with
-- s = floor(u * W), which equals floor(a*C[k]/W + u) - floor(a*C[k-1]/W + u) because a*C[k] is whole.
CREATE FUNCTION ledger_split(amount bigint, cumulative bigint[], gift_id text) RETURNS bigint[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_agg((amount * c + s.shift) / s.total - (amount * p + s.shift) / s.total ORDER BY k)
  FROM (SELECT cumulative[cardinality(cumulative)] AS total,
               ledger_offset(gift_id) * cumulative[cardinality(cumulative)] / 4294967296 AS shift) s,
       unnest(cumulative, 0::bigint || cumulative) WITH ORDINALITY AS step (c, p, k)
  WHERE c IS NOT NULL
$$;

-- Posts gifts that are all new, as one batch. Raises unique_violation when one of them is in the books already.
-- The expressions for each leg, up to the largest number a route may have, are written out by this block.
DO $block$ BEGIN EXECUTE format($function$
CREATE FUNCTION ledger_post_new_gifts(
  ids text[], routes int[], amounts bigint[], fees bigint[], occurred timestamptz[], recorded timestamptz
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  batch bigint := nextval('ledger_batch_id_seq');
  accounts int[];
  debit_sums bigint[];
  credit_sums bigint[];
  gift_counts int[];
  total bigint;
  inserted int;
  moved int;
BEGIN
  -- Sums are taken from the rows as inserted, before any account is locked, so that locks are held briefly.
  WITH posted AS (
    INSERT INTO ledger_gift (id, route_id, batch_id, ordinal, amount, fee, legs, occurred_at)
    SELECT gift.id, gift.route_id, batch, (gift.ordinal - 1)::int, gift.amount, gift.fee,
           -- ledger_split, written out: a subquery per row would cost more than the insert
           (ARRAY[%2$s])[1:route.legs],
           gift.occurred_at
    FROM (
      SELECT incoming.*, get_byte(hash, 0) * 16777216::bigint + get_byte(hash, 1) * 65536
                         + get_byte(hash, 2) * 256 + get_byte(hash, 3) AS offset_32 -- ledger_offset, written out
      FROM unnest(ids, routes, amounts, fees, occurred) WITH ORDINALITY
             AS incoming (id, route_id, amount, fee, occurred_at, ordinal),
           LATERAL (SELECT sha256(convert_to(incoming.id, 'UTF8')) AS hash OFFSET 0) digest
      OFFSET 0 -- keeps the planner from computing the hash once per leg
    ) gift
    JOIN (
      SELECT id, 0::bigint || cumulative_weights AS c, cardinality(cumulative_weights) AS legs,
             cumulative_weights[cardinality(cumulative_weights)] AS w
      FROM ledger_route WHERE id = ANY (routes)
      OFFSET 0
    ) route ON route.id = gift.route_id
    CROSS JOIN LATERAL (SELECT gift.offset_32 * route.w / 4294967296 AS s OFFSET 0) start
    RETURNING route_id, amount, fee, legs
  ), per_route AS (
    SELECT route_id, sum(amount)::bigint AS amount, sum(fee)::bigint AS fee, count(*)::int AS gifts,
           ARRAY[%1$s]::bigint[] AS leg_sums
    FROM posted GROUP BY route_id
  ), lines AS (
    -- captured: debit 1009, credit 410102; allocated: debit 3102 unallocated, credit 3102 city, leg by leg;
    -- fee of the provider: debit 5401, credit 1009
    SELECT line.account, line.debit, line.credit, line.gifts
    FROM per_route JOIN ledger_route route ON route.id = per_route.route_id,
         LATERAL (VALUES (route.provider_account, per_route.amount, per_route.fee, per_route.gifts),
                         (route.income_account, 0, per_route.amount, per_route.gifts),
                         (route.unallocated_account, per_route.amount, 0, per_route.gifts),
                         (route.cost_account, per_route.fee, 0, per_route.gifts)) AS line (account, debit, credit, gifts)
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
         (SELECT sum(amount) FROM per_route), (SELECT sum(gifts) FROM per_route)
    INTO accounts, debit_sums, credit_sums, gift_counts, total, inserted
    FROM sums;

  -- A gift whose route is unknown would fall out of the join, and be lost without a word.
  IF inserted IS DISTINCT FROM cardinality(ids) THEN
    RAISE EXCEPTION 'every gift of a batch takes a route that exists' USING ERRCODE = 'foreign_key_violation';
  END IF;

  IF (SELECT sum(d) FROM unnest(debit_sums) d) IS DISTINCT FROM (SELECT sum(c) FROM unnest(credit_sums) c) THEN
    RAISE EXCEPTION 'a batch has equal debit and credit' USING ERRCODE = 'check_violation';
  END IF;

  -- Every poster locks in the order of the account's number: first lock, then read, then write.
  PERFORM 1 FROM ledger_balance WHERE account_id = ANY (accounts) ORDER BY account_id FOR UPDATE;
  WITH updated AS (
    UPDATE ledger_balance AS balance
       SET debits = balance.debits + change.debit, credits = balance.credits + change.credit,
           gifts = balance.gifts + change.gifts, version = balance.version + 1
      FROM unnest(accounts, debit_sums, credit_sums, gift_counts) AS change (account, debit, credit, gifts)
     WHERE balance.account_id = change.account
    RETURNING balance.account_id, change.debit, change.credit, change.gifts AS moved_gifts,
              balance.debits, balance.credits, balance.version
  )
  INSERT INTO ledger_entry (account_id, batch_id, debit, credit, gifts, debits, credits, version)
  SELECT account_id, batch, debit, credit, moved_gifts, debits, credits, version FROM updated;
  GET DIAGNOSTICS moved = ROW_COUNT;
  IF moved <> cardinality(accounts) THEN
    RAISE EXCEPTION 'every account of a batch has a balance' USING ERRCODE = 'foreign_key_violation';
  END IF;

  -- Numbers of batches and positions have no gaps: they are taken last, once per batch, and roll back with it.
  WITH book AS (
    UPDATE ledger_book SET last_batch = last_batch + 1, last_position = last_position + cardinality(ids)
     WHERE id = 1 RETURNING last_batch, last_position
  )
  INSERT INTO ledger_batch (id, number, first_position, gifts, amount, recorded_at)
  SELECT batch, last_batch, last_position - cardinality(ids) + 1, cardinality(ids), total, recorded FROM book;
  RETURN batch;
END $$;
$function$,
  (SELECT string_agg(format('sum(legs[%s])', k), ', ') FROM generate_series(1, 24) k),
  (SELECT string_agg(format('(gift.amount * route.c[%s] + s) / w - (gift.amount * route.c[%s] + s) / w', k + 1, k), ', ')
     FROM generate_series(1, 24) k));
END $block$;

-- Posts what is not yet in the books and answers with the batch (null when nothing was new), its size, and the ids that are in
-- the books with other content: those are errors for a person to look at, the rest is posted all the same.
CREATE FUNCTION ledger_post_gifts(
  ids text[], routes int[], amounts bigint[], fees bigint[], occurred timestamptz[], recorded timestamptz,
  OUT batch bigint, OUT posted int, OUT conflicts text[]
) LANGUAGE plpgsql AS $$
BEGIN
  conflicts := '{}';
  posted := 0;
  IF cardinality(ids) = 0 THEN RETURN; END IF;
  BEGIN
    batch := ledger_post_new_gifts(ids, routes, amounts, fees, occurred, recorded);
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
         array_agg(fee ORDER BY ordinal), array_agg(occurred_at ORDER BY ordinal)
    INTO ids, routes, amounts, fees, occurred
    FROM (
      SELECT DISTINCT ON (incoming.id) incoming.*
      FROM unnest(ids, routes, amounts, fees, occurred) WITH ORDINALITY
             AS incoming (id, route_id, amount, fee, occurred_at, ordinal)
      WHERE NOT EXISTS (SELECT 1 FROM ledger_gift known WHERE known.id = incoming.id)
        AND incoming.id <> ALL (conflicts)
      ORDER BY incoming.id, incoming.ordinal
    ) fresh;
  IF ids IS NOT NULL THEN
    batch := ledger_post_new_gifts(ids, routes, amounts, fees, occurred, recorded);
    posted := cardinality(ids);
  END IF;
END $$;
