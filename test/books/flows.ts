import type { PlainKind } from '#ledger';
import type { TransferKind } from '#platform';
import { CITIES, type Balances } from './books.fixture.js';

/**
 * Every flow of the books as a table an accountant can read: what the accounts held before, what happened, what they
 * hold after. Amounts in fen, each account on its own side. Accounts that are not named stay as they were.
 */

export const [CITY = '', OTHER = ''] = CITIES;
export const ROUTES = {
  direct: { source: 'DIRECT', legs: [{ orgUnitId: CITY, weight: 1n }] },
  'direct, other city': { source: 'DIRECT', legs: [{ orgUnitId: OTHER, weight: 1n }] },
  'pool 1:3': {
    source: 'POOL',
    legs: [
      { orgUnitId: CITY, weight: 1n },
      { orgUnitId: OTHER, weight: 3n },
    ],
  },
  'direct, 5 % for management': { source: 'DIRECT', managementBp: 500, legs: [{ orgUnitId: CITY, weight: 1n }] },
  'direct, the gift carries its fee': { source: 'DIRECT', feeCarrier: 'GIFT', legs: [{ orgUnitId: CITY, weight: 1n }] },
  'direct, handed over as cash': { source: 'DIRECT', offline: true, legs: [{ orgUnitId: CITY, weight: 1n }] },
} as const;

export type Step =
  | { gift: keyof typeof ROUTES; amount: bigint; fee?: bigint }
  | {
      event: PlainKind;
      amount: bigint;
      source?: 'DIRECT' | 'POOL' | 'MATCH' | 'GOVERNMENT' | 'CONDOLENCE' | 'IN_KIND';
      /** It names the campaign's gift, as matching that follows a gift does. */
      ofGift?: true;
    }
  | { giveBack: bigint; as?: 'GIFT_CHARGED_BACK' }
  | { winBack: true }
  | { failRefund: true }
  | { reallocateAlong: keyof typeof ROUTES }
  | { allocateFromPool: bigint; along: keyof typeof ROUTES };

export interface Flow {
  /** The kinds this row is about; `GIFT` is the posting of a gift itself. */
  shows: readonly (TransferKind | 'GIFT')[];
  what: string;
  given: readonly Step[];
  before: Balances;
  step: Step;
  after: Balances;
}

export const gift: Step = { gift: 'direct', amount: 1000n, fee: 6n };
export const requested: Step = { event: 'DISBURSEMENT_REQUESTED', amount: 400n, source: 'DIRECT' };
const paid: Step = { event: 'DISBURSEMENT_PAID', amount: 400n, source: 'DIRECT' };
const confirmed: Step = { event: 'DISBURSEMENT_CONFIRMED', amount: 400n, source: 'DIRECT' };
export const deposited: Step = { event: 'MATCH_DEPOSITED', amount: 500n };
export const reserved: Step = { event: 'MATCH_RESERVED', amount: 200n };
export const matched: Step = { event: 'MATCH_ALLOCATED', amount: 200n, source: 'MATCH', ofGift: true };
export const MATCHED = `CITY_FUND/${CITY}/MATCH`;
export const FUND = `CITY_FUND/${CITY}/DIRECT`;
const COMMITTED = `CITY_COMMITTED/${CITY}/DIRECT`;
const PAID = `CITY_PAID/${CITY}/DIRECT`;
const ADVANCE = `ADVANCE/${CITY}/DIRECT`;
const COST = `PROGRAMME_COST/${CITY}/DIRECT`;
const RELEASED = `RELEASED/${CITY}/DIRECT`;

