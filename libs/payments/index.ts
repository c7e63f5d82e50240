export { CheckoutService, type CheckoutResult } from './checkout.service.js';
export { paymentChecks } from './payments.checks.js';
export { PaymentUnavailableError, SignatureRejectedError } from './payments.errors.js';
export { PaymentsModule } from './payments.module.js';
export { SettlementService, type Finding } from './settlement.service.js';
export { WebhookInbox } from './webhook-inbox.service.js';
