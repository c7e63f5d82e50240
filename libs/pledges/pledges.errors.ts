import { UserError, type Fen } from '#kernel';
import type { CampaignState } from '#platform';

/** The campaign does not take gifts now: not live yet, paused, or over. */
export class CampaignClosedError extends UserError {
  readonly typeName = 'CampaignClosedError';

  constructor(readonly state: CampaignState) {
    super('campaign_closed', { state });
  }
}

export class AmountOutOfRangeError extends UserError {
  readonly typeName = 'AmountOutOfRangeError';

  constructor(
    readonly min: Fen,
    readonly max: Fen,
  ) {
    super('amount_out_of_range', { min, max });
  }
}

/** The city, organisation or team named is not one this campaign raises for. */
export class UnknownDesignationError extends UserError {
  readonly typeName = 'UnknownDesignationError';

  constructor() {
    super('designation_unknown');
  }
}
