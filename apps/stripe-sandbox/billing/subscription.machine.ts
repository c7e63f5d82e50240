import type Stripe from 'stripe';
import { invalidRequest, type StripeFault } from '../protocol/stripe.fault.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type {
  StoredInvoice,
  StoredInvoiceItem,
  StoredPaymentMethod,
  StoredSubscription,
  StoredSubscriptionItem,
} from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import type { BillingTime } from './billing.time.js';
import { subscriptionLine, subscriptionOf, type NewInvoice } from './invoice.description.js';
import type { InvoiceMachine, InvoiceResult } from './invoice.machine.js';
import {
  NOT_CANCELED,
  describeSubscription,
  nextEnd,
  periodOf,
  setPeriod,
  type NewSubscription,
} from './subscription.description.js';

const HOUR = 3600;
const DAY = 86_400;
/** A first payment may be made for this long; then the subscription never begins. */
const INCOMPLETE_SECONDS = 23 * HOUR;
const NOTICE_SECONDS = 3 * DAY;
const ENDED = ['canceled', 'incomplete_expired'];

type CancelReason = 'cancellation_requested' | 'payment_failed';

/** What becomes of a subscription whose renewal was tried for the last time. */
export type DunningEnd = 'canceled' | 'unpaid' | 'past_due';

/**
 * Subscriptions as Stripe documents them: `incomplete → active | incomplete_expired`, `trialing → active | paused`,
 * `active ⇄ past_due → canceled | unpaid`. Each period begins with an invoice: a draft for an hour, then final and
 * charged. What is due is worked off by `BillingRunner`.
 */
export class SubscriptionMachine {
  constructor(
    private readonly state: SandboxState,
    private readonly time: BillingTime,
    private readonly events: EventLog,
    private readonly invoices: InvoiceMachine,
    private readonly settings: { dunningEnd: DunningEnd },
  ) {
    invoices.onResult((invoice, result, origin) => {
      this.afterInvoice(invoice, result, origin);
    });
  }

  /** Begins a subscription; a first payment that does not succeed leaves it incomplete. Throws 400 with nothing to charge. */
  create(wanted: NewSubscription, origin: EventOrigin): StoredSubscription {
    const clock = typeof wanted.customer.test_clock === 'string' ? wanted.customer.test_clock : null;
    const now = this.time.now(clock);
    const subscription = describeSubscription(wanted, this.state, now);
    const method = this.methodOf(subscription);
    const mustPay = wanted.trialEnd === null && wanted.collection === 'charge_automatically';
    if (mustPay && method === undefined && wanted.behavior !== 'default_incomplete') throw noMethod();
    this.state.collections.subscriptions.add(subscription);
    this.events.emit('customer.subscription.created', subscription, origin);
    const invoice = this.bill(subscription, 'subscription_create', periodOf(subscription), origin);
    this.invoices.finalize(invoice, origin);
    if (wanted.trialEnd !== null) {
      this.giveNotice(subscription, now, origin);
    } else if (wanted.collection === 'send_invoice') {
      this.setStatus(subscription, 'active', origin);
    } else if (method !== undefined && wanted.behavior !== 'default_incomplete') {
      this.invoices.attempt(invoice, method, wanted.offSession, origin);
    }
    return subscription;
  }

  /** Ends a subscription now. Throws 400 for one that has ended. */
  cancel(
    subscription: StoredSubscription,
    reason: CancelReason,
    details: Partial<Stripe.Subscription.CancellationDetails>,
    origin: EventOrigin,
  ): void {
    if (ENDED.includes(subscription.status)) {
      throw invalidRequest(`The subscription ${subscription.id} has ended: its status is ${subscription.status}.`);
    }
    const now = this.nowOf(subscription);
    subscription.status = 'canceled';
    subscription.canceled_at ??= now;
    subscription.ended_at = now;
    subscription.cancellation_details = { ...NOT_CANCELED, ...subscription.cancellation_details, ...details, reason };
    for (const invoice of this.state.collections.invoices.all()) {
      if (subscriptionOf(invoice) !== subscription.id || !['draft', 'open'].includes(String(invoice.status))) continue;
      invoice.auto_advance = false;
      invoice.automatically_finalizes_at = null;
      invoice.next_payment_attempt = null;
    }
    this.events.emit('customer.subscription.deleted', subscription, origin);
  }

