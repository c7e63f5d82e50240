import type { Logger } from 'pino';
import { BillingRunner } from './billing/billing.runner.js';
import { BillingTime } from './billing/billing.time.js';
import { InvoiceMachine } from './billing/invoice.machine.js';
import { SubscriptionMachine } from './billing/subscription.machine.js';
import { HttpFaults } from './control-plane/http.faults.js';
import { challengePath, checkoutPath, walletPath } from './hosted-page/page.paths.js';
import { BalanceBook } from './payments/balance.book.js';
import { ChargeMachine } from './payments/charge.machine.js';
import { CheckoutSessionMachine } from './payments/checkout-session.machine.js';
import { CustomerBook } from './payments/customer.book.js';
import { DisputeMachine } from './payments/dispute.machine.js';
import { PaymentIntentMachine } from './payments/payment-intent.machine.js';
import { PaymentMethodFactory } from './payments/payment-method.factory.js';
import { PayoutMachine } from './payments/payout.machine.js';
import { RefundMachine } from './payments/refund.machine.js';
import { SetupIntentMachine } from './payments/setup-intent.machine.js';
import type { Sandbox } from './sandbox.context.js';
import type { SandboxSettings } from './sandbox.settings.js';
import { Agenda } from './state/agenda.js';
import type { SandboxClock } from './state/sandbox.clock.js';
import type { SandboxState } from './state/sandbox.state.js';
import { DeliveryQueue } from './webhooks/delivery.queue.js';
import { EventLog } from './webhooks/event.log.js';
import { WebhookFaults } from './webhooks/webhook.faults.js';
import { WebhookSender } from './webhooks/webhook.sender.js';

/** Puts a sandbox together around its state. `address` is asked late: the port is known only once the server listens. */
export function assembleSandbox(
  settings: SandboxSettings,
  state: SandboxState,
  clock: SandboxClock,
  log: Logger,
  address: () => string,
): Sandbox {
  const agenda = new Agenda(state, clock);
  const webhookFaults = new WebhookFaults(() => state.faultRandom);
  const sender = new WebhookSender(settings.webhookConcurrency, settings.webhookTimeoutMs);
  const deliveries = new DeliveryQueue(state, clock, sender, webhookFaults, settings, log);
  const events = new EventLog(state, clock, (event) => {
    deliveries.enqueue(event);
  });
  const balance = new BalanceBook(state, clock, agenda, settings);
  const methods = new PaymentMethodFactory(state, clock);
  const charges = new ChargeMachine(state, clock, events, agenda, balance, settings);
  const customers = new CustomerBook(state, clock, events);
  const sessionOf = (id: string) => state.collections.intentNotes.get(id)?.session ?? null;
  const intents = new PaymentIntentMachine(state, clock, events, agenda, charges, customers, (intent, page) => {
    const path = page === 'wallet' ? walletPath : challengePath;
    return address() + path(intent, sessionOf(intent.id));
  });
  const setups = new SetupIntentMachine(state, clock, events, customers, (setup) => {
    return address() + challengePath(setup, sessionOf(setup.id));
  });
  const pageUrl = (id: string) => address() + checkoutPath(id);
  const sessions = new CheckoutSessionMachine(
    state,
    clock,
    events,
    agenda,
    { intents, setups, customers, methods },
    pageUrl,
  );
  const disputes = new DisputeMachine(state, clock, events, agenda, balance, settings);
  const refunds = new RefundMachine(state, clock, events, agenda, balance, disputes);
  const payouts = new PayoutMachine(state, clock, events, agenda, balance);
  const billingTime = new BillingTime(state, clock);
  const invoices = new InvoiceMachine(state, billingTime, events, intents);
  const subscriptions = new SubscriptionMachine(state, billingTime, events, invoices, settings);
  const billing = new BillingRunner(state, clock, events, agenda, billingTime, { subscriptions, invoices });
  agenda.start({
    expire_session: (id) => {
      sessions.expireWhenDue(id);
    },
    settle_charge: (id) => {
      charges.settle(id);
    },
    release_funds: (id) => {
      balance.release(id);
    },
    open_dispute: (id) => {
      disputes.openForCard(id);
    },
    decide_dispute: (id) => {
      disputes.decide(id);
    },
    dispute_deadline: (id) => {
      disputes.passDeadline(id);
    },
    end_refund: (id) => {
      refunds.endByCard(id);
    },
    end_processing: (subject) => {
      const [id = '', result] = subject.split(':');
      const intent = state.collections.intents.get(id);
      if (intent?.status === 'processing') sessions.endProcessing(intent, result === 'succeeded');
    },
    expire_attempt: (subject) => {
      const [intent = '', method = ''] = subject.split(':');
      intents.expireAttempt(intent, method);
    },
    expire_authorization: (id) => {
      intents.expireAuthorization(id);
    },
    run_billing: () => {
      billing.runDue();
    },
    advance_clock: (id) => {
      billing.arrive(id);
    },
    run_payouts: () => {
      payouts.runAutomatic();
    },
    payout_arrives: (id) => {
      payouts.arrive(id);
    },
  });
  const httpFaults = new HttpFaults(
    () => state.faultRandom,
    () => clock.wallMs(),
  );
  const bills = { billingTime, invoices, subscriptions, billing, address };
  const books = { balance, customers, methods, intents, setups, sessions, refunds, disputes, payouts };
  return { settings, log, clock, state, agenda, events, deliveries, webhookFaults, httpFaults, ...books, ...bills };
}
