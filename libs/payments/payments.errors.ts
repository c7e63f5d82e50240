import { RequestError, UserError } from '#kernel';
import type { PaymentExceptionState, PledgeState } from '#platform';

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

/** The pledge is in a state in which it can be neither paid nor given up. */
export class PledgeStateError extends UserError {
  readonly typeName = 'PledgeStateError';

  constructor(readonly state: PledgeState) {
    super('pledge_state_forbids_step', { state });
  }
}

/** What was held has been sent back already, or is on its way. */
export class PaymentExceptionStateError extends UserError {
  readonly typeName = 'PaymentExceptionStateError';

  constructor(readonly state: PaymentExceptionState) {
    super('payment_exception_state_forbids_step', { state });
  }
}