  /** Sets whether it ends with its period, or at a moment of its own. */
  setEnd(subscription: StoredSubscription, end: { atPeriodEnd: boolean } | { at: number | null }): void {
    const atPeriodEnd = 'atPeriodEnd' in end && end.atPeriodEnd;
    const at = 'at' in end ? end.at : atPeriodEnd ? periodOf(subscription).end : null;
    subscription.cancel_at_period_end = atPeriodEnd;
    subscription.cancel_at = at;
    subscription.canceled_at = at === null ? null : this.nowOf(subscription);
    const reason = at === null ? null : ('cancellation_requested' as const);
    subscription.cancellation_details = { ...NOT_CANCELED, ...subscription.cancellation_details, reason };
  }

  /** Changes a trial's end; one that is over now is billed at once. */
  setTrialEnd(subscription: StoredSubscription, trialEnd: number, origin: EventOrigin): void {
    const now = this.nowOf(subscription);
    if (subscription.status !== 'trialing') {
      throw invalidRequest('Only a subscription that is trialing can have its trial ended here.', {
        param: 'trial_end',
      });
    }
    subscription.trial_end = Math.max(trialEnd, now);
    subscription.billing_cycle_anchor = subscription.trial_end;
    for (const item of subscription.items.data) item.current_period_end = subscription.trial_end;
    if (trialEnd <= now) this.endTrial(subscription, origin);
  }

  /** Goes on with a paused subscription: a new cycle begins now. Throws 400 without a method to charge. */
  resume(subscription: StoredSubscription, origin: EventOrigin): void {
    if (subscription.status !== 'paused') {
      throw invalidRequest(`Only a paused subscription can be resumed: this one is ${subscription.status}.`);
    }
    if (this.methodOf(subscription) === undefined) throw noMethod();
    const now = this.nowOf(subscription);
    subscription.billing_cycle_anchor = now;
    for (const item of subscription.items.data) setPeriod(item, now, nextEnd(item, now, now));
    const invoice = this.bill(subscription, 'subscription_update', periodOf(subscription), origin);
    this.collect(invoice, subscription, origin);
    if (subscription.status === 'paused') return;
    this.events.emit('customer.subscription.resumed', subscription, origin);
  }

  /** Bills what was changed in the middle of a period, now instead of with the next one. */
  billNow(subscription: StoredSubscription, origin: EventOrigin): void {
    const now = this.nowOf(subscription);
    const invoice = this.bill(subscription, 'subscription_update', { start: now, end: now }, origin, []);
    this.collect(invoice, subscription, origin);
  }

  /** The moment at which a subscription next does something by itself; undefined for never. */
  dueAt(subscription: StoredSubscription): number | undefined {
    const { status, trial_end: trialEnd, cancel_at: cancelAt, pause_collection: pause } = subscription;
    if (ENDED.includes(status) || status === 'paused') return undefined;
    if (status === 'incomplete') return subscription.created + INCOMPLETE_SECONDS;
    const due = [periodOf(subscription).end];
    if (cancelAt !== null) due.push(cancelAt);
    if (pause?.resumes_at != null) due.push(pause.resumes_at);
    const noticed = this.state.collections.trialNotices.get(subscription.id) !== undefined;
    if (status === 'trialing' && trialEnd !== null && !noticed) due.push(trialEnd - NOTICE_SECONDS);
    return Math.min(...due);
  }

