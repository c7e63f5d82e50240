import { UserError } from '#kernel';
import type { DisputeState } from '#platform';

/** Nothing more can be said: it is decided, under review, or answered already. */
export class DisputeClosedError extends UserError {
  readonly typeName = 'DisputeClosedError';

  constructor(readonly state: DisputeState) {
    super('dispute_takes_no_answer', { state: `DISPUTE_${state}` });
  }
}
