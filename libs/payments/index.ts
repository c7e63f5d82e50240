export { HeldPaymentReturns, type ReturnAnswer } from './held-payment-returns.service.js';
export { AftermathService, GiftNotInBooks, type Following } from './aftermath.service.js';
export { CheckoutService, type CheckoutResult } from './checkout.service.js';
export { GiftReturnsService } from './gift-returns.service.js';
export { inOrder, type MovementStep } from './movement-steps.js';
export { GatewayRefused, GatewayUnavailable, PaymentGateway } from './payment-gateway.js';
export type * from './payment-gateway.types.js';
export { offeredMethods } from './payment-methods.js';
export { PaymentExceptionsRepository, type PaymentException } from './payment-exceptions.repository.js';
export { DeclineGuard } from './decline-guard.service.js';
export { PAYMENT_LIMITS, PaymentLimits } from './payment-limits.js';
export { PaymentTriesService } from './payment-tries.service.js';
export { paymentChecks } from './payments.checks.js';
export {
  PaymentExceptionStateError,
  PaymentUnavailableError,
  PledgeStateError,
  SignatureRejectedError,
} from './payments.errors.js';
export { PaymentsModule } from './payments.module.js';
export { PaymentsRepository, type PaymentAttempt } from './payments.repository.js';
export { ProviderPostingsRepository } from './provider-postings.repository.js';
export { SettlementService, type CardToCharge, type Finding } from './settlement.service.js';
export { WebhookInbox } from './webhook-inbox.service.js';
