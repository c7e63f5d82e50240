import { LedgerModule, LedgerService } from '#ledger';
import { openServices, type Services } from '../support/services.js';
import { compare, type Bench } from './ratio.js';
import { withBenchServer } from './bench-server.js';

const BATCH = 1000;
const BATCHES = 12;
const ROUNDS = 7;
const CITIES = Array.from({ length: 14 }, (_, index) => ({
  orgUnitId: `org_${index}`,
  weight: 700n + BigInt(index * 3),
}));

const RULE = { ruleId: 'rul_1', ruleDigest: '', managementBp: 0, feeCarrier: 'FOUNDATION' } as const;
let serial = 0;

function gifts(routeId: number) {
  return Array.from({ length: BATCH }, () => ({
    id: `plg_${String(++serial).padStart(26, '0')}`,
    routeId,
    amount: 100n + BigInt(serial % 9900),
    fee: 3n,
    occurredAt: new Date(),
    commitment: 'm5kq0mU1b2Yd3bJcXl1l1wq1n0x3v7d2u9s8k4h6g5f'.slice(0, 43),
  }));
}

/** Gifts split 14 ways on one hot campaign, posted in batches, as a share of bulk insert of the same rows. */
export const postingVsBulkInsert: Bench = {
  name: 'posting_vs_bulk_insert',
  goal: 0.65,
  run: () =>
    withBenchServer(async () => {
      const services = await openServices([LedgerModule], {}, []);
      try {
        return await measure(services);
      } finally {
        await services.close();
      }
    }),
};

async function measure({ database, get, asOwner, settings }: Services) {
  const ledger = get(LedgerService);
  const routeId = await database.transaction((tx) =>
    ledger.ensureRoute(tx, { key: 'pool', campaignId: 'cmp_hot', ...RULE, source: 'POOL', legs: CITIES }),
  );
  // The same columns, keys and indexes, filled with the rows the posting writes, legs ready made.
  await asOwner('CREATE TABLE bulk (LIKE ledger_gift INCLUDING ALL)');
  await asOwner(`GRANT ALL ON bulk TO ${new URL(settings.database.url).username}`);
  const legs = `{${CITIES.map(({ weight }) => weight).join(',')}}`;
  const rate = async (work: (batch: ReturnType<typeof gifts>) => Promise<unknown>) => {
    const batches = Array.from({ length: BATCHES }, () => gifts(routeId));
    const start = performance.now();
    for (const batch of batches) await work(batch);
    return (BATCH * BATCHES) / ((performance.now() - start) / 1000);
  };
  return compare(
    ROUNDS,
    'gifts/s',
    () => rate((batch) => database.transaction((tx) => ledger.post(tx, batch))),
    () =>
      rate((batch) =>
        database.transaction(
          (tx) => tx.$executeRaw`
            INSERT INTO bulk (id, route_id, batch_id, ordinal, amount, fee, legs, occurred_at, commitment)
            SELECT id, route_id, 1, (place - 1)::int, amount, fee, legs::bigint[], occurred_at, commitment
            FROM unnest(${batch.map(({ id }) => id)}::text[], ${batch.map((gift) => gift.routeId)}::int[],
                        ${batch.map(({ amount }) => amount)}::bigint[], ${batch.map(({ fee }) => fee)}::bigint[],
                        ${batch.map(() => legs)}::text[], ${batch.map(({ occurredAt }) => occurredAt)}::timestamptz[],
                        ${batch.map(({ commitment }) => commitment)}::text[])
                   WITH ORDINALITY AS gift (id, route_id, amount, fee, legs, occurred_at, commitment, place)`,
        ),
      ),
  );
}
