import { isMethodKind } from '../payments/method.kinds.js';
import { listOf, required, text, type Kind } from './form.reader.js';
import { invalidRequest } from './stripe.fault.js';

/** `allowed_payment_method_types`: as Stripe does, what does not fit is left out; throws 400 when nothing is left. */
export function allowedTypes(): Kind<string[] | undefined> {
  const readList = listOf(required(text({ max: 50 })), { max: 60 });
  return (value, at) => {
    const names = readList(value, at);
    if (names === undefined || names.some(isMethodKind)) return names;
    throw noneUsable(at);
  };
}

/** 400: of the types that were named, none fits the currency and what is asked of it. */
export function noneUsable(param: string): Error {
  return invalidRequest('No valid payment method types for this payment.', { param });
}

/** `payment_method_types` went with the endive versions; sending it is an error with a code of its own. */
export function retiredTypes(): Kind<undefined> {
  return (value, at) => {
    if (value === undefined) return undefined;
    const message = 'The payment_method_types parameter is no longer supported. Use allowed_payment_method_types.';
    throw invalidRequest(message, { code: 'payment_method_types_no_longer_supported', param: at });
  };
}
