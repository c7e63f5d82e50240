export type { DonationPaid } from './pledges.events.js';
export { MAX_PLEDGE, MIN_PLEDGE, type PledgeDraft } from './pledge-draft.js';
export type { PaymentOutcome } from './pledge.states.js';
export type { Pledge, PledgeTransition, WallEntry } from './pledge.types.js';
export { AmountOutOfRangeError, CampaignClosedError, UnknownDesignationError } from './pledges.errors.js';
export { pledgeChecks } from './pledges.checks.js';
export { PledgesModule } from './pledges.module.js';
export { PledgesRepository } from './pledges.repository.js';
export { PledgesService } from './pledges.service.js';