  /** Does what is due at `now`. */
  run(subscription: StoredSubscription, now: number): void {
    const { status, cancel_at: cancelAt, trial_end: trialEnd, pause_collection: pause } = subscription;
    if (status === 'incomplete') this.neverBegan(subscription, now);
    else if (cancelAt !== null && cancelAt <= now) this.cancel(subscription, 'cancellation_requested', {}, null);
    else if (pause?.resumes_at != null && pause.resumes_at <= now) {
      subscription.pause_collection = null;
      this.events.emit('customer.subscription.updated', subscription, null, { pause_collection: pause });
    } else if (status === 'trialing' && trialEnd !== null && trialEnd > now) this.giveNotice(subscription, now, null);
    else if (status === 'trialing') this.endTrial(subscription, null);
    else this.renew(subscription);
  }

  /** The method that is charged: the subscription's own, else its customer's. */
  methodOf(subscription: StoredSubscription): StoredPaymentMethod | undefined {
    const { customers, paymentMethods } = this.state.collections;
    const fallback = customers.get(subscription.customer)?.invoice_settings.default_payment_method ?? null;
    const id = subscription.default_payment_method ?? (typeof fallback === 'string' ? fallback : fallback?.id);
    return paymentMethods.get(id ?? '');
  }

  /** A period is over: the next one begins, with a draft of its invoice. */
  private renew(subscription: StoredSubscription): void {
    const before = periodOf(subscription);
    for (const item of subscription.items.data) {
      setPeriod(item, before.end, nextEnd(item, before.end, subscription.billing_cycle_anchor));
    }
    const previous = subscription.latest_invoice;
    const invoice = this.bill(subscription, 'subscription_cycle', periodOf(subscription), null);
    const pause = subscription.pause_collection?.behavior;
    if (subscription.status === 'unpaid' || pause === 'keep_as_draft') {
      invoice.auto_advance = false;
      invoice.automatically_finalizes_at = null;
    } else if (pause === 'mark_uncollectible') {
      this.invoices.markUncollectible(invoice, null);
    } else if (pause === 'void') {
      this.invoices.finalize(invoice, null);
      this.invoices.void(invoice, null);
    }
    this.events.emit('customer.subscription.updated', subscription, null, { latest_invoice: previous });
  }

  private endTrial(subscription: StoredSubscription, origin: EventOrigin): void {
    const missing = subscription.trial_settings?.end_behavior.missing_payment_method;
    if (this.methodOf(subscription) === undefined && subscription.collection_method === 'charge_automatically') {
      if (missing === 'pause') {
        this.setStatus(subscription, 'paused', origin, 'customer.subscription.paused');
        return;
      }
      if (missing === 'cancel') {
        this.cancel(subscription, 'payment_failed', {}, origin);
        return;
      }
    }
    const now = this.nowOf(subscription);
    for (const item of subscription.items.data) setPeriod(item, now, nextEnd(item, now, now));
    const reason = origin === null ? 'subscription_cycle' : 'subscription_update';
    const invoice = this.bill(subscription, reason, periodOf(subscription), origin);
    this.setStatus(subscription, 'active', origin);
    if (origin !== null) this.collect(invoice, subscription, origin);
  }

  /** Makes an invoice final and charges it, if there is something to charge it to. */
  collect(invoice: StoredInvoice, subscription: StoredSubscription, origin: EventOrigin): void {
    if (invoice.status === 'draft') this.invoices.finalize(invoice, origin);
    if (invoice.status !== 'open' || invoice.collection_method === 'send_invoice') return;
    const method = this.methodOf(subscription);
    if (method !== undefined) this.invoices.attempt(invoice, method, true, origin);
    else this.afterInvoice(invoice, 'failed', origin);
  }

  private bill(
    subscription: StoredSubscription,
    reason: NewInvoice['reason'],
    period: { start: number; end: number },
    origin: EventOrigin,
    items: readonly StoredSubscriptionItem[] = subscription.items.data,
  ): StoredInvoice {
    const now = this.nowOf(subscription);
    const customer = this.state.collections.customers.get(subscription.customer);
    if (customer === undefined) throw invalidRequest(`The customer ${subscription.customer} is gone.`);
    const days = subscription.days_until_due;
    const free = subscription.status === 'trialing' && reason === 'subscription_create';
    const invoice = this.invoices.draft(
      {
        customer,
        subscription,
        reason,
        currency: subscription.currency,
        autoAdvance: true,
        collection: days === null ? 'charge_automatically' : 'send_invoice',
        description: subscription.description,
        dueDate: days === null ? null : now + days * DAY,
        finalizesAt: reason === 'subscription_cycle' ? now + HOUR : null,
        metadata: {},
        method: subscription.default_payment_method,
        period,
      },
      (draft) =>
        items.map((item) => {
          const amount = free ? 0 : (item.price.unit_amount ?? 0) * item.quantity;
          return subscriptionLine(item, draft, period, amount, this.state);
        }),
      this.pendingOf(subscription),
      origin,
    );
    subscription.latest_invoice = invoice.id;
    return invoice;
  }

