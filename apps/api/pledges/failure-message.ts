import type { Translate } from '../messages/messages.js';

/** Sentences for the provider's codes; what it does not explain gets the general one. */
const KNOWN: Readonly<Record<string, string>> = {
  insufficient_funds: 'failure_insufficient_funds',
  expired_card: 'failure_expired_card',
  incorrect_cvc: 'failure_incorrect_cvc',
  invalid_cvc: 'failure_incorrect_cvc',
  too_many_declines: 'failure_too_many_declines',
  payment_held: 'failure_payment_held',
  processing_error: 'failure_processing_error',
  authentication_required: 'failure_authentication',
  payment_intent_authentication_failure: 'failure_authentication',
};

/** Why a payment failed and what to do, in the visitor's language. */
export function failureMessage(code: string, t: Translate): string {
  return t(KNOWN[code] ?? 'failure_generic');
}
