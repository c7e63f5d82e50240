import { StripeFault, docUrl, invalidRequest, unexpectedState, type FaultBody } from '../protocol/stripe.fault.js';
import type { StoredIntent, StoredPaymentMethod } from '../state/stored.objects.js';
import type { CardDecline } from './card.catalogue.js';
import { METHOD_KINDS, isMethodKind } from './method.kinds.js';

export const AUTHENTICATION_FAILURE = {
  code: 'payment_intent_authentication_failure',
  declineCode: null,
  message:
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod ' +
    'to attempt to fulfill this PaymentIntent again.',
};
export const PROVIDER_DECLINE: CardDecline = {
  code: 'payment_method_provider_decline',
  declineCode: null,
  message: 'The payment was declined by the provider of the payment method.',
};
export const DECLINED_IN_WALLET = faultOf({
  code: 'payment_method_customer_decline',
  declineCode: null,
  message: 'The customer did not approve the PaymentIntent.',
});
export const ATTEMPT_EXPIRED = faultOf({
  code: 'payment_intent_payment_attempt_expired',
  declineCode: null,
  message: 'The latest payment attempt of this PaymentIntent has expired.',
});

/** What went wrong with the method itself, with no bank's decline behind it. */
export function faultOf({ code, message }: CardDecline): FaultBody {
  return { type: 'invalid_request_error', code, doc_url: docUrl(code), message };
}

/** Throws 400 for a method that this intent cannot take, that is another's, or that cannot be charged off session. */
export function checkFits(intent: StoredIntent, method: StoredPaymentMethod, options: { offSession: boolean }): void {
  const { type, customer } = method;
  if (!intent.payment_method_types.includes(type)) {
    const message =
      `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please use a PaymentMethod of one ` +
      `of the following types: ${intent.payment_method_types.join(', ')}.`;
    throw invalidRequest(message, { code: 'payment_intent_incompatible_payment_method', param: 'payment_method' });
  }
  if (customer !== null && customer !== intent.customer) {
    const message = `The PaymentMethod ${method.id} is attached to ${customer}, which is not the customer of this PaymentIntent.`;
    throw invalidRequest(message, { param: 'payment_method' });
  }
  if (options.offSession && isMethodKind(type) && !METHOD_KINDS[type].reusable) {
    throw invalidRequest(`A PaymentMethod of the type ${type} cannot be charged off session.`, {
      param: 'off_session',
    });
  }
}

export function cannotConfirm(intent: StoredIntent): StripeFault {
  const why =
    intent.status === 'succeeded'
      ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
      : `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`;
  return unexpectedState(why, intent);
}
