import { UserError } from '#kernel';
import type { MonthlyGiftState } from '#platform';

/** The step cannot be taken from the state the monthly gift is in. */
export class MonthlyGiftStateError extends UserError {
  readonly typeName = 'MonthlyGiftStateError';

  constructor(readonly state: MonthlyGiftState) {
    super('monthly_gift_state_forbids_step', { state: `MONTHLY_${state}` });
  }
}

/** A charge is under way at this very moment; in a minute its outcome is known. */
export class MonthlyGiftBusyError extends UserError {
  readonly typeName = 'MonthlyGiftBusyError';

  constructor() {
    super('monthly_gift_busy');
  }
}
