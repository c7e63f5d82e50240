export { commitmentOf, type Committed } from './pledge-commitment.js';
export type { DonationPaid } from './pledges.events.js';
export { HonourCards } from './honour-cards.js';
export {
  bodyHashOf,
  checkedEmail,
  MAX_PLEDGE,
  MIN_PLEDGE,
  type HonourDraft,
  type PledgeDraft,
} from './pledge-draft.js';
export { PledgeLinks } from './pledge-links.js';
export type { GiftReturns, PaymentOutcome } from './pledge.states.js';
export type { GiftHonour, Pledge, PledgeTransition, WallEntry } from './pledge.types.js';
export { AmountOutOfRangeError, CampaignClosedError, UnknownDesignationError } from './pledges.errors.js';
export { pledgeChecks } from './pledges.checks.js';
export { PledgesModule } from './pledges.module.js';
export { PledgesRepository, type GivenYear, type Whose } from './pledges.repository.js';
export { PledgesService, type PaymentNews, type RepeatedPledge } from './pledges.service.js';
