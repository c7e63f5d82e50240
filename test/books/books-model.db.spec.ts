import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ledgerChecks, type PlainKind } from '#ledger';
import { Books, CITIES, TWO_PEOPLE } from './books.fixture.js';
import { BooksModel, ModelRefusal, type ModelRoute } from './books.model.js';

/**
 * Random sequences of everything that can happen to the books, on the real ledger and on a small model beside it: both
 * take the same step or both refuse it, and after each sequence every account holds the same.
 *
 * BOOKS_MODEL_RUNS asks for more than the ordinary thousand, BOOKS_MODEL_SEED repeats a run; the seed is printed.
 */
const RUNS = Number(process.env['BOOKS_MODEL_RUNS'] ?? 1000);
const SEED = Number(process.env['BOOKS_MODEL_SEED'] ?? Date.now() % 2 ** 31);

const [A = '', B = '', C = ''] = CITIES;
const ROUTES: readonly ModelRoute[] = [
  { source: 'DIRECT', managementBp: 0, giftCarriesFee: false, cities: [A], weights: [1] },
  { source: 'DIRECT', managementBp: 730, giftCarriesFee: true, cities: [B], weights: [1] },
  { source: 'POOL', managementBp: 0, giftCarriesFee: false, cities: [A, B, C], weights: [3, 1, 7] },
  { source: 'POOL', managementBp: 1000, giftCarriesFee: true, cities: [B, C], weights: [99_999_999, 1] },
];

type Move = Exclude<PlainKind, 'PAYOUT_SETTLED' | 'OFFLINE_CASH_BANKED'>;
/** The flows with one amount, as the model books them: account and sign. */
const MOVES: Partial<Record<Move, (city: string, source: string) => [string, 1n | -1n][]>> = {
  DISBURSEMENT_REQUESTED: (c, s) => [
    [`CITY_FUND/${c}/${s}`, -1n],
    [`CITY_COMMITTED/${c}/${s}`, 1n],
  ],
  DISBURSEMENT_CANCELLED: (c, s) => [
    [`CITY_COMMITTED/${c}/${s}`, -1n],
    [`CITY_FUND/${c}/${s}`, 1n],
  ],
  DISBURSEMENT_PAID: (c, s) => [
    [`ADVANCE/${c}/${s}`, 1n],
    ['BANK', -1n],
    [`CITY_COMMITTED/${c}/${s}`, -1n],
    [`CITY_PAID/${c}/${s}`, 1n],
  ],
  DISBURSEMENT_CONFIRMED: (c, s) => [
    [`ADVANCE/${c}/${s}`, -1n],
    [`PROGRAMME_COST/${c}/${s}`, 1n],
    [`CITY_PAID/${c}/${s}`, -1n],
    [`RELEASED/${c}/${s}`, 1n],
  ],
  DISBURSEMENT_BOUNCED: (c, s) => [
    ['BANK', 1n],
    [`ADVANCE/${c}/${s}`, -1n],
    [`CITY_PAID/${c}/${s}`, -1n],
    [`CITY_FUND/${c}/${s}`, 1n],
  ],
  DISBURSEMENT_RETURNED: (c, s) => [
    ['BANK', 1n],
    [`PROGRAMME_COST/${c}/${s}`, -1n],
    [`RELEASED/${c}/${s}`, -1n],
    [`CITY_FUND/${c}/${s}`, 1n],
  ],
  FUND_RETURNED_TO_POOL: (c, s) => [
    [`CITY_FUND/${c}/${s}`, -1n],
    ['UNALLOCATED', 1n],
  ],
  MATCH_DEPOSITED: () => [
    ['BANK', 1n],
    ['RESTRICTED_INCOME/MATCH', 1n],
    ['UNALLOCATED/MATCH', -1n],
    ['MATCH_POOL', 1n],
  ],
  MATCH_RESERVED: () => [
    ['MATCH_POOL', -1n],
    ['MATCH_RESERVED', 1n],
  ],
  MATCH_RELEASED: () => [
    ['MATCH_RESERVED', -1n],
    ['MATCH_POOL', 1n],
  ],
  MATCH_ALLOCATED: (c) => [
    ['MATCH_RESERVED', -1n],
    [`CITY_FUND/${c}/MATCH`, 1n],
  ],
  MATCH_REVERSED: (c) => [
    [`CITY_FUND/${c}/MATCH`, -1n],
    ['MATCH_POOL', 1n],
  ],
};
const KINDS = Object.keys(MOVES) as (keyof typeof MOVES)[];

