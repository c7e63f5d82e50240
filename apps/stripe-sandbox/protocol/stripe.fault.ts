import type Stripe from 'stripe';

export type FaultType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** The body of Stripe's error envelope, without the fields that do not apply. */
export interface FaultBody {
  type: FaultType;
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  doc_url?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
  setup_intent?: Stripe.SetupIntent;
}

/** An answer that is an error. Every error leaves through this one class, so every error has Stripe's envelope. */
export class StripeFault extends Error {
  constructor(
    readonly status: number,
    readonly body: FaultBody,
  ) {
    super(body.message);
  }
}

/** Where Stripe explains a code. */
export function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
}

/** 400: the request itself is wrong. */
export function invalidRequest(message: string, details: { code?: string; param?: string } = {}): StripeFault {
  const link = details.code === undefined ? {} : { doc_url: docUrl(details.code) };
  return new StripeFault(400, { type: 'invalid_request_error', message, ...details, ...link });
}

/** 404: no object of this kind has this id. */
export function noSuch(kind: string, id: string, param: string): StripeFault {
  const code = 'resource_missing';
  const message = `No such ${kind}: '${id}'`;
  return new StripeFault(404, { type: 'invalid_request_error', message, code, param, doc_url: docUrl(code) });
}

/** 401: no key, or one that this server does not take. */
export function unauthorized(message: string): StripeFault {
  return new StripeFault(401, { type: 'invalid_request_error', message });
}

/** 400: the object is in a state that does not allow this. */
export function unexpectedState(message: string, intent: Stripe.PaymentIntent): StripeFault {
  const code = 'payment_intent_unexpected_state';
  return new StripeFault(400, {
    type: 'invalid_request_error',
    message,
    code,
    doc_url: docUrl(code),
    payment_intent: intent,
  });
}

/** 400: the set-up is in a state that does not allow this. */
export function unexpectedSetupState(message: string, setup: Stripe.SetupIntent): StripeFault {
  const code = 'setup_intent_unexpected_state';
  const body = { type: 'invalid_request_error', message, code, doc_url: docUrl(code), setup_intent: setup } as const;
  return new StripeFault(400, body);
}
