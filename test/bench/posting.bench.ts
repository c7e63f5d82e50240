import { BATCH, BenchBooks, CITIES, giftsAlong, HOT } from './books-bench.js';
import { withPostgres } from '../support/postgres-server.js';
import { compare, median, type Bench, type Outcome } from './ratio.js';

const BATCHES = 12;
const ROUNDS = 7;
const SPREAD = 10_000;

/** Runs a measurement on books of its own. */
const onBooks = (measure: (books: BenchBooks) => Promise<Outcome>) => () =>
  withPostgres({ durable: true }, async () => {
    const books = await BenchBooks.open();
    try {
      return await measure(books);
    } finally {
      await books.close();
    }
  });

/** Goal 1: gifts split 14 ways on one hot campaign, posted in batches, as a share of bulk insert of the same rows. */
export const postingVsBulkInsert: Bench = {
  name: 'posting_vs_bulk_insert',
  group: 'ledger',
  goal: 0.65,
  run: onBooks(async (books) => {
    const { database, asOwner, settings } = books.services;
    // The same columns, keys and indexes, filled with the rows the posting writes, legs ready made.
    await asOwner('CREATE TABLE bulk (LIKE ledger_gift INCLUDING ALL)');
    await asOwner(`GRANT ALL ON bulk TO ${new URL(settings.database.url).username}`);
    const legs = `{${CITIES.map(({ weight }) => weight).join(',')}}`;
    const insert = (batch: ReturnType<typeof giftsAlong>) =>
      database.transaction(
        (tx) => tx.$executeRaw`
          INSERT INTO bulk (id, route_id, batch_id, ordinal, amount, fee, legs, occurred_at, commitment)
          SELECT id, route_id, 1, (place - 1)::int, amount, fee, legs::bigint[], occurred_at, commitment
          FROM unnest(${batch.map(({ id }) => id)}::text[], ${batch.map((gift) => gift.routeId)}::int[],
                      ${batch.map(({ amount }) => amount)}::bigint[], ${batch.map(({ fee }) => fee)}::bigint[],
                      ${batch.map(() => legs)}::text[], ${batch.map(({ occurredAt }) => occurredAt)}::timestamptz[],
                      ${batch.map(({ commitment }) => commitment)}::text[])
                 WITH ORDINALITY AS gift (id, route_id, amount, fee, legs, occurred_at, commitment, place)`,
      );
    const bulkRate = async () => {
      const batches = Array.from({ length: BATCHES }, () => giftsAlong([books.routeId]));
      const start = performance.now();
      for (const batch of batches) await insert(batch);
      return (BATCH * BATCHES) / ((performance.now() - start) / 1000);
    };
    return compare(ROUNDS, 'gifts/s', () => books.rate(BATCHES), bulkRate);
  }),
};

/** Goal 3: one hot campaign against ten thousand, each split 14 ways. */
export const hotVsSpread: Bench = {
  name: 'hot_vs_spread',
  group: 'ledger',
  goal: 0.9,
  run: onBooks(async (books) => {
    const { asOwner } = books.services;
    // Copies of the hot campaign's accounts and route; opened one by one they would take minutes.
    await asOwner(
      `INSERT INTO ledger_account (chart_code, chart_year, purpose, campaign_id, org_unit_id, source, key)
       SELECT chart_code, chart_year, purpose, 'cmp_' || n, org_unit_id, source, replace(key, $1, 'cmp_' || n)
       FROM ledger_account, generate_series(1, ${SPREAD}) n WHERE campaign_id = $1`,
      [HOT],
    );
    await asOwner(
      `INSERT INTO ledger_balance (account_id, guard)
       SELECT id, CASE purpose WHEN 'CITY_FUND' THEN 1 ELSE 0 END FROM ledger_account WHERE campaign_id <> $1`,
      [HOT],
    );
    await asOwner(
      `INSERT INTO ledger_route (key, campaign_id, rule_id, source, cash_account, income_account, unallocated_account,
                                 cost_account, leg_accounts, cumulative_weights, digest)
       SELECT 'cmp_' || n, 'cmp_' || n, hot.rule_id, hot.source,
              (SELECT id FROM ledger_account WHERE campaign_id = 'cmp_' || n AND purpose = 'PROVIDER_BALANCE'),
              (SELECT id FROM ledger_account WHERE campaign_id = 'cmp_' || n AND purpose = 'RESTRICTED_INCOME'),
              (SELECT id FROM ledger_account WHERE campaign_id = 'cmp_' || n AND purpose = 'UNALLOCATED'),
              (SELECT id FROM ledger_account WHERE campaign_id = 'cmp_' || n AND purpose = 'FUNDRAISING_COST'),
              ARRAY(SELECT id FROM ledger_account WHERE campaign_id = 'cmp_' || n AND purpose = 'CITY_FUND' ORDER BY id),
              hot.cumulative_weights, ''
       FROM ledger_route hot, generate_series(1, ${SPREAD}) n WHERE hot.id = $1`,
      [books.routeId],
    );
    await asOwner('VACUUM ANALYZE');
    const { rows } = await asOwner('SELECT id FROM ledger_route WHERE id <> $1 ORDER BY id', [books.routeId]);
    const spread = rows.map(({ id }) => Number(id));
    return compare(
      3,
      'gifts/s',
      () => books.rate(BATCHES),
      () => books.rate(3, spread),
    );
  }),
};

/** Goal 5: while a report keeps a snapshot open, posting in its tenth second against its first. */
export const openSnapshot: Bench = {
  name: 'open_snapshot',
  group: 'ledger',
  goal: 0.9,
  run: onBooks(async (books) => {
    await books.rate(20); // Warm-up.
    const samples: number[] = [];
    const rates: number[][] = [];
    for (let round = 0; round < 3; round++) {
      const perSecond = await books.services.database.reader.$transaction(
        async (report) => {
          await report.$queryRaw`SELECT count(*) FROM ledger_balance`;
          return secondsOfPosting(books, 10);
        },
        { isolationLevel: 'RepeatableRead', timeout: 60_000 },
      );
      rates.push(perSecond);
      samples.push((perSecond.at(-1) ?? 0) / (perSecond[0] ?? 1));
    }
    const [first, tenth] = [rates.map((each) => each[0] ?? 0), rates.map((each) => each.at(-1) ?? 0)];
    const note = `${median(tenth).toFixed(0)} of ${median(first).toFixed(0)} gifts/s`;
    return { ratio: median(samples), samples, note };
  }),
};

/** Gifts posted in each of so many seconds. */
async function secondsOfPosting(books: BenchBooks, seconds: number): Promise<number[]> {
  const perSecond: number[] = [];
  for (let second = 0; second < seconds; second++) {
    const start = performance.now();
    let posted = 0;
    while (performance.now() - start < 1000) {
      await books.post(giftsAlong([books.routeId]));
      posted += BATCH;
    }
    perSecond.push(posted / ((performance.now() - start) / 1000));
  }
  return perSecond;
}