const amount = fc.oneof(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 100, max: 10_000_000 })).map(BigInt);
const which = fc.nat({ max: 20 });
const route = fc.nat({ max: ROUTES.length - 1 });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('give' as const), route, amount, fee: fc.nat({ max: 900 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), which, share: fc.nat({ max: 120 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('chargeback' as const), which, share: fc.nat({ max: 100 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('win' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('fail' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reallocate' as const), which, route }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('allocatePool' as const), route, amount }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('event' as const),
      pick: fc.nat({ max: 10_000 }),
      // Mostly one of the events whose account holds something, now and then any.
      wild: fc.nat({ max: 9 }).map((die) => die === 0),
      kind: fc.constant<keyof typeof MOVES | undefined>(undefined),
      amount,
      // Mostly a share of what the account holds, so that most steps can be taken and some are a little too much.
      share: fc.nat({ max: 110 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** The long chains, which chance finds seldom: each event once a little too much, then half of what is there. */
const give = (routeIndex: number): Step => ({ do: 'give', route: routeIndex, amount: 100_000n, fee: 60 });
const chain = (...kinds: (keyof typeof MOVES)[]): Step[] =>
  kinds.flatMap((kind) =>
    [110, 50].map((share): Step => ({ do: 'event', pick: 0, wild: false, kind, amount: 5_000n, share })),
  );
const CHAINS: readonly Step[][] = [
  [
    give(0),
    ...chain('DISBURSEMENT_REQUESTED', 'DISBURSEMENT_PAID', 'DISBURSEMENT_CONFIRMED', 'DISBURSEMENT_RETURNED'),
    ...chain('DISBURSEMENT_BOUNCED', 'DISBURSEMENT_CANCELLED', 'FUND_RETURNED_TO_POOL'),
  ],
  [...chain('MATCH_DEPOSITED', 'MATCH_RESERVED', 'MATCH_ALLOCATED', 'MATCH_REVERSED', 'MATCH_RELEASED')],
];

let books: Books;
let serial = 0;
beforeAll(async () => {
  books = await Books.open(ledgerChecks);
});
afterAll(() => books.close());

/** How often each thing happened: a generator that never gets there proves nothing. */
const happened = new Map<string, number>();
const count = (what: string): void => void happened.set(what, (happened.get(what) ?? 0) + 1);

interface Prepared {
  name: string;
  onModel: () => void;
  onBooks: () => Promise<unknown>;
}

/** One sequence, in a campaign of its own. */
class Season {
  readonly campaignId = `cmp_${++serial}`;
  readonly model = new BooksModel();
  private readonly giftIds: string[] = [];
  private readonly chargebackIds: string[] = [];
  private readonly refundIds: string[] = [];

  /** Takes the step on both; both must take it or both refuse it. */
  async take(given: Step): Promise<void> {
    const id = `${this.campaignId}_${++serial}`;
    const { name, onModel, onBooks } = this.prepare(id, given);
    let refusal: unknown;
    try {
      onModel();
    } catch (error) {
      if (!(error instanceof ModelRefusal)) throw error;
      refusal = error;
    }
    const answer = await onBooks().then(
      () => 'taken',
      (error: unknown) => `refused: ${String(error)}`,
    );
    count(refusal === undefined ? `${name} taken` : `${name} refused`);
    if (this.model.held('POOL_CARRIED') < 0n) count('carried by the pool');
    if (refusal === undefined) expect(answer).toBe('taken');
    else
      expect(answer).toMatch(
        /^refused: (InsufficientFund|ShortFunds|NothingToMove|GiftExceeded|TransferConflict|InvariantViolation)/,
      );
  }

  private prepare(id: string, given: Step): Prepared {
    const { model, campaignId } = this;
    const order = { ...TWO_PEOPLE, id, ruleId: 'rul_2', occurredAt: new Date() };
    const giftId = 'which' in given ? (this.giftIds[given.which % (this.giftIds.length || 1)] ?? 'plg_none') : '';
    switch (given.do) {
      case 'give': {
        const fee = BigInt(given.fee) > given.amount ? given.amount : BigInt(given.fee);
        this.giftIds.push(id);
        return {
          name: given.do,
          onModel: () => model.give(id, routeAt(given.route), given.amount, fee),
          onBooks: async () => books.give(await this.routeId(given.route), id, given.amount, fee),
        };
      }
      case 'refund':
      case 'chargeback': {
        const asked = (model.left(giftId) * BigInt(given.share)) / 100n + 1n;
        const isChargeback = given.do === 'chargeback';
        (isChargeback ? this.chargebackIds : this.refundIds).push(id);
        return {
          name: given.do,
          onModel: () => model.giveBack(id, giftId, asked, isChargeback),
          onBooks: () => books.giveBack(giftId, id, asked, isChargeback ? 'GIFT_CHARGED_BACK' : 'GIFT_REFUNDED'),
        };
      }
      case 'win': {
        const chargebackId = this.chargebackIds[given.which % (this.chargebackIds.length || 1)] ?? 'cb_none';
        return {
          name: given.do,
          onModel: () => model.undo(id, chargebackId, true),
          onBooks: () => books.tx((tx) => books.transfers.winChargeback(tx, id, chargebackId, new Date())),
        };
      }
      case 'fail': {
        const returnId = this.refundIds[given.which % (this.refundIds.length || 1)] ?? 'rfd_none';
        const undone = { id, returnId, occurredAt: new Date() };
        return {
          name: given.do,
          onModel: () => model.undo(id, returnId, false),
          onBooks: () => books.tx((tx) => books.transfers.failRefund(tx, undone)),
        };
      }
      case 'reallocate':
        return {
          name: given.do,
          onModel: () => model.reallocate(giftId, routeAt(given.route)),
          onBooks: async () => {
            return books.reallocate(giftId, id, await this.routeId(given.route));
          },
        };
      case 'allocatePool':
        return {
          name: given.do,
          onModel: () => model.allocatePool(id, routeAt(given.route), given.amount),
          onBooks: async () => {
            const routeId = await this.routeId(given.route);
            return books.tx((tx) => books.transfers.allocatePool(tx, { ...order, routeId, amount: given.amount }));
          },
        };
      case 'event': {
        const { kind, orgUnitId, source, lines, held } = this.event(given);
        const moved = held > 0n ? (held * BigInt(given.share)) / 100n + 1n : given.amount;
        return {
          name: kind,
          onModel: () => model.move(lines.map(([account, sign]) => [account, sign * moved])),
          onBooks: () => books.event(campaignId, kind, id, moved, { orgUnitId, source }),
        };
      }
    }
  }

  /** An event for a step: of all there are, or of those whose account holds something to give. */
  private event({ pick, wild, kind: wanted }: Step & { do: 'event' }) {
    const all = (wanted ? [wanted] : KINDS).flatMap((kind) =>
      [A, B, C].flatMap((orgUnitId) =>
        (['DIRECT', 'POOL'] as const).map((source) => {
          const lines = MOVES[kind]?.(orgUnitId, source) ?? [];
          const [giver] = lines.find(([account, sign]) => sign < 0n && !/^(BANK|UNALLOCATED)/.test(account)) ?? [];
          return { kind, orgUnitId, source, lines, held: giver === undefined ? 0n : this.model.held(giver) };
        }),
      ),
    );
    const possible = all.filter(({ held }) => held > 0n);
    const from = wild || possible.length === 0 ? all : possible;
    const chosen = from[pick % from.length];
    if (!chosen) throw new Error('there is always an event to choose');
    return chosen;
  }

  private routeId(index: number): Promise<number> {
    const { source, managementBp, giftCarriesFee, cities, weights } = routeAt(index);
    return books.route(this.campaignId, `r${index}`, {
      source,
      managementBp,
      feeCarrier: giftCarriesFee ? 'GIFT' : 'FOUNDATION',
      legs: cities.map((orgUnitId, k) => ({ orgUnitId, weight: BigInt(weights[k] ?? 0) })),
    });
  }
}

function routeAt(index: number): ModelRoute {
  const found = ROUTES[index];
  if (!found) throw new Error('the generator names a route there is');
  return found;
}

describe('random sequences of operations', () => {
  it(
    `leave the books as a small model of them (${RUNS} sequences, seed ${SEED})`,
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 11, size: 'max' }), async (steps) => {
          const season = new Season();
          for (const each of steps) await season.take(each);
          const expected = [...season.model.balances].filter(([, held]) => held !== 0n).sort();
          expect(Object.entries(await books.balances(season.campaignId)).sort()).toEqual(expected);
          expect(season.model.difference()).toBe(0n);
        }),
        { numRuns: RUNS, seed: SEED, examples: CHAINS.map((steps): [Step[]] => [steps]) },
      );
    },
    20 * 60_000,
  );

  it('go everywhere: each operation is taken somewhere, and refused somewhere', () => {
    const operations = ['give', 'refund', 'chargeback', 'win', 'fail', 'reallocate', 'allocatePool', ...KINDS];
    expect(operations.filter((name) => !happened.has(`${name} taken`))).toEqual([]);
    const neverRefused = ['give', 'MATCH_DEPOSITED'];
    expect(operations.filter((name) => !happened.has(`${name} refused`))).toEqual(neverRefused);
    expect(happened.get('carried by the pool')).toBeGreaterThan(0);
  });
});
