export { afterFailure, failureKind, RETRY_AFTER_DAYS, type FailureKind } from './failure-policy.js';
export { MonthlyGiftCards } from './monthly-gift-cards.service.js';
export { MonthlyGiftCharges, type ChargeAnswer } from './monthly-gift-charges.service.js';
export { MonthlyGiftLinks } from './monthly-gift-links.js';
export { MonthlyGiftRenewals } from './monthly-gift-renewals.service.js';
export type { MonthlyDraft } from './monthly-gift.types.js';
export { monthlyGiftChecks } from './monthly-gifts.checks.js';
export { MonthlyGiftBusyError, MonthlyGiftStateError } from './monthly-gifts.errors.js';
export { MonthlyGiftsModule } from './monthly-gifts.module.js';
export {
  MonthlyGiftsRepository,
  type MonthlyCharge,
  type MonthlyCount,
  type MonthlyGift,
  type MonthlyTransition,
} from './monthly-gifts.repository.js';
export { MonthlyGiftsService, type StartedMonthlyGift } from './monthly-gifts.service.js';
