import { RequestError, UserError } from '#kernel';

/** The payment provider is away. The pledge is kept; sending the same again goes on where it stopped. */
export class PaymentUnavailableError extends UserError {
  readonly typeName = 'PaymentUnavailableError';

  constructor(cause: unknown) {
    super('payment_unavailable');
    this.cause = cause;
  }
}

/** A notification whose signature does not hold: nothing of it is read. */
export class SignatureRejectedError extends RequestError {
  constructor() {
    super('BAD_INPUT', 'signature_rejected');
  }
}
