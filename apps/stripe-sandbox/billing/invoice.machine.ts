import { StripeFault, invalidRequest } from '../protocol/stripe.fault.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type {
  StoredIntent,
  StoredInvoice,
  StoredInvoiceItem,
  StoredInvoiceLine,
  StoredInvoicePayment,
  StoredPaymentMethod,
} from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import type { Currency } from '../payments/amount.rules.js';
import type { PaymentIntentMachine } from '../payments/payment-intent.machine.js';
import type { BillingTime } from './billing.time.js';
import { addUp, describeInvoice, itemLine, subscriptionOf, type NewInvoice } from './invoice.description.js';

/** How an attempt to pay an invoice ended, for whoever lives on its being paid. */
export type InvoiceResult = 'paid' | 'failed' | 'action_required';

/** Days from each failed attempt of an automatic payment to the next; after the last one nothing more is tried. */
export const RETRY_DAYS = [3, 5, 7] as const;
const DAY = 86_400;

/**
 * Invoices: `draft → open → paid | uncollectible | void`. Becoming open makes a payment intent for what is due; it
 * pays the invoice whoever confirms it. An automatic invoice of a subscription is tried again by a fixed calendar.
 */
export class InvoiceMachine {
  private listener: (invoice: StoredInvoice, result: InvoiceResult, origin: EventOrigin) => void = () => undefined;

  constructor(
    private readonly state: SandboxState,
    private readonly time: BillingTime,
    private readonly events: EventLog,
    private readonly intents: PaymentIntentMachine,
  ) {
    intents.onEnd((intent, succeeded, origin) => {
      this.afterPayment(intent, succeeded, origin);
    });
  }

  /** Tells the results of invoices to the subscriptions that wait for them. */
  onResult(listener: (invoice: StoredInvoice, result: InvoiceResult, origin: EventOrigin) => void): void {
    this.listener = listener;
  }

  /** A draft with these lines and whatever else waits to be billed. */
  draft(
    wanted: NewInvoice,
    lines: (invoice: StoredInvoice) => StoredInvoiceLine[],
    pending: readonly StoredInvoiceItem[],
    origin: EventOrigin,
  ): StoredInvoice {
    const now = this.time.now(clockOf(wanted));
    const invoice = this.state.collections.invoices.add(describeInvoice(wanted, this.state, now));
    invoice.lines.data = [...lines(invoice), ...pending.map((item) => itemLine(item, invoice, this.state))];
    for (const item of pending) item.invoice = invoice.id;
    addUp(invoice);
    this.events.emit('invoice.created', invoice, origin);
    return invoice;
  }

  /** Makes a draft final. One with nothing to pay is paid at once. Throws 400 for any other. */
  finalize(invoice: StoredInvoice, origin: EventOrigin): void {
    if (invoice.status !== 'draft') {
      throw invalidRequest(`This invoice is already finalized: its status is ${String(invoice.status)}.`);
    }
    const now = this.nowOf(invoice);
    const customer = this.state.collections.customers.get(invoice.customer ?? '');
    const sequence = customer?.next_invoice_sequence ?? 1;
    if (customer !== undefined) customer.next_invoice_sequence = sequence + 1;
    invoice.status = 'open';
    invoice.number = `${customer?.invoice_prefix ?? 'SANDBOX'}-${String(sequence).padStart(4, '0')}`;
    invoice.effective_at = now;
    invoice.automatically_finalizes_at = null;
    invoice.status_transitions.finalized_at = now;
    if (invoice.amount_due > 0) this.askForPayment(invoice, origin);
    this.events.emit('invoice.finalized', invoice, origin);
    if (invoice.amount_due === 0) this.markPaid(invoice, 0, origin);
  }

  /**
   * Tries to pay with a method, nobody being there unless told otherwise. A decline is thrown as the 402 an API caller
   * gets, after everything it brings about has happened. Throws 400 for an invoice that cannot be paid.
   */
  pay(invoice: StoredInvoice, method: StoredPaymentMethod, offSession: boolean, origin: EventOrigin): void {
    const fault = this.attempt(invoice, method, offSession, origin);
    if (fault !== undefined) throw fault;
  }

