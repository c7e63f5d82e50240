/** Why a card was refused, in Stripe's words. */
export interface CardDecline {
  code: string;
  declineCode: string | null;
  message: string;
}

/** When a card asks its holder to prove who they are (3-D Secure). */
export type Authentication = 'never' | 'always' | 'once';

/** What comes after the payment by itself, without anybody asking for it. */
export type Course =
  | 'plain'
  | 'dispute'
  | 'dispute_not_received'
  | 'inquiry'
  | 'slow_refund'
  | 'failing_refund'
  | 'instant_funds'
  | 'declined_later';

export interface TestCard {
  number: string;
  /** The token that stands for this card where raw numbers are not taken. */
  token: string | null;
  brand: 'visa' | 'mastercard' | 'amex' | 'unionpay' | 'jcb';
  country: string;
  authentication: Authentication;
  decline: CardDecline | null;
  course: Course;
}

function declined(code: string, declineCode: string | null, message: string): CardDecline {
  return { code, declineCode, message };
}

const GENERIC = declined('card_declined', 'generic_decline', 'Your card was declined.');
const INSUFFICIENT = declined('card_declined', 'insufficient_funds', 'Your card has insufficient funds.');
/** What a bank says to a card whose month is over. */
export const EXPIRED = declined('expired_card', null, 'Your card has expired.');
const WRONG_CVC = declined('incorrect_cvc', null, "Your card's security code is incorrect.");
const PROCESSING = declined(
  'processing_error',
  null,
  'An error occurred while processing your card. Try again in a little bit.',
);

/** The bank wants its customer present, and nobody is there. */
export const AUTHENTICATION_REQUIRED = declined(
  'authentication_required',
  'authentication_required',
  'Your card was declined. This transaction requires authentication.',
);

/** What Stripe's test mode says to a card number that could belong to somebody. */
const REAL_CARD = declined(
  'card_declined',
  'test_mode_live_card',
  'Your card was declined. Your request was in test mode, but used a non test (live) card.',
);

type Row = [
  number: string,
  token: string | null,
  brand: TestCard['brand'],
  authentication?: Authentication,
  decline?: CardDecline | null,
  course?: Course,
];

/** Stripe's documented test cards, as far as a one-time card payment needs them. */
const ROWS: Row[] = [
  ['4242424242424242', 'pm_card_visa', 'visa'],
  ['4000056655665556', 'pm_card_visa_debit', 'visa'],
  ['4000001560000002', 'pm_card_cn', 'visa'],
  ['5555555555554444', 'pm_card_mastercard', 'mastercard'],
  ['378282246310005', 'pm_card_amex', 'amex'],
  ['6200000000000005', 'pm_card_unionpay', 'unionpay'],
  ['3566002020360505', 'pm_card_jcb', 'jcb'],
  ['4000000000000002', 'pm_card_visa_chargeDeclined', 'visa', 'never', GENERIC],
  ['4000000000009995', 'pm_card_visa_chargeDeclinedInsufficientFunds', 'visa', 'never', INSUFFICIENT],
  ['4000000000000069', 'pm_card_chargeDeclinedExpiredCard', 'visa', 'never', EXPIRED],
  ['4000000000000127', 'pm_card_chargeDeclinedIncorrectCvc', 'visa', 'never', WRONG_CVC],
  ['4000000000000119', 'pm_card_chargeDeclinedProcessingError', 'visa', 'never', PROCESSING],
  ['4000002760003184', 'pm_card_authenticationRequired', 'visa', 'always'],
  ['4000000000003220', 'pm_card_threeDSecure2Required', 'visa', 'always'],
  ['4000002500003155', 'pm_card_authenticationRequiredOnSetup', 'visa', 'once'],
  ['4000008400001629', 'pm_card_authenticationRequiredChargeDeclined', 'visa', 'always', GENERIC],
  ['4000000000000259', 'pm_card_createDispute', 'visa', 'never', null, 'dispute'],
  ['4000000000002685', 'pm_card_createDisputeProductNotReceived', 'visa', 'never', null, 'dispute_not_received'],
  ['4000000000001976', 'pm_card_createDisputeInquiry', 'visa', 'never', null, 'inquiry'],
  ['4000000000007726', 'pm_card_pendingRefund', 'visa', 'never', null, 'slow_refund'],
  ['4000000000005126', 'pm_card_refundFail', 'visa', 'never', null, 'failing_refund'],
  ['4000000000000341', 'pm_card_chargeCustomerFail', 'visa', 'never', GENERIC, 'declined_later'],
  ['4000000000000077', 'pm_card_bypassPending', 'visa', 'never', null, 'instant_funds'],
];

const CARDS: TestCard[] = ROWS.map(
  ([number, token, brand, authentication = 'never', decline = null, course = 'plain']) => ({
    number,
    token,
    brand,
    country: token === 'pm_card_cn' || brand === 'unionpay' ? 'CN' : 'US',
    authentication,
    decline,
    course,
  }),
);

const BY_NUMBER = new Map(CARDS.map((card) => [card.number, card]));
const BY_TOKEN = new Map(CARDS.map((card) => [card.token, card]));

/** Shorter names that Stripe gives to some of the same cards. */
const ALIASES: Record<string, string> = { pm_card_chargeDeclined: 'pm_card_visa_chargeDeclined' };

export function cardByToken(token: string): TestCard | undefined {
  return BY_TOKEN.get(ALIASES[token] ?? token);
}

/** The card behind a number. A valid number outside the catalogue is taken for a real card, and always declined. */
export function cardByNumber(number: string): TestCard {
  const known = BY_NUMBER.get(number);
  if (known !== undefined) return known;
  const brand = brandOf(number);
  return { number, token: null, brand, country: 'US', authentication: 'never', decline: REAL_CARD, course: 'plain' };
}

/** The brand by the number's first digits, good enough for the length of the security code. */
export function brandOf(number: string): TestCard['brand'] {
  if (/^3[47]/.test(number)) return 'amex';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard';
  if (/^(62|81)/.test(number)) return 'unionpay';
  if (/^35/.test(number)) return 'jcb';
  return 'visa';
}
