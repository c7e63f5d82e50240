import { BenchBooks, CITIES, HOT } from './books-bench.js';
import { withPostgres } from '../support/postgres-server.js';
import { compare, median, type Bench, type Outcome } from './ratio.js';

const SMALL = 100_000;
/** `npm run bench -- ledger --size 10000000` asks for more. */
export const growth = { large: 1_000_000 };
const ROUNDS = 5;
const READS = 30;

interface Grown {
  posting: Outcome;
  reads: Outcome;
}
let measured: Promise<Grown> | undefined;

/** Books of two sizes side by side, measured in turn, so that the machine's mood hits both alike; filled only once. */
function grown(): Promise<Grown> {
  measured ??= withPostgres({ durable: true }, async () => {
    const small = await BenchBooks.open();
    const large = await BenchBooks.open();
    try {
      await small.fill(SMALL);
      await large.fill(growth.large);
      const reads = await hotReads(small, large);
      const posting = await compare(
        ROUNDS,
        'gifts/s',
        () => large.rate(12),
        () => small.rate(12),
      );
      return { posting, reads };
    } finally {
      await Promise.all([small.close(), large.close()]);
    }
  });
  return measured;
}

/** What pages ask for at every visit. */
const HOT_READS: Record<string, (books: BenchBooks) => Promise<unknown>> = {
  progress: ({ reader }) => reader.campaignTotals([HOT]),
  'city totals': ({ reader }) => reader.cityTotals(HOT),
  wall: ({ pledges }) => pledges.wall(HOT, null, 20),
  'wall, page behind': ({ pledges }) =>
    pledges.wall(HOT, { paidAt: new Date(Date.now() - 3_600_000), id: 'plg_5' }, 20),
  'fund statement': ({ reader }) =>
    reader.fundLines({ orgUnitId: CITIES[0]?.orgUnitId ?? '', from: null, until: null, after: null, limit: 50 }),
  'account statement': ({ reports }) =>
    reports.statement({ accountId: 1, from: null, until: new Date(), after: null, limit: 50 }),
  'trial balance': ({ reports }) => reports.standings({ until: null }),
};

/** The read that grew most: its time on the large books over its time on the small ones, medians of many. */
async function hotReads(small: BenchBooks, large: BenchBooks): Promise<Outcome> {
  const grownBy: { name: string; ratio: number; ms: number }[] = [];
  for (const [name, read] of Object.entries(HOT_READS)) {
    const times = { small: [] as number[], large: [] as number[] };
    for (let round = 0; round < READS + 5; round++) {
      const [ofSmall, ofLarge] = [await timed(() => read(small)), await timed(() => read(large))];
      if (round < 5) continue; // Warm-up.
      times.small.push(ofSmall);
      times.large.push(ofLarge);
    }
    grownBy.push({ name, ratio: median(times.large) / median(times.small), ms: median(times.large) });
  }
  const note = grownBy.map(({ name, ratio, ms }) => `${name} ${ratio.toFixed(2)} (${ms.toFixed(1)} ms)`).join(', ');
  return { ratio: Math.max(...grownBy.map(({ ratio }) => ratio)), samples: grownBy.map(({ ratio }) => ratio), note };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Goal 4: posting on books of a million gifts (or `--size`) against books of a hundred thousand. */
export const postingGrowth: Bench = {
  name: 'posting_growth',
  group: 'ledger',
  goal: 0.8,
  run: async () => (await grown()).posting,
};

/** Goal 4: the hot reads on the same books; how much longer the worst of them takes. */
export const hotReadGrowth: Bench = {
  name: 'hot_read_growth',
  group: 'ledger',
  goal: 1.5,
  better: 'lower',
  run: async () => (await grown()).reads,
};
