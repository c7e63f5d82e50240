import type { AccountPurpose, FundSource, TransferKind } from '#platform';

/** Which dimensions an account of a posting has, beside its campaign. */
export type Scope = 'CAMPAIGN' | 'CITY';

export interface PostingLine {
  purpose: AccountPurpose;
  scope: Scope;
  /** The source its account is kept apart by; `EVENT` takes the source the event names, null keeps none apart. */
  source: FundSource | 'EVENT' | null;
}

export interface Posting {
  /** What happened, in one plain sentence. */
  event: string;
  /** Pairs of debit and credit; each pair moves the whole amount of the event. */
  pairs: readonly { debit: PostingLine; credit: PostingLine }[];
}

const of = (purpose: AccountPurpose, source: PostingLine['source'] = null): PostingLine => ({
  purpose,
  scope: 'CAMPAIGN',
  source,
});
const city = (purpose: AccountPurpose, source: PostingLine['source'] = 'EVENT'): PostingLine => ({
  purpose,
  scope: 'CITY',
  source,
});

/** Events that follow the parts of one gift; see `gift-changes.ts`. */
export type GiftChangeKind =
  | 'GIFT_REFUNDED'
  | 'GIFT_CHARGED_BACK'
  | 'REFUND_FAILED'
  | 'CHARGEBACK_WON'
  | 'ALLOCATION_REVERSED'
  | 'GIFT_REALLOCATED'
  | 'POOL_ALLOCATED';

/** Events with one amount. */
export type PlainKind = Exclude<TransferKind, GiftChangeKind>;

/**
 * Every event with one amount, and what it does to the accounts: debit this, credit that. A pledge alone posts
 * nothing. A gift (captured, its fee, allocated, management fee) is posted by the database function for gifts:
 *
 * | gift | debit | credit |
 * |---|---|---|
 * | captured | 1009 at the provider (1001 for cash) | 410102 restricted income |
 * | provider's fee | 5401 cost of raising funds | 1009 |
 * | allocated | 3102 unallocated | 3102 city by city, 3101 management fee, 3101 fee carried by the gift |
 *
 * Source: chart and postings of the domain's accounting rules (财会〔2024〕25号), codes to be confirmed.
 */
