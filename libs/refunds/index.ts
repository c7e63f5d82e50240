export { COOLING_OFF } from './cooling-off.js';
export { RefundFollower } from './refund-follower.js';
export { RefundSender, type Sent } from './refund-sender.js';
export { isUndecided } from './refund.states.js';
export type { Refundable, RefundProposal, RefundRequest, RefundTransition } from './refund.types.js';
export { refundChecks } from './refunds.checks.js';
export {
  NothingToRefundError,
  RefundDisputedError,
  RefundStateError,
  RefundTooLargeError,
  RefundWindowOverError,
} from './refunds.errors.js';
export { RefundsModule } from './refunds.module.js';
export { RefundsRepository, type Refund } from './refunds.repository.js';
export { RefundsService } from './refunds.service.js';
