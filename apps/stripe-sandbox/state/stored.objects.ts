import type Stripe from 'stripe';

/**
 * What the sandbox keeps: Stripe's own objects, typed by the installed SDK, with related objects always as ids.
 * Expanding happens on the way out and never changes what is stored.
 */
type WithIds<T, Reference extends keyof T, Needed extends keyof T = never> = T & { [K in Reference]: string | null } & {
  [K in Needed]: string;
};

export type StoredIntent = WithIds<
  Stripe.PaymentIntent,
  'latest_charge' | 'payment_method' | 'customer',
  'client_secret'
>;
export type StoredSession = WithIds<Stripe.Checkout.Session, 'payment_intent' | 'setup_intent' | 'customer'>;
export type StoredSetupIntent = WithIds<Stripe.SetupIntent, 'payment_method' | 'customer', 'client_secret'>;
export type StoredCharge = WithIds<Stripe.Charge, 'balance_transaction' | 'payment_intent' | 'customer'>;
export type StoredRefund = WithIds<Stripe.Refund, 'balance_transaction' | 'payment_intent', 'charge'>;
export type StoredDispute = WithIds<Stripe.Dispute, 'payment_intent', 'charge'> & {
  balance_transactions: StoredTransaction[];
};
export type StoredPayout = WithIds<Stripe.Payout, 'balance_transaction' | 'failure_balance_transaction'>;
export type StoredTransaction = WithIds<Stripe.BalanceTransaction, 'source'>;
export type StoredPaymentMethod = WithIds<Stripe.PaymentMethod, 'customer'>;
export type StoredCustomer = Stripe.Customer;
export type StoredEndpoint = Stripe.WebhookEndpoint;

/** The private half of a card's payment method: which test card it stands for. Never leaves the sandbox. */
export interface CardOnFile {
  /** The payment method's id. */
  id: string;
  number: string;
  /** A person has passed 3-D Secure with this payment method, so a card that asks once asks no more. */
  authenticated: boolean;
}

/** A line of a checkout session as it goes over the wire, where decimals are texts. */
export type StoredPrice = Omit<Stripe.Price, 'product' | 'unit_amount_decimal'> & {
  product: string;
  unit_amount_decimal: string | null;
};
export type StoredFile = Stripe.File;
export type StoredProduct = Stripe.Product;
export type StoredTestClock = Stripe.TestHelpers.TestClock;
export type StoredPlan = Omit<Stripe.Plan, 'product' | 'amount_decimal'> & {
  product: string;
  amount_decimal: string | null;
};
export type StoredSubscriptionItem = Omit<Stripe.SubscriptionItem, 'price' | 'plan'> & {
  price: StoredPrice;
  plan: StoredPlan;
  quantity: number;
};
export type StoredSubscription = Omit<
  WithIds<
    Stripe.Subscription,
    'default_payment_method' | 'latest_invoice' | 'pending_setup_intent' | 'test_clock',
    'customer'
  >,
  'items'
> & { items: { object: 'list'; data: StoredSubscriptionItem[]; has_more: boolean; url: string } };
type WirePricing = {
  price_details?: { price: string; product: string };
  type: 'price_details';
  unit_amount_decimal: string;
};
export type StoredInvoiceItem = Omit<
  WithIds<Stripe.InvoiceItem, 'invoice' | 'test_clock', 'customer'>,
  'pricing' | 'quantity_decimal'
> & { pricing: WirePricing | null; quantity_decimal: string };
export type StoredInvoiceLine = Omit<Stripe.InvoiceLineItem, 'pricing' | 'quantity_decimal' | 'subscription'> & {
  pricing: WirePricing | null;
  quantity_decimal: string;
  subscription: string | null;
};
export type StoredInvoice = Omit<
  WithIds<Stripe.Invoice, 'default_payment_method' | 'test_clock', 'customer'>,
  'lines' | 'payments'
> & { lines: { object: 'list'; data: StoredInvoiceLine[]; has_more: boolean; url: string } };
export type StoredInvoicePayment = Stripe.InvoicePayment & {
  invoice: string;
  payment: { payment_intent: string; type: 'payment_intent' };
};
export type StoredPortalSession = Stripe.BillingPortal.Session & { configuration: string };
export type StoredLine = Omit<Stripe.LineItem, 'price'> & { price: StoredPrice };

/** What a checkout session will need when the visitor pays: its lines, and the payment intent it will create. */
export interface CheckoutPlan {
  /** The session's id. */
  id: string;
  lines: StoredLine[];
  intent: {
    description: string | null;
    metadata: Record<string, string>;
    receiptEmail: string | null;
    /** Not in state files written before it was taken. */
    shipping?: Stripe.PaymentIntent.Shipping | null;
    statementDescriptor: string | null;
    statementDescriptorSuffix: string | null;
    captureMethod: 'automatic' | 'automatic_async' | 'manual';
    /** Not in state files written before it was taken. */
    setupFutureUsage?: 'off_session' | 'on_session' | null;
  };
  /** For a session that only keeps a method. */
  setup?: { description: string | null; metadata: Record<string, string> } | undefined;
}

/** What the sandbox must remember of a payment intent or a set-up beside the object itself. */
export interface IntentNote {
  /** The intent's id. */
  id: string;
  /** The checkout session that made it, which alone may move it on. */
  session: string | null;
  /** Where the challenge page sends the visitor when it is done. */
  returnUrl: string | null;
  /** The invoice that it pays. */
  invoice?: string;
}

/** Which automatic payout carried a transaction to the bank. */
export interface Settlement {
  /** The balance transaction's id. */
  id: string;
  payout: string;
}

export interface EndpointSecret {
  /** The webhook endpoint's id. */
  id: string;
  secret: string;
}

/** An event as it was rendered when it happened: later changes of its object do not reach it. */
export interface StoredEvent {
  id: string;
  type: string;
  created: number;
  /** The event's JSON without `pending_webhooks`, which moves with the deliveries. */
  envelope: string;
}

export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'dropped';

/** One event on its way to one endpoint. */
export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  state: DeliveryState;
  attempts: number;
  /** Milliseconds on the sandbox's clock at which the next attempt is due. */
  dueAt: number;
  lastStatus: number | null;
  lastError: string | null;
}

/** Something that happens by itself when its time has come. */
export interface AgendaEntry {
  /** Milliseconds on the sandbox's clock. */
  dueAt: number;
  kind:
    | 'expire_session'
    | 'settle_charge'
    | 'release_funds'
    | 'open_dispute'
    | 'decide_dispute'
    | 'dispute_deadline'
    | 'end_refund'
    | 'end_processing'
    | 'expire_attempt'
    | 'expire_authorization'
    | 'run_payouts'
    | 'run_billing'
    | 'advance_clock'
    | 'payout_arrives';
  /** The id of the object it concerns; after a colon, what decides whether it is still meant. */
  subject: string;
}

/** The first answer to an idempotency key, kept to be given again. */
export interface KeptAnswer {
  key: string;
  fingerprint: string;
  requestId: string;
  status: number;
  body: string;
  /** Milliseconds on the sandbox's clock. */
  keptAt: number;
}
