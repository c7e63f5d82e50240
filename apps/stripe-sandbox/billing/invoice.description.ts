import type Stripe from 'stripe';
import type { SandboxState } from '../state/sandbox.state.js';
import type {
  StoredCustomer,
  StoredInvoice,
  StoredInvoiceItem,
  StoredInvoiceLine,
  StoredSubscription,
  StoredSubscriptionItem,
} from '../state/stored.objects.js';

export interface NewInvoice {
  customer: StoredCustomer;
  subscription: StoredSubscription | null;
  reason: 'manual' | 'subscription_create' | 'subscription_cycle' | 'subscription_update';
  currency: string;
  autoAdvance: boolean;
  collection: 'charge_automatically' | 'send_invoice';
  description: string | null;
  /** Seconds since 1970; null where it is charged by itself. */
  dueDate: number | null;
  /** Seconds since 1970 at which a draft becomes final by itself; null for never. */
  finalizesAt: number | null;
  metadata: Record<string, string>;
  method: string | null;
  period: { start: number; end: number };
}

/** The subscription that an invoice is for, if it is for one. */
export function subscriptionOf(invoice: StoredInvoice): string | null {
  const subscription = invoice.parent?.subscription_details?.subscription ?? null;
  return typeof subscription === 'object' ? (subscription?.id ?? null) : subscription;
}

export function describeInvoice(wanted: NewInvoice, state: SandboxState, created: number): StoredInvoice {
  const id = state.ids.id('in');
  const { customer } = wanted;
  return {
    ...UNUSED,
    id,
    object: 'invoice',
    amount_due: 0,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_paid_off_stripe: 0,
    amount_remaining: 0,
    amount_shipping: 0,
    attempt_count: 0,
    attempted: false,
    auto_advance: wanted.autoAdvance,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: wanted.finalizesAt,
    billing_reason: wanted.reason,
    collection_method: wanted.collection,
    created,
    currency: wanted.currency,
    customer: customer.id,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: wanted.method,
    default_tax_rates: [],
    description: wanted.description,
    discounts: [],
    due_date: wanted.dueDate,
    effective_at: null,
    issuer: { type: 'self' },
    lines: { object: 'list', data: [], has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: wanted.metadata,
    next_payment_attempt: null,
    number: null,
    parent: parentOf(wanted.subscription),
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: wanted.period.end,
    period_start: wanted.period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: 0,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: 0,
    test_clock: typeof customer.test_clock === 'string' ? customer.test_clock : null,
    total: 0,
    total_discount_amounts: [],
    total_pretax_credit_amounts: [],
    total_taxes: [],
  };
}

/** A line for what a subscription costs in one period. */
export function subscriptionLine(
  item: StoredSubscriptionItem,
  invoice: StoredInvoice,
  period: { start: number; end: number },
  amount: number,
  state: SandboxState,
): StoredInvoiceLine {
  const unit = item.price.unit_amount ?? 0;
  return {
    ...lineOf(invoice, state),
    amount,
    description: `${item.quantity} × ${productName(item.price.product, state)}`,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: null,
        subscription: item.subscription,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period,
    pricing: priced(item.price.id, item.price.product, unit),
    quantity: item.quantity,
    quantity_decimal: String(item.quantity),
    subscription: item.subscription,
    subtotal: amount,
  };
}

/** A line for something that was waiting to be billed. */
export function itemLine(item: StoredInvoiceItem, invoice: StoredInvoice, state: SandboxState): StoredInvoiceLine {
  const subscription = item.parent?.subscription_details?.subscription ?? null;
  return {
    ...lineOf(invoice, state),
    amount: item.amount,
    description: item.description,
    metadata: item.metadata ?? {},
    parent: {
      invoice_item_details: {
        invoice_item: item.id,
        proration: item.proration,
        proration_details: { credited_items: null },
        subscription,
      },
      subscription_item_details: null,
      type: 'invoice_item_details',
    },
    period: item.period,
    pricing: item.pricing,
    quantity: item.quantity,
    quantity_decimal: item.quantity_decimal,
    subscription,
    subtotal: item.amount,
  };
}

/** Adds the lines up. A credit above what is owed leaves nothing to pay; the sandbox keeps no customer balance. */
export function addUp(invoice: StoredInvoice): void {
  const total = invoice.lines.data.reduce((sum, line) => sum + BigInt(line.amount), 0n);
  const due = Number(total > 0n ? total : 0n);
  invoice.subtotal = Number(total);
  invoice.subtotal_excluding_tax = Number(total);
  invoice.total = Number(total);
  invoice.total_excluding_tax = Number(total);
  invoice.amount_due = due;
  invoice.amount_remaining = due;
}

/** A price as a line names it; decimals are texts on the wire. */
export function priced(price: string, product: string, unit: number): StoredInvoiceLine['pricing'] {
  return { price_details: { price, product }, type: 'price_details', unit_amount_decimal: String(unit) };
}

export function productName(product: string, state: SandboxState): string {
  return state.collections.products.get(product)?.name ?? product;
}

function lineOf(
  invoice: StoredInvoice,
  state: SandboxState,
): Pick<
  StoredInvoiceLine,
  | 'currency'
  | 'discount_amounts'
  | 'discountable'
  | 'discounts'
  | 'id'
  | 'invoice'
  | 'livemode'
  | 'object'
  | 'pretax_credit_amounts'
  | 'taxes'
> {
  return {
    id: state.ids.id('il'),
    object: 'line_item',
    currency: invoice.currency,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    pretax_credit_amounts: [],
    taxes: [],
  };
}

function parentOf(subscription: StoredSubscription | null): Stripe.Invoice.Parent | null {
  if (subscription === null) return null;
  return {
    quote_details: null,
    subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
    type: 'subscription_details',
  };
}

/** What no invoice of the sandbox has: taxes, discounts, credit notes, pages and files of its own. */
const UNUSED = {
  account_country: 'CN',
  account_name: null,
  account_tax_ids: null,
  application: null,
  custom_fields: null,
  customer_account: null,
  default_source: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  last_finalization_error: null,
  latest_revision: null,
  on_behalf_of: null,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  subtotal_excluding_tax: 0,
  total_excluding_tax: 0,
  webhooks_delivered_at: null,
} as const;
