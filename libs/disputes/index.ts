export { DisputeFollower } from './dispute-follower.js';
export { DisputeSender, type AnswerSent } from './dispute-sender.js';
export { INQUIRIES, OPEN, takesAnswer, UNDECIDED } from './dispute.states.js';
export type { DisputeDefence, DisputeTransition } from './dispute.types.js';
export { disputeChecks } from './disputes.checks.js';
export { DisputeClosedError } from './disputes.errors.js';
export { DisputesModule } from './disputes.module.js';
export { DisputesRepository, type Dispute } from './disputes.repository.js';
export { defenceOf, DisputesService } from './disputes.service.js';