  /** The same, with what went wrong as the answer. */
  attempt(
    invoice: StoredInvoice,
    method: StoredPaymentMethod,
    offSession: boolean,
    origin: EventOrigin,
  ): StripeFault | undefined {
    if (invoice.status === 'draft') this.finalize(invoice, origin);
    if (invoice.status === 'paid') return undefined;
    const intent = this.intentOf(invoice);
    if (!['open', 'uncollectible'].includes(String(invoice.status)) || intent === undefined) {
      throw invalidRequest(`This invoice cannot be paid: its status is ${String(invoice.status)}.`);
    }
    if (intent.status === 'requires_action') this.intents.authenticate(intent, false, origin);
    const outcome = this.intents.confirm(intent, method, { returnUrl: null, offSession }, origin);
    if (outcome.kind === 'declined') return outcome.fault;
    if (outcome.kind !== 'requires_action') return undefined;
    this.events.emit('invoice.payment_action_required', invoice, origin);
    this.listener(invoice, 'action_required', origin);
    const message = 'This payment requires additional user action before it can be completed successfully.';
    const code = 'invoice_payment_intent_requires_action';
    return new StripeFault(402, { type: 'card_error', code, message, payment_intent: intent });
  }

  /** Takes an invoice as paid without Stripe. Throws 400 for one that is not open. */
  payOutOfBand(invoice: StoredInvoice, origin: EventOrigin): void {
    if (invoice.status === 'draft') this.finalize(invoice, origin);
    if (invoice.status === 'paid') return;
    this.mustBe(invoice, ['open', 'uncollectible'], 'paid');
    this.cancelPayment(invoice, origin);
    invoice.amount_paid_off_stripe = invoice.amount_due;
    this.markPaid(invoice, invoice.amount_due, origin);
  }

  /** Takes an invoice back. Throws 400 for a draft, and for one that is paid. */
  void(invoice: StoredInvoice, origin: EventOrigin): void {
    this.mustBe(invoice, ['open', 'uncollectible'], 'voided');
    this.cancelPayment(invoice, origin);
    invoice.status = 'void';
    invoice.amount_remaining = 0;
    invoice.next_payment_attempt = null;
    invoice.status_transitions.voided_at = this.nowOf(invoice);
    this.events.emit('invoice.voided', invoice, origin);
  }

  /** Gives up hope for the money; it may still be paid. Throws 400 for one that is not open. */
  markUncollectible(invoice: StoredInvoice, origin: EventOrigin): void {
    this.mustBe(invoice, ['draft', 'open'], 'marked as uncollectible');
    invoice.status = 'uncollectible';
    invoice.auto_advance = false;
    invoice.next_payment_attempt = null;
    invoice.status_transitions.marked_uncollectible_at = this.nowOf(invoice);
    this.events.emit('invoice.marked_uncollectible', invoice, origin);
  }

  /** Says that it was sent to the customer; the sandbox sends no mail. */
  send(invoice: StoredInvoice, origin: EventOrigin): void {
    if (invoice.status === 'draft') this.finalize(invoice, origin);
    this.events.emit('invoice.sent', invoice, origin);
  }

  /** Throws away a draft that is no subscription's; what it billed waits again. Throws 400 for any other. */
  remove(invoice: StoredInvoice, origin: EventOrigin): void {
    this.mustBe(invoice, ['draft'], 'deleted');
    if (subscriptionOf(invoice) !== null) throw invalidRequest('You cannot delete invoices created by subscriptions.');
    for (const item of this.state.collections.invoiceItems.all()) if (item.invoice === invoice.id) item.invoice = null;
    this.state.collections.invoices.retain((each) => each.id !== invoice.id);
    this.events.emit('invoice.deleted', invoice, origin);
  }

  /** The payment intent that is to pay an invoice; undefined for a draft, and where nothing was due. */
  intentOf(invoice: StoredInvoice): StoredIntent | undefined {
    return this.state.collections.intents.get(this.paymentOf(invoice)?.payment.payment_intent ?? '');
  }

