import { UserError, type Fen } from '#kernel';
import type { RefundState } from '#platform';

/** The step cannot be taken from the state the refund is in. */
export class RefundStateError extends UserError {
  readonly typeName = 'RefundStateError';

  constructor(readonly state: RefundState) {
    super('refund_state_forbids_step', { state: `REFUND_${state}` });
  }
}

/** More is to go back than is left of the gift. */
export class RefundTooLargeError extends UserError {
  readonly typeName = 'RefundTooLargeError';

  /** @param left what can still go back, in fen */
  constructor(readonly left: Fen) {
    super('refund_too_large', { left });
  }
}

/** The provider no longer takes it back the way it came; the message says what to do instead. */
export class RefundWindowOverError extends UserError {
  readonly typeName = 'RefundWindowOverError';

  constructor(readonly days: number) {
    super('refund_window_over', { days });
  }
}

/** The giver's bank has asked for the money already; who refunds as well pays twice. */
export class RefundDisputedError extends UserError {
  readonly typeName = 'RefundDisputedError';

  constructor() {
    super('refund_disputed');
  }
}

/** The gift has not been paid, or is not in the books yet. */
export class NothingToRefundError extends UserError {
  readonly typeName = 'NothingToRefundError';

  constructor() {
    super('refund_nothing_there');
  }
}