export const FLOWS: readonly Flow[] = [
  {
    shows: ['GIFT'],
    what: 'a gift designated to a city, of which the provider keeps a fee the foundation bears',
    given: [],
    before: {},
    step: gift,
    after: {
      PROVIDER_BALANCE: 994n,
      FUNDRAISING_COST: 6n,
      RESTRICTED_INCOME: 1000n,
      UNALLOCATED: -1000n,
      [FUND]: 1000n,
    },
  },
  {
    shows: ['GIFT'],
    what: 'a gift whose rule takes a management fee',
    given: [],
    before: {},
    step: { gift: 'direct, 5 % for management', amount: 1019n },
    after: {
      PROVIDER_BALANCE: 1019n,
      RESTRICTED_INCOME: 1019n,
      UNALLOCATED: -1019n,
      [`MANAGEMENT_FEE/${CITY}`]: 50n,
      [FUND]: 969n,
    },
  },
  {
    shows: ['GIFT'],
    what: 'a gift that carries its own payment fee',
    given: [],
    before: {},
    step: { gift: 'direct, the gift carries its fee', amount: 1000n, fee: 6n },
    after: {
      PROVIDER_BALANCE: 994n,
      FUNDRAISING_COST: 6n,
      RESTRICTED_INCOME: 1000n,
      UNALLOCATED: -1000n,
      [`FEE_COVER/${CITY}`]: 6n,
      [FUND]: 994n,
    },
  },
  {
    shows: ['GIFT'],
    what: 'a gift handed over as cash',
    given: [],
    before: {},
    step: { gift: 'direct, handed over as cash', amount: 1000n },
    after: { CASH_IN_TRANSIT: 1000n, RESTRICTED_INCOME: 1000n, UNALLOCATED: -1000n, [FUND]: 1000n },
  },
  {
    shows: ['GIFT'],
    what: 'a gift left to the pool',
    given: [],
    before: {},
    step: { gift: 'pool 1:3', amount: 1000n },
    after: {
      PROVIDER_BALANCE: 1000n,
      RESTRICTED_INCOME: 1000n,
      UNALLOCATED: -1000n,
      [`CITY_FUND/${CITY}/POOL`]: 250n,
      [`CITY_FUND/${OTHER}/POOL`]: 750n,
    },
  },
  {
    shows: ['OFFLINE_CASH_BANKED'],
    what: 'the cash reaches the bank',
    given: [{ gift: 'direct, handed over as cash', amount: 1000n }],
    before: { CASH_IN_TRANSIT: 1000n },
    step: { event: 'OFFLINE_CASH_BANKED', amount: 1000n },
    after: { CASH_IN_TRANSIT: 0n, BANK: 1000n },
  },
  {
    shows: ['PAYOUT_SETTLED'],
    what: 'the provider pays out',
    given: [gift],
    before: { PROVIDER_BALANCE: 994n },
    step: { event: 'PAYOUT_SETTLED', amount: 994n },
    after: { PROVIDER_BALANCE: 0n, BANK: 994n },
  },
  {
    shows: ['PAYOUT_REVERSED'],
    what: 'a payout fails after it was paid',
    given: [gift, { event: 'PAYOUT_SETTLED', amount: 994n }],
    before: { PROVIDER_BALANCE: 0n, BANK: 994n },
    step: { event: 'PAYOUT_REVERSED', amount: 994n },
    after: { PROVIDER_BALANCE: 994n, BANK: 0n },
  },
  {
    shows: ['GIFT_REFUNDED'],
    what: 'a whole refund: the fund gives its leg back, the fee stays the foundation’s cost',
    given: [gift],
    before: { PROVIDER_BALANCE: 994n, RESTRICTED_INCOME: 1000n, UNALLOCATED: -1000n, [FUND]: 1000n },
    step: { giveBack: 1000n },
    after: { PROVIDER_BALANCE: -6n, RESTRICTED_INCOME: 0n, UNALLOCATED: 0n, [FUND]: 0n },
  },
  {
    shows: ['GIFT_REFUNDED'],
    what: 'a part refund of a gift in the pool, in proportion to its legs',
    given: [{ gift: 'pool 1:3', amount: 1000n }],
    before: {
      PROVIDER_BALANCE: 1000n,
      RESTRICTED_INCOME: 1000n,
      UNALLOCATED: -1000n,
      [`CITY_FUND/${CITY}/POOL`]: 250n,
      [`CITY_FUND/${OTHER}/POOL`]: 750n,
    },
    step: { giveBack: 400n },
    after: {
      PROVIDER_BALANCE: 600n,
      RESTRICTED_INCOME: 600n,
      UNALLOCATED: -600n,
      [`CITY_FUND/${CITY}/POOL`]: 150n,
      [`CITY_FUND/${OTHER}/POOL`]: 450n,
    },
  },
  {
    shows: ['GIFT_CHARGED_BACK'],
    what: 'a chargeback after the city has applied for part of it: the pool carries what the fund has not',
    given: [gift, requested],
    before: { PROVIDER_BALANCE: 994n, RESTRICTED_INCOME: 1000n, UNALLOCATED: -1000n, [FUND]: 600n },
    step: { giveBack: 1000n, as: 'GIFT_CHARGED_BACK' },
    after: { PROVIDER_BALANCE: -6n, RESTRICTED_INCOME: 0n, UNALLOCATED: 0n, [FUND]: 0n, POOL_CARRIED: -400n },
  },
  {
    shows: ['CHARGEBACK_WON'],
    what: 'the chargeback is won back: its posting is reversed line by line',
    given: [gift, requested, { giveBack: 1000n, as: 'GIFT_CHARGED_BACK' }],
    before: { PROVIDER_BALANCE: -6n, POOL_CARRIED: -400n },
    step: { winBack: true },
    after: { PROVIDER_BALANCE: 994n, RESTRICTED_INCOME: 1000n, UNALLOCATED: -1000n, [FUND]: 600n, POOL_CARRIED: 0n },
  },
  {
    shows: ['DISPUTE_FEE_RETURNED'],
    what: 'the provider gives its charge for a dispute back',
    given: [gift, { event: 'DISPUTE_FEE_CHARGED', amount: 100n }],
    before: { PROVIDER_BALANCE: 894n, FUNDRAISING_COST: 106n },
    step: { event: 'DISPUTE_FEE_RETURNED', amount: 100n },
    after: { PROVIDER_BALANCE: 994n, FUNDRAISING_COST: 6n },
  },
  {
    shows: ['DISPUTE_FEE_CHARGED'],
    what: 'the provider charges for a dispute',
    given: [gift],
    before: { PROVIDER_BALANCE: 994n, FUNDRAISING_COST: 6n },
    step: { event: 'DISPUTE_FEE_CHARGED', amount: 100n },
    after: { PROVIDER_BALANCE: 894n, FUNDRAISING_COST: 106n },
  },
  {
    shows: ['ALLOCATION_REVERSED', 'GIFT_REALLOCATED'],
    what: 'a rule was wrong: what is left of the gift is allocated anew',
    given: [gift, { giveBack: 100n }],
    before: { [FUND]: 900n },
    step: { reallocateAlong: 'direct, other city' },
    after: { [FUND]: 0n, [`CITY_FUND/${OTHER}/DIRECT`]: 900n },
  },
  {
    shows: ['FUND_RETURNED_TO_POOL'],
    what: 'a city gives back what it has not used',
    given: [gift],
    before: { [FUND]: 1000n, UNALLOCATED: -1000n },
    step: { event: 'FUND_RETURNED_TO_POOL', amount: 300n, source: 'DIRECT' },
    after: { [FUND]: 700n, UNALLOCATED: -700n },
  },
  {
    shows: ['POOL_ALLOCATED'],
    what: 'and the pool gives it to others by a rule',
    given: [gift, { event: 'FUND_RETURNED_TO_POOL', amount: 300n, source: 'DIRECT' }],
    before: { UNALLOCATED: -700n },
    step: { allocateFromPool: 300n, along: 'pool 1:3' },
    after: { UNALLOCATED: -1000n, [`CITY_FUND/${CITY}/POOL`]: 75n, [`CITY_FUND/${OTHER}/POOL`]: 225n },
  },
  {
    shows: ['DISBURSEMENT_REQUESTED'],
    what: 'a city applies for money of its fund',
    given: [gift],
    before: { [FUND]: 1000n },
    step: requested,
    after: { [FUND]: 600n, [COMMITTED]: 400n },
  },
  {
    shows: ['DISBURSEMENT_CANCELLED'],
    what: 'the application is withdrawn',
    given: [gift, requested],
    before: { [FUND]: 600n, [COMMITTED]: 400n },
    step: { event: 'DISBURSEMENT_CANCELLED', amount: 400n, source: 'DIRECT' },
    after: { [FUND]: 1000n, [COMMITTED]: 0n },
  },
  {
    shows: ['DISBURSEMENT_PAID'],
    what: 'the bank pays the city',
    given: [gift, requested],
    before: { [COMMITTED]: 400n },
    step: paid,
    after: { [COMMITTED]: 0n, [PAID]: 400n, [ADVANCE]: 400n, BANK: -400n },
  },
  {
    shows: ['DISBURSEMENT_CONFIRMED'],
    what: 'the city confirms, and the restriction is released',
    given: [gift, requested, paid],
    before: { [PAID]: 400n, [ADVANCE]: 400n },
    step: confirmed,
    after: { [PAID]: 0n, [ADVANCE]: 0n, [COST]: 400n, [RELEASED]: 400n },
  },
  {
    shows: ['DISBURSEMENT_BOUNCED'],
    what: 'the payment comes back before the city had it',
    given: [gift, requested, paid],
    before: { [FUND]: 600n, [PAID]: 400n, [ADVANCE]: 400n, BANK: -400n },
    step: { event: 'DISBURSEMENT_BOUNCED', amount: 400n, source: 'DIRECT' },
    after: { [FUND]: 1000n, [PAID]: 0n, [ADVANCE]: 0n, BANK: 0n },
  },
  {
    shows: ['DISBURSEMENT_RETURNED'],
    what: 'the city pays part of it back',
    given: [gift, requested, paid, confirmed],
    before: { [FUND]: 600n, [COST]: 400n, [RELEASED]: 400n, BANK: -400n },
    step: { event: 'DISBURSEMENT_RETURNED', amount: 150n, source: 'DIRECT' },
    after: { [FUND]: 750n, [COST]: 250n, [RELEASED]: 250n, BANK: -250n },
  },
  {
    shows: ['MATCH_DEPOSITED'],
    what: 'a sponsor pays into the pool that matches gifts',
    given: [],
    before: {},
    step: deposited,
    after: { BANK: 500n, 'RESTRICTED_INCOME/MATCH': 500n, 'UNALLOCATED/MATCH': -500n, MATCH_POOL: 500n },
  },
  {
    shows: ['MATCH_RESERVED'],
    what: 'matching is promised to a gift under way',
    given: [deposited],
    before: { MATCH_POOL: 500n },
    step: reserved,
    after: { MATCH_POOL: 300n, MATCH_RESERVED: 200n },
  },
  {
    shows: ['MATCH_RELEASED'],
    what: 'the gift fails',
    given: [deposited, reserved],
    before: { MATCH_POOL: 300n, MATCH_RESERVED: 200n },
    step: { event: 'MATCH_RELEASED', amount: 200n },
    after: { MATCH_POOL: 500n, MATCH_RESERVED: 0n },
  },
  {
    shows: ['MATCH_ALLOCATED'],
    what: 'the gift arrives, and its matching follows it',
    given: [deposited, reserved],
    before: { MATCH_RESERVED: 200n },
    step: { event: 'MATCH_ALLOCATED', amount: 200n },
    after: { MATCH_RESERVED: 0n, [`CITY_FUND/${CITY}/MATCH`]: 200n },
  },
  {
    shows: ['MATCH_REVERSED'],
    what: 'the gift is refunded, and its matching goes back',
    given: [deposited, reserved, { event: 'MATCH_ALLOCATED', amount: 200n }],
    before: { MATCH_POOL: 300n, [`CITY_FUND/${CITY}/MATCH`]: 200n },
    step: { event: 'MATCH_REVERSED', amount: 200n },
    after: { MATCH_POOL: 500n, [`CITY_FUND/${CITY}/MATCH`]: 0n },
  },
  {
    shows: ['GRANT_RECEIVED'],
    what: 'a government grant, kept apart from donations',
    given: [],
    before: {},
    step: { event: 'GRANT_RECEIVED', amount: 800n },
    after: {
      BANK: 800n,
      'GOVERNMENT_GRANT/GOVERNMENT': 800n,
      'UNALLOCATED/GOVERNMENT': -800n,
      [`CITY_FUND/${CITY}/GOVERNMENT`]: 800n,
    },
  },
  {
    shows: ['CONDOLENCE_RECEIVED'],
    what: 'condolence money, kept apart from donations',
    given: [],
    before: {},
    step: { event: 'CONDOLENCE_RECEIVED', amount: 800n },
    after: {
      BANK: 800n,
      'RESTRICTED_INCOME/CONDOLENCE': 800n,
      'UNALLOCATED/CONDOLENCE': -800n,
      [`CITY_FUND/${CITY}/CONDOLENCE`]: 800n,
    },
  },
  {
    shows: ['IN_KIND_RECEIVED'],
    what: 'goods, at fair value',
    given: [],
    before: {},
    step: { event: 'IN_KIND_RECEIVED', amount: 700n },
    after: {
      [`INVENTORY/${CITY}/IN_KIND`]: 700n,
      'RESTRICTED_INCOME/IN_KIND': 700n,
      'UNALLOCATED/IN_KIND': -700n,
      [`CITY_FUND/${CITY}/IN_KIND`]: 700n,
    },
  },
  {
    shows: ['IN_KIND_DISTRIBUTED'],
    what: 'the goods reach households',
    given: [{ event: 'IN_KIND_RECEIVED', amount: 700n }],
    before: { [`INVENTORY/${CITY}/IN_KIND`]: 700n, [`CITY_FUND/${CITY}/IN_KIND`]: 700n },
    step: { event: 'IN_KIND_DISTRIBUTED', amount: 500n },
    after: {
      [`INVENTORY/${CITY}/IN_KIND`]: 200n,
      [`CITY_FUND/${CITY}/IN_KIND`]: 200n,
      [`PROGRAMME_COST/${CITY}/IN_KIND`]: 500n,
      [`RELEASED/${CITY}/IN_KIND`]: 500n,
    },
  },
  {
    shows: ['MANAGEMENT_SPENT'],
    what: 'management is paid for',
    given: [],
    before: {},
    step: { event: 'MANAGEMENT_SPENT', amount: 30n },
    after: { ADMINISTRATION: 30n, BANK: -30n },
  },
  {
    shows: ['FUNDRAISING_SPENT'],
    what: 'raising funds is paid for',
    given: [],
    before: {},
    step: { event: 'FUNDRAISING_SPENT', amount: 30n },
    after: { FUNDRAISING_COST: 30n, BANK: -30n },
  },
  {
    shows: ['UNIDENTIFIED_RECEIVED'],
    what: 'money that nobody has been found for',
    given: [],
    before: {},
    step: { event: 'UNIDENTIFIED_RECEIVED', amount: 90n },
    after: { BANK: 90n, UNIDENTIFIED: 90n },
  },
  {
    shows: ['UNIDENTIFIED_RETURNED'],
    what: 'it is sent back',
    given: [{ event: 'UNIDENTIFIED_RECEIVED', amount: 90n }],
    before: { BANK: 90n, UNIDENTIFIED: 90n },
    step: { event: 'UNIDENTIFIED_RETURNED', amount: 90n },
    after: { BANK: 0n, UNIDENTIFIED: 0n },
  },
  {
    shows: ['HELD_PAYMENT_RECEIVED', 'HELD_PAYMENT_FEE_CHARGED'],
    what: 'a pledge is paid a second time',
    given: [{ event: 'HELD_PAYMENT_RECEIVED', amount: 100n }],
    before: { PROVIDER_BALANCE: 100n, UNIDENTIFIED: 100n },
    step: { event: 'HELD_PAYMENT_FEE_CHARGED', amount: 1n },
    after: { PROVIDER_BALANCE: 99n, UNIDENTIFIED: 100n, FUNDRAISING_COST: 1n },
  },
  {
    shows: ['HELD_PAYMENT_RETURNED'],
    what: 'the second payment goes back',
    given: [
      { event: 'HELD_PAYMENT_RECEIVED', amount: 100n },
      { event: 'HELD_PAYMENT_FEE_CHARGED', amount: 1n },
    ],
    before: { PROVIDER_BALANCE: 99n, UNIDENTIFIED: 100n },
    step: { event: 'HELD_PAYMENT_RETURNED', amount: 100n },
    after: { PROVIDER_BALANCE: -1n, UNIDENTIFIED: 0n },
  },
];