  private askForPayment(invoice: StoredInvoice, origin: EventOrigin): void {
    const intent = this.intents.create(
      {
        amount: invoice.amount_due,
        currency: invoice.currency as Currency,
        captureMethod: 'automatic_async',
        allowedTypes: null,
        automaticPaymentMethods: null,
        customer: invoice.customer,
        description: invoice.billing_reason === 'manual' ? invoice.description : 'Subscription payment',
        kinds: invoice.currency === 'eur' ? ['card', 'sepa_debit'] : ['card'],
        metadata: {},
        receiptEmail: null,
        setupFutureUsage: subscriptionOf(invoice) === null ? null : 'off_session',
        shipping: null,
        statementDescriptor: null,
        statementDescriptorSuffix: null,
        session: null,
      },
      origin,
    );
    const note = this.state.collections.intentNotes.get(intent.id);
    if (note !== undefined) note.invoice = invoice.id;
    this.state.collections.invoicePayments.add({
      id: this.state.ids.id('inpay'),
      object: 'invoice_payment',
      amount_paid: null,
      amount_requested: invoice.amount_due,
      created: this.nowOf(invoice),
      currency: invoice.currency,
      invoice: invoice.id,
      is_default: true,
      livemode: false,
      payment: { payment_intent: intent.id, type: 'payment_intent' },
      status: 'open',
      status_transitions: { canceled_at: null, paid_at: null },
    });
  }

  /** What a payment intent brings about for the invoice that it pays, whoever confirmed it. */
  private afterPayment(intent: StoredIntent, succeeded: boolean, origin: EventOrigin): void {
    const id = this.state.collections.intentNotes.get(intent.id)?.invoice;
    const invoice = this.state.collections.invoices.get(id ?? '');
    if (invoice === undefined || !['open', 'uncollectible'].includes(String(invoice.status))) return;
    invoice.attempted = true;
    invoice.attempt_count += 1;
    if (succeeded) this.markPaid(invoice, intent.amount, origin);
    else this.fail(invoice, origin);
  }

  private markPaid(invoice: StoredInvoice, amount: number, origin: EventOrigin): void {
    const now = this.nowOf(invoice);
    invoice.status = 'paid';
    invoice.attempted = true;
    invoice.amount_paid = amount;
    invoice.amount_remaining = 0;
    invoice.next_payment_attempt = null;
    invoice.status_transitions.paid_at = now;
    const payment = this.paymentOf(invoice);
    if (payment?.status === 'open') {
      payment.status = 'paid';
      payment.amount_paid = amount;
      payment.status_transitions.paid_at = now;
      this.events.emit('invoice_payment.paid', payment, origin);
    }
    this.events.emit('invoice.paid', invoice, origin);
    this.events.emit('invoice.payment_succeeded', invoice, origin);
    this.listener(invoice, 'paid', origin);
  }

  private fail(invoice: StoredInvoice, origin: EventOrigin): void {
    const renews = invoice.billing_reason === 'subscription_cycle' && invoice.auto_advance === true;
    const days = renews ? RETRY_DAYS[invoice.attempt_count - 1] : undefined;
    invoice.next_payment_attempt = days === undefined ? null : this.nowOf(invoice) + days * DAY;
    if (this.intentOf(invoice)?.last_payment_error?.code === 'authentication_required') {
      this.events.emit('invoice.payment_action_required', invoice, origin);
    }
    this.events.emit('invoice.payment_failed', invoice, origin);
    this.listener(invoice, 'failed', origin);
  }

  private cancelPayment(invoice: StoredInvoice, origin: EventOrigin): void {
    const payment = this.paymentOf(invoice);
    const intent = this.intentOf(invoice);
    if (payment?.status !== 'open') return;
    payment.status = 'canceled';
    payment.status_transitions.canceled_at = this.nowOf(invoice);
    if (intent !== undefined && intent.status !== 'canceled') this.intents.cancel(intent, 'void_invoice', origin);
  }

  private paymentOf(invoice: StoredInvoice): StoredInvoicePayment | undefined {
    return this.state.collections.invoicePayments.all().findLast((each) => each.invoice === invoice.id);
  }

  private nowOf(invoice: StoredInvoice): number {
    return this.time.now(invoice.test_clock);
  }

  private mustBe(invoice: StoredInvoice, states: readonly string[], verb: string): void {
    if (states.includes(String(invoice.status))) return;
    throw invalidRequest(`This invoice cannot be ${verb}: its status is ${String(invoice.status)}.`);
  }
}

function clockOf(wanted: NewInvoice): string | null {
  return typeof wanted.customer.test_clock === 'string' ? wanted.customer.test_clock : null;
}
