import { addDays, type CivilDate } from '#kernel';

/** Days after the charge day on which a charge that may pass later is tried again. */
export const RETRY_AFTER_DAYS: readonly number[] = [3, 7];
/** So long the giver has to put in another card or to pay on a page. */
export const GIVER_HAS_DAYS = 7;
/** So many months left out in a row end the gift. */
export const MOST_SKIPPED = 2;

/** What a failed charge asks for. */
export type FailureKind =
  /** It may pass by itself: too little on the card, a bank that is away. */
  | 'MAY_PASS'
  /** This card will not do any more. */
  | 'NEEDS_CARD'
  /** The bank wants to hear it from its owner. */
  | 'NEEDS_OWNER';

/** By the provider's stable codes; what is not named here may pass. */
const KINDS: Readonly<Record<string, FailureKind>> = {
  authentication_required: 'NEEDS_OWNER',
  payment_intent_authentication_failure: 'NEEDS_OWNER',
  expired_card: 'NEEDS_CARD',
  lost_card: 'NEEDS_CARD',
  stolen_card: 'NEEDS_CARD',
  pickup_card: 'NEEDS_CARD',
  restricted_card: 'NEEDS_CARD',
  fraudulent: 'NEEDS_CARD',
  invalid_account: 'NEEDS_CARD',
  incorrect_number: 'NEEDS_CARD',
  invalid_number: 'NEEDS_CARD',
  card_not_supported: 'NEEDS_CARD',
  currency_not_supported: 'NEEDS_CARD',
  transaction_not_allowed: 'NEEDS_CARD',
  revocation_of_all_authorizations: 'NEEDS_CARD',
  revocation_of_authorization: 'NEEDS_CARD',
  stop_payment_order: 'NEEDS_CARD',
  // The provider does not have the card or its owner any more.
  resource_missing: 'NEEDS_CARD',
  payment_method_unexpected_state: 'NEEDS_CARD',
};

export function failureKind(code: string): FailureKind {
  return KINDS[code] ?? 'MAY_PASS';
}

export type NextStep =
  | { step: 'RETRY'; on: CivilDate }
  | { step: 'ASK_GIVER'; until: CivilDate }
  /** The month is left out. */
  | { step: 'SKIP' };

/**
 * What follows a failed charge.
 * @param tries how many have failed, this one included
 * @param dueOn the day the month was due
 */
export function afterFailure(code: string, tries: number, dueOn: CivilDate, today: CivilDate): NextStep {
  const lastDay = addDays(dueOn, GIVER_HAS_DAYS);
  if (failureKind(code) !== 'MAY_PASS') {
    // A charge made late (after a standstill) leaves the giver some days all the same.
    return { step: 'ASK_GIVER', until: today < lastDay ? lastDay : addDays(today, RETRY_AFTER_DAYS[0] ?? 1) };
  }
  const days = RETRY_AFTER_DAYS[tries - 1];
  if (days === undefined) return { step: 'SKIP' };
  const on = addDays(dueOn, days);
  return { step: 'RETRY', on: on > today ? on : addDays(today, RETRY_AFTER_DAYS[0] ?? 1) };
}
