import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { apportion, MAX_SPLIT_AMOUNT, MAX_TOTAL_WEIGHT, offsetOf } from '#kernel';
import { offsetFrom, splitGift } from '../../libs/verifier/split.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/**
 * A season of a million gifts over fourteen funds, split three times: by the kernel, by the database and by the
 * verifier, each written on its own. They agree to the fen on every leg, and no fund ends more than ¥20 from its exact
 * share, however the weights and the gifts look.
 */
const GIFTS = 1_000_000;
const CHUNK = 20_000;
const MOST_DRIFT_FEN = 2_000n;
const fourteen = (weight: (k: number) => number): bigint[] => Array.from({ length: 14 }, (_, k) => BigInt(weight(k)));

const SEASONS = [
  { what: 'near-equal weights', weights: fourteen((k) => 1000 + (k % 3)), amount: varied },
  { what: 'very unequal weights', weights: fourteen((k) => 3 ** k), amount: varied },
  {
    what: 'tiny weights beside a large one',
    weights: fourteen((k) => (k === 6 ? 99_999_900 : 1 + (k % 4))),
    amount: varied,
  },
  { what: 'gifts of the same size', weights: fourteen((k) => 700 + 13 * k), amount: () => 6_600n },
];

/** ¥1 to ¥100, spread by a fixed rule so that every run splits the same gifts. */
function varied(number: number): bigint {
  return 100n + BigInt((number * 7_919) % 9_901);
}

const idOf = (season: number, number: number): string => `plg_${season}_${number}`;

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Hash over the legs of these gifts, in order, as the database splits them. */
async function splitByDatabase(season: number, from: number, amounts: bigint[], weights: bigint[]): Promise<string> {
  let sum = 0n;
  const cumulative = weights.map((weight) => (sum += weight));
  const { rows } = await client.query<{ hash: string }>(
    `SELECT encode(sha256(convert_to(string_agg(array_to_string(
              ledger_split(amount, $1::bigint[], 'plg_' || $2 || '_' || ($3 + place - 1)), ','), ';' ORDER BY place), 'UTF8')), 'hex') AS hash
     FROM unnest($4::bigint[]) WITH ORDINALITY AS gift (amount, place)`,
    [cumulative, String(season), from, amounts],
  );
  return rows[0]?.hash ?? '';
}

function splitByVerifier(season: number, from: number, amounts: bigint[], weights: bigint[]): bigint[][] {
  let sum = 0n;
  const route = { managementBp: 0n, giftCarriesFee: false, cumulative: weights.map((weight) => (sum += weight)) };
  return amounts.map((amount, k) => {
    const digest = createHash('sha256')
      .update(idOf(season, from + k))
      .digest();
    return splitGift(amount, 0n, route, offsetFrom(digest)).legs;
  });
}

const hashOf = (legs: readonly bigint[][]): string =>
  createHash('sha256')
    .update(legs.map((each) => each.join(',')).join(';'))
    .digest('hex');

describe('a season of a million gifts', () => {
  it.each(SEASONS.map((season, index) => [season.what, season, index] as const))(
    'with %s is split alike by three, and favours no fund',
    async (_, { weights, amount }, season) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0n);
      const received = weights.map(() => 0n);
      let given = 0n;
      for (let from = 0; from < GIFTS; from += CHUNK) {
        const numbers = Array.from({ length: CHUNK }, (_, k) => from + k);
        const amounts = numbers.map(amount);
        const database = splitByDatabase(season, from, amounts, weights);
        const legs = numbers.map((number, k) => apportion(amounts[k] ?? 0n, weights, offsetOf(idOf(season, number))));
        for (const each of legs) each.forEach((leg, k) => (received[k] = (received[k] ?? 0n) + leg));
        for (const each of amounts) given += each;
        expect(hashOf(splitByVerifier(season, from, amounts, weights))).toBe(hashOf(legs));
        expect(await database).toBe(hashOf(legs));
      }
      const drifts = received.map((fen, k) => {
        const drift = (fen * total - given * (weights[k] ?? 0n)) / total;
        return drift < 0n ? -drift : drift;
      });
      expect(drifts.filter((drift) => drift > MOST_DRIFT_FEN)).toEqual([]);
    },
    10 * 60_000,
  );
});

describe('100,000 random splits', () => {
  it('of random gifts over random weights come out alike, three times', async () => {
    const random = fc.tuple(
      fc.bigInt({ min: 1n, max: MAX_SPLIT_AMOUNT }),
      fc
        .array(fc.bigInt({ min: 0n, max: MAX_TOTAL_WEIGHT / 20n }), { minLength: 1, maxLength: 20 })
        .filter((weights) => weights.some((weight) => weight > 0n)),
    );
    const splits = fc.sample(random, { numRuns: 100_000, seed: 20261123 });
    for (let from = 0; from < splits.length; from += CHUNK) {
      const chunk = splits.slice(from, from + CHUNK).map(([amount, weights], k) => {
        let sum = 0n;
        return { id: `plg_r_${from + k}`, amount, weights, cumulative: weights.map((weight) => (sum += weight)) };
      });
      const byKernel = chunk.map(({ id, amount, weights }) => apportion(amount, weights, offsetOf(id)));
      const byVerifier = chunk.map(({ id, amount, cumulative }) => {
        const digest = createHash('sha256').update(id).digest();
        const route = { managementBp: 0n, giftCarriesFee: false, cumulative };
        return splitGift(amount, 0n, route, offsetFrom(digest)).legs;
      });
      const { rows } = await client.query<{ legs: string }>(
        `SELECT array_to_string(ledger_split(amount, cumulative::bigint[], id), ',') AS legs
         FROM unnest($1::text[], $2::bigint[], $3::text[]) WITH ORDINALITY AS gift (id, amount, cumulative, place)
         ORDER BY place`,
        [
          chunk.map(({ id }) => id),
          chunk.map(({ amount }) => amount),
          chunk.map(({ cumulative }) => `{${cumulative.join(',')}}`),
        ],
      );
      const expected = byKernel.map((legs) => legs.join(','));
      expect(rows.map(({ legs }) => legs)).toEqual(expected);
      expect(byVerifier.map((legs) => legs.join(','))).toEqual(expected);
    }
  });
});
