import { UserError } from '#kernel';
import type { CampaignState } from '#platform';
import type { PublishGateFault } from './publish-gate.js';

/** The step cannot be taken from the state the campaign is in. */
export class InvalidStateError extends UserError {
  readonly typeName = 'InvalidStateError';

  constructor(
    readonly state: CampaignState,
    step: string,
  ) {
    super('campaign_state_forbids_step', { state, step });
  }
}

/** Maker and checker are always two people. */
export class SamePersonError extends UserError {
  readonly typeName = 'SamePersonError';

  constructor() {
    super('checker_must_not_be_maker');
  }
}

/** The law's conditions for going live are not all met. */
export class PublishGateClosedError extends UserError {
  readonly typeName = 'PublishGateClosedError';

  constructor(readonly faults: readonly PublishGateFault[]) {
    super('publish_gate_closed', { count: faults.length });
  }
}