export const POSTINGS: Record<PlainKind, Posting> = {
  PAYOUT_SETTLED: {
    event: 'the provider paid out to the bank',
    pairs: [{ debit: of('BANK'), credit: of('PROVIDER_BALANCE') }],
  },
  OFFLINE_CASH_BANKED: {
    event: 'cash reached the bank, and the slip matches its batch',
    pairs: [{ debit: of('BANK'), credit: of('CASH_IN_TRANSIT') }],
  },
  DISPUTE_FEE_CHARGED: {
    event: 'the provider charged for a dispute',
    pairs: [{ debit: of('FUNDRAISING_COST'), credit: of('PROVIDER_BALANCE') }],
  },
  DISPUTE_FEE_RETURNED: {
    event: 'the provider gave back what it had charged for a dispute',
    pairs: [{ debit: of('PROVIDER_BALANCE'), credit: of('FUNDRAISING_COST') }],
  },
  FUND_RETURNED_TO_POOL: {
    event: 'a city gave back what it had not used',
    pairs: [{ debit: city('CITY_FUND'), credit: of('UNALLOCATED') }],
  },
  DISBURSEMENT_REQUESTED: {
    event: 'a city applied for money of its fund',
    pairs: [{ debit: city('CITY_FUND'), credit: city('CITY_COMMITTED') }],
  },
  DISBURSEMENT_CANCELLED: {
    event: 'the application was withdrawn or refused',
    pairs: [{ debit: city('CITY_COMMITTED'), credit: city('CITY_FUND') }],
  },
  DISBURSEMENT_PAID: {
    event: 'the bank paid the city what it had applied for: an advance until it confirms',
    pairs: [
      { debit: city('ADVANCE'), credit: of('BANK') },
      { debit: city('CITY_COMMITTED'), credit: city('CITY_PAID') },
    ],
  },
  DISBURSEMENT_CONFIRMED: {
    event: 'the city confirmed: cost of the programme, and the restriction is released',
    pairs: [
      { debit: city('PROGRAMME_COST'), credit: city('ADVANCE') },
      { debit: city('CITY_PAID'), credit: city('RELEASED') },
    ],
  },
  DISBURSEMENT_BOUNCED: {
    event: 'the payment came back before the city had it',
    pairs: [
      { debit: of('BANK'), credit: city('ADVANCE') },
      { debit: city('CITY_PAID'), credit: city('CITY_FUND') },
    ],
  },
  DISBURSEMENT_RETURNED: {
    event: 'the city paid money back: cost and release are reversed',
    pairs: [
      { debit: of('BANK'), credit: city('PROGRAMME_COST') },
      { debit: city('RELEASED'), credit: city('CITY_FUND') },
    ],
  },
  MATCH_DEPOSITED: {
    event: 'a sponsor paid into the pool that matches gifts',
    pairs: [
      { debit: of('BANK'), credit: of('RESTRICTED_INCOME', 'MATCH') },
      { debit: of('UNALLOCATED', 'MATCH'), credit: of('MATCH_POOL') },
    ],
  },
  MATCH_RESERVED: {
    event: 'matching was promised to a gift under way',
    pairs: [{ debit: of('MATCH_POOL'), credit: of('MATCH_RESERVED') }],
  },
  MATCH_RELEASED: {
    event: 'the gift failed or expired',
    pairs: [{ debit: of('MATCH_RESERVED'), credit: of('MATCH_POOL') }],
  },
  MATCH_ALLOCATED: {
    event: 'the gift arrived, and its matching follows it to its city',
    pairs: [{ debit: of('MATCH_RESERVED'), credit: city('CITY_FUND', 'MATCH') }],
  },
  MATCH_REVERSED: {
    event: 'the gift was refunded, and its matching goes back to the pool',
    pairs: [{ debit: city('CITY_FUND', 'MATCH'), credit: of('MATCH_POOL') }],
  },
  GRANT_RECEIVED: {
    event: 'a government grant for a city arrived',
    pairs: [
      { debit: of('BANK'), credit: of('GOVERNMENT_GRANT', 'GOVERNMENT') },
      { debit: of('UNALLOCATED', 'GOVERNMENT'), credit: city('CITY_FUND', 'GOVERNMENT') },
    ],
  },
  CONDOLENCE_RECEIVED: {
    event: 'condolence money for a city arrived',
    pairs: [
      { debit: of('BANK'), credit: of('RESTRICTED_INCOME', 'CONDOLENCE') },
      { debit: of('UNALLOCATED', 'CONDOLENCE'), credit: city('CITY_FUND', 'CONDOLENCE') },
    ],
  },
  IN_KIND_RECEIVED: {
    event: 'goods for a city arrived, at fair value',
    pairs: [
      { debit: city('INVENTORY', 'IN_KIND'), credit: of('RESTRICTED_INCOME', 'IN_KIND') },
      { debit: of('UNALLOCATED', 'IN_KIND'), credit: city('CITY_FUND', 'IN_KIND') },
    ],
  },
  IN_KIND_DISTRIBUTED: {
    event: 'the goods reached households',
    pairs: [
      { debit: city('PROGRAMME_COST', 'IN_KIND'), credit: city('INVENTORY', 'IN_KIND') },
      { debit: city('CITY_FUND', 'IN_KIND'), credit: city('RELEASED', 'IN_KIND') },
    ],
  },
  MANAGEMENT_SPENT: {
    event: 'management was paid for',
    pairs: [{ debit: of('ADMINISTRATION'), credit: of('BANK') }],
  },
  FUNDRAISING_SPENT: {
    event: 'raising funds was paid for',
    pairs: [{ debit: of('FUNDRAISING_COST'), credit: of('BANK') }],
  },
  UNIDENTIFIED_RECEIVED: {
    event: 'money arrived that nobody has been found for',
    pairs: [{ debit: of('BANK'), credit: of('UNIDENTIFIED') }],
  },
  UNIDENTIFIED_RETURNED: {
    event: 'it was sent back',
    pairs: [{ debit: of('UNIDENTIFIED'), credit: of('BANK') }],
  },
  HELD_PAYMENT_RECEIVED: {
    event: 'a payment arrived that is not the gift it was meant as: it is owed to its giver',
    pairs: [{ debit: of('PROVIDER_BALANCE'), credit: of('UNIDENTIFIED') }],
  },
  HELD_PAYMENT_FEE_CHARGED: {
    event: 'the provider kept its fee of it, which the foundation bears',
    pairs: [{ debit: of('FUNDRAISING_COST'), credit: of('PROVIDER_BALANCE') }],
  },
  HELD_PAYMENT_RETURNED: {
    event: 'it went back the way it came',
    pairs: [{ debit: of('UNIDENTIFIED'), credit: of('PROVIDER_BALANCE') }],
  },
};
