import type { Logger } from 'pino';
import type { HttpFaults } from './control-plane/http.faults.js';
import type { BillingRunner } from './billing/billing.runner.js';
import type { BillingTime } from './billing/billing.time.js';
import type { InvoiceMachine } from './billing/invoice.machine.js';
import type { SubscriptionMachine } from './billing/subscription.machine.js';
import type { BalanceBook } from './payments/balance.book.js';
import type { CheckoutSessionMachine } from './payments/checkout-session.machine.js';
import type { CustomerBook } from './payments/customer.book.js';
import type { DisputeMachine } from './payments/dispute.machine.js';
import type { PaymentIntentMachine } from './payments/payment-intent.machine.js';
import type { PaymentMethodFactory } from './payments/payment-method.factory.js';
import type { PayoutMachine } from './payments/payout.machine.js';
import type { RefundMachine } from './payments/refund.machine.js';
import type { SetupIntentMachine } from './payments/setup-intent.machine.js';
import type { ApiRouter } from './protocol/api.router.js';
import type { SandboxSettings } from './sandbox.settings.js';
import type { Agenda } from './state/agenda.js';
import type { SandboxClock } from './state/sandbox.clock.js';
import type { SandboxState } from './state/sandbox.state.js';
import type { DeliveryQueue } from './webhooks/delivery.queue.js';
import type { EventLog } from './webhooks/event.log.js';
import type { WebhookFaults } from './webhooks/webhook.faults.js';

/** The parts of one running sandbox, put together in `sandbox.assembly.ts` and handed to whoever serves requests. */
export interface Sandbox {
  settings: SandboxSettings;
  log: Logger;
  clock: SandboxClock;
  state: SandboxState;
  agenda: Agenda;
  events: EventLog;
  deliveries: DeliveryQueue;
  webhookFaults: WebhookFaults;
  httpFaults: HttpFaults;
  balance: BalanceBook;
  customers: CustomerBook;
  methods: PaymentMethodFactory;
  intents: PaymentIntentMachine;
  setups: SetupIntentMachine;
  sessions: CheckoutSessionMachine;
  refunds: RefundMachine;
  disputes: DisputeMachine;
  payouts: PayoutMachine;
  billingTime: BillingTime;
  invoices: InvoiceMachine;
  subscriptions: SubscriptionMachine;
  billing: BillingRunner;
  /** How a visitor's browser reaches the pages; known once the server listens. */
  address: () => string;
}

/** Adds the routes of one object to the API. */
export type ResourceRoutes = (api: ApiRouter, sandbox: Sandbox) => void;
