import type Stripe from 'stripe';
import { invalidRequest } from '../protocol/stripe.fault.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type {
  StoredCustomer,
  StoredPlan,
  StoredPrice,
  StoredSubscription,
  StoredSubscriptionItem,
} from '../state/stored.objects.js';
import { periodEnd, type Interval } from './billing.time.js';

export interface WantedItem {
  price: StoredPrice;
  quantity: number;
  metadata: Record<string, string>;
}

export interface NewSubscription {
  customer: StoredCustomer;
  items: WantedItem[];
  /** Seconds since 1970 at which a trial ends; null for none. */
  trialEnd: number | null;
  missingMethod: 'cancel' | 'create_invoice' | 'pause';
  behavior: 'allow_incomplete' | 'default_incomplete';
  offSession: boolean;
  collection: 'charge_automatically' | 'send_invoice';
  daysUntilDue: number | null;
  description: string | null;
  method: string | null;
  saveMethod: 'off' | 'on_subscription';
  metadata: Record<string, string>;
  cancelAtPeriodEnd: boolean;
  /** Seconds since 1970. */
  cancelAt: number | null;
}

export function describeSubscription(wanted: NewSubscription, state: SandboxState, now: number): StoredSubscription {
  const id = state.ids.id('sub');
  const { customer, trialEnd } = wanted;
  const trialing = trialEnd !== null;
  const anchor = trialEnd ?? now;
  const items = wanted.items.map((item) => describeItem(item, id, state, now));
  for (const item of items) setPeriod(item, now, trialEnd ?? nextEnd(item, now, anchor));
  return {
    ...UNUSED,
    id,
    object: 'subscription',
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    cancel_at: wanted.cancelAtPeriodEnd ? (items[0]?.current_period_end ?? null) : wanted.cancelAt,
    cancel_at_period_end: wanted.cancelAtPeriodEnd,
    canceled_at: wanted.cancelAtPeriodEnd || wanted.cancelAt !== null ? now : null,
    cancellation_details: NOT_CANCELED,
    collection_method: wanted.collection,
    created: now,
    currency: wanted.items[0]?.price.currency ?? 'cny',
    customer: customer.id,
    days_until_due: wanted.daysUntilDue,
    default_payment_method: wanted.method,
    default_tax_rates: [],
    description: wanted.description,
    discounts: [],
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: { object: 'list', data: items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: false,
    metadata: wanted.metadata,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: wanted.saveMethod,
    },
    start_date: now,
    status: trialing ? 'trialing' : 'incomplete',
    test_clock: typeof customer.test_clock === 'string' ? customer.test_clock : null,
    trial_end: trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: wanted.missingMethod } },
    trial_start: trialing ? now : null,
  };
}

/** An item as it joins a subscription. Throws 400 for a price that is not charged again and again. */
export function describeItem(
  wanted: WantedItem,
  subscription: string,
  state: SandboxState,
  now: number,
): StoredSubscriptionItem {
  const { price, quantity, metadata } = wanted;
  return {
    id: state.ids.id('si'),
    object: 'subscription_item',
    billing_thresholds: null,
    created: now,
    current_period_end: now,
    current_period_start: now,
    current_trial: null,
    discounts: [],
    metadata,
    plan: planOf(price),
    price,
    quantity,
    subscription,
    tax_rates: [],
  };
}

/** When the period that begins at `start` ends, by the item's price. */
export function nextEnd(item: StoredSubscriptionItem, start: number, anchor: number): number {
  const { interval, interval_count: count } = recurrenceOf(item.price);
  return periodEnd(start, anchor, interval, count);
}

export function setPeriod(item: StoredSubscriptionItem, start: number, end: number): void {
  item.current_period_start = start;
  item.current_period_end = end;
}

/** The period that is running; all items of a subscription share it here. */
export function periodOf(subscription: StoredSubscription): { start: number; end: number } {
  const [item] = subscription.items.data;
  return { start: item?.current_period_start ?? 0, end: item?.current_period_end ?? 0 };
}

export function recurrenceOf(price: StoredPrice): { interval: Interval; interval_count: number } {
  if (price.recurring === null) {
    throw invalidRequest(
      'The price specified is set to `type=one_time` but this field only accepts recurring prices.',
      {
        param: 'items[0][price]',
      },
    );
  }
  return { interval: price.recurring.interval as Interval, interval_count: price.recurring.interval_count };
}

/** The older name of a recurring price, which items still carry. */
export function planOf(price: StoredPrice): StoredPlan {
  const { interval, interval_count: count } = recurrenceOf(price);
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval,
    interval_count: count,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

export const NOT_CANCELED: Stripe.Subscription.CancellationDetails = {
  comment: null,
  feedback: null,
  feedback_option: null,
  reason: null,
};

/** What no subscription of the sandbox has. */
const UNUSED = {
  application: null,
  application_fee_percent: null,
  billing_cycle_anchor_config: null,
  billing_thresholds: null,
  customer_account: null,
  default_source: null,
  ended_at: null,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  pending_update: null,
  schedule: null,
  transfer_data: null,
} as const;