  private pendingOf(subscription: StoredSubscription): StoredInvoiceItem[] {
    return this.state.collections.invoiceItems.all().filter((item) => {
      const owner = item.parent?.subscription_details?.subscription ?? null;
      const mine = owner === null || owner === subscription.id;
      return item.invoice === null && item.customer === subscription.customer && mine;
    });
  }

  private afterInvoice(invoice: StoredInvoice, result: InvoiceResult, origin: EventOrigin): void {
    const subscription = this.state.collections.subscriptions.get(subscriptionOf(invoice) ?? '');
    if (subscription === undefined || ENDED.includes(subscription.status)) return;
    const latest = subscription.latest_invoice === invoice.id;
    if (result === 'paid') {
      this.rememberMethod(subscription, invoice);
      const waits = ['incomplete', 'past_due', 'unpaid', 'paused'].includes(subscription.status);
      if (latest && waits) this.setStatus(subscription, 'active', origin);
      return;
    }
    if (['incomplete', 'paused', 'trialing'].includes(subscription.status)) return;
    const lastTry = invoice.billing_reason === 'subscription_cycle' && invoice.next_payment_attempt === null;
    const exhausted = lastTry && invoice.attempt_count > 0 && result === 'failed';
    if (!exhausted) this.setStatus(subscription, 'past_due', origin);
    else if (this.settings.dunningEnd === 'canceled') this.cancel(subscription, 'payment_failed', {}, origin);
    else this.setStatus(subscription, this.settings.dunningEnd, origin);
  }

  /** Keeps the method of a first payment for the ones to come, where that was asked for. */
  private rememberMethod(subscription: StoredSubscription, invoice: StoredInvoice): void {
    const paidWith = this.invoices.intentOf(invoice)?.payment_method ?? null;
    if (subscription.payment_settings?.save_default_payment_method !== 'on_subscription') return;
    subscription.default_payment_method ??= paidWith;
  }

  private setStatus(
    subscription: StoredSubscription,
    status: 'active' | 'past_due' | 'paused' | 'unpaid',
    origin: EventOrigin,
    event: 'customer.subscription.updated' | 'customer.subscription.paused' = 'customer.subscription.updated',
  ): void {
    const before = subscription.status;
    if (before === status) return;
    subscription.status = status;
    this.events.emit(event, subscription, origin, { status: before });
  }

  private giveNotice(subscription: StoredSubscription, now: number, origin: EventOrigin): void {
    if ((subscription.trial_end ?? 0) - NOTICE_SECONDS > now) return;
    this.state.collections.trialNotices.add({ id: subscription.id });
    this.events.emit('customer.subscription.trial_will_end', subscription, origin);
  }

  private neverBegan(subscription: StoredSubscription, now: number): void {
    const invoice = this.state.collections.invoices.get(subscription.latest_invoice ?? '');
    if (invoice?.status === 'open') this.invoices.void(invoice, null);
    subscription.status = 'incomplete_expired';
    subscription.ended_at = now;
    this.events.emit('customer.subscription.updated', subscription, null, { status: 'incomplete' });
  }

  private nowOf(subscription: StoredSubscription): number {
    return this.time.now(subscription.test_clock);
  }
}

function noMethod(): StripeFault {
  const message =
    'This customer has no attached payment source or default payment method. Please consider adding a default payment ' +
    'method.';
  return invalidRequest(message, { code: 'resource_missing' });
}
