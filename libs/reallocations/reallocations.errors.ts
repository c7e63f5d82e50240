import { UserError } from '#kernel';
import type { ReallocationState } from '#platform';
import type { ReallocationPreview } from './reallocation.types.js';

/** What was looked at is no longer what would happen; the new preview says what would. */
export class PreviewOutdatedError extends UserError {
  readonly typeName = 'PreviewOutdatedError';

  constructor(readonly preview: ReallocationPreview) {
    super('reallocation_preview_outdated');
  }
}

/** The step cannot be taken from the state the re-allocation is in. */
export class ReallocationStateError extends UserError {
  readonly typeName = 'ReallocationStateError';

  constructor(readonly state: ReallocationState) {
    super('reallocation_state_forbids_step', { state: `REALLOCATION_${state}` });
  }
}

/** The books take nothing at the moment. */
export class PostingStoppedError extends UserError {
  readonly typeName = 'PostingStoppedError';

  constructor() {
    super('posting_stopped');
  }
}
