import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MAX_TOTAL_WEIGHT } from '#kernel';
import { solveShares, solveSubset, WHOLE_BP, type BoundedCity } from './water-filling.js';

const city = (regionCode: string, basis: bigint, floorBp = 0n, capBp = WHOLE_BP): BoundedCity => ({
  regionCode,
  basis,
  floorBp,
  capBp,
});

const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((total, number) => total + number, 0n);

function weightsOf(cities: readonly BoundedCity[]): bigint[] {
  const solution = solveShares(cities);
  if ('infeasible' in solution) throw new Error(solution.infeasible);
  return solution.weights;
}

const bases = fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 50n }), fc.bigInt({ min: 1n, max: 7_000_000n }));

/** Up to 20 cities whose floors and caps leave room for an answer. */
const feasible = fc
  .array(fc.record({ basis: bases, floor: fc.nat(900), room: fc.nat(10_000) }), { minLength: 1, maxLength: 20 })
  .map((rows) =>
    rows.map(({ basis, floor, room }, index) => {
      const floorBp = BigInt(Math.floor(floor / Math.max(1, rows.length / 11)));
      const capBp = floorBp + BigInt(room) > WHOLE_BP ? WHOLE_BP : floorBp + BigInt(room);
      return city(`43${String(index).padStart(2, '0')}00`, basis, floorBp, capBp);
    }),
  )
  .filter((cities) => !('infeasible' in solveShares(cities)));

describe('water-filling', () => {
  it('gives whole weights within the largest total that respect every floor and every cap exactly', () => {
    fc.assert(
      fc.property(feasible, (cities) => {
        const weights = weightsOf(cities);
        const total = sum(weights);
        expect(total > 0n && total <= MAX_TOTAL_WEIGHT).toBe(true);
        cities.forEach(({ floorBp, capBp, basis }, index) => {
          const share = weights[index]! * WHOLE_BP;
          expect(share >= floorBp * total && share <= capBp * total).toBe(true);
          if (basis === 0n) expect(share).toBe(floorBp * total);
        });
      }),
      { numRuns: 3000 },
    );
  });

  it('gives cities between their bounds shares in proportion to their bases', () => {
    fc.assert(
      fc.property(feasible, (cities) => {
        const weights = weightsOf(cities);
        const total = sum(weights);
        const free = cities.flatMap(({ basis, floorBp, capBp }, index) => {
          const share = weights[index]! * WHOLE_BP;
          return share > floorBp * total && share < capBp * total ? [{ basis, weight: weights[index]! }] : [];
        });
        for (const one of free) {
          for (const other of free) {
            // Weights cut to the largest total may each be off by one.
            const slack = total === MAX_TOTAL_WEIGHT ? one.basis + other.basis : 0n;
            const difference = one.weight * other.basis - other.weight * one.basis;
            expect((difference < 0n ? -difference : difference) <= slack).toBe(true);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('depends neither on the order of the cities nor on the hour', () => {
    fc.assert(
      fc.property(feasible, fc.nat(1000), (cities, seed) => {
        const turned = [...cities].sort((a, b) =>
          (Number(a.regionCode) * (seed + 7919)) % 1009 < (Number(b.regionCode) * (seed + 7919)) % 1009 ? -1 : 1,
        );
        const straight = new Map(weightsOf(cities).map((weight, index) => [cities[index]!.regionCode, weight]));
        const again = new Map(weightsOf(turned).map((weight, index) => [turned[index]!.regionCode, weight]));
        for (const { regionCode } of cities) expect(again.get(regionCode)).toBe(straight.get(regionCode));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves the weights as they are where no bound binds', () => {
    const cities = [city('430100', 912n), city('430200', 634n, 100n), city('433100', 1315n, 0n, 9000n)];
    expect(weightsOf(cities)).toEqual([912n, 634n, 1315n]);
    expect(weightsOf([city('430100', 1n), city('430200', 1n)])).toEqual([1n, 1n]);
  });

  it.each([
    [
      'a floor lifts the small and the others share the rest',
      [
        [10n, 2000n, 10_000n],
        [60n, 0n, 10_000n],
        [30n, 0n, 10_000n],
      ],
      [3n, 8n, 4n],
    ],
    [
      'a cap holds the large and the others share what it leaves',
      [
        [80n, 0n, 5000n],
        [15n, 0n, 10_000n],
        [5n, 0n, 10_000n],
      ],
      [4n, 3n, 1n],
    ],
    [
      'what a cap frees may lift another to its own cap',
      [
        [70n, 0n, 4000n],
        [25n, 0n, 3000n],
        [5n, 0n, 10_000n],
      ],
      [4n, 3n, 3n],
    ],
    [
      'floors that are the whole leave nothing to share',
      [
        [1n, 7000n, 10_000n],
        [99n, 3000n, 10_000n],
      ],
      [7n, 3n],
    ],
    [
      'a city without a basis gets its floor and no more',
      [
        [0n, 1000n, 10_000n],
        [1n, 0n, 10_000n],
      ],
      [1n, 9n],
    ],
    [
      'zero weight and no floor gets nothing',
      [
        [0n, 0n, 10_000n],
        [1n, 0n, 6000n],
        [1n, 0n, 4000n],
      ],
      [0n, 3n, 2n],
    ],
  ] as [string, bigint[][], bigint[]][])('%s', (_, rows, expected) => {
    const cities = rows.map(([basis, floorBp, capBp], index) => city(`43010${index}`, basis!, floorBp, capBp));
    expect(weightsOf(cities)).toEqual(expected);
  });

  it.each([
    ['nothing_to_share_by', [city('a', 0n), city('b', 0n)]],
    ['floors_above_whole', [city('a', 1n, 6000n), city('b', 1n, 4001n)]],
    ['caps_below_whole', [city('a', 1n, 0n, 6000n), city('b', 1n, 0n, 3999n)]],
    ['caps_below_whole', [city('a', 1n, 0n, 6000n), city('b', 0n, 0n, 9000n)]],
  ])('says %s where there is no answer', (infeasible, cities) => {
    expect(solveShares(cities)).toEqual({ infeasible });
  });

  it('cuts exact shares that need larger numbers to the largest total, and every bound still holds to the last unit', () => {
    const cities = [city('a', 33_333_331n, 1000n), city('b', 33_333_333n, 0n, 3000n), city('c', 1n, 1n), city('d', 7n)];
    const weights = weightsOf(cities);
    expect(sum(weights)).toBe(MAX_TOTAL_WEIGHT);
    expect(weights[1]).toBe(30_000_000n);
    expect(weights[2]).toBe(10_000n);
  });
});

describe('a rule over some of its cities', () => {
  it('keeps its bounds as shares of what these cities get', () => {
    expect(solveSubset([city('a', 1n, 0n, 2500n), city('b', 9n)])).toEqual([1n, 9n]);
    expect(solveSubset([city('a', 9n, 0n, 2500n), city('b', 1n)])).toEqual([1n, 3n]);
  });

  it('stretches caps that no longer reach the whole in proportion', () => {
    expect(solveSubset([city('a', 5n, 0n, 2000n), city('b', 1n, 0n, 1000n)])).toEqual([2000n, 1000n]);
  });

  it('has no weights where none of these cities may receive anything', () => {
    expect(solveSubset([city('a', 0n), city('b', 0n)])).toEqual([0n, 0n]);
  });
});
