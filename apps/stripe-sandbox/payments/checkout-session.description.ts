import type Stripe from 'stripe';
import type { CheckoutPlan, StoredLine, StoredSession } from '../state/stored.objects.js';
import type { Currency } from './amount.rules.js';
import type { MethodKind } from './method.kinds.js';

export interface NewSession {
  lines: StoredLine[];
  allowedTypes: string[] | null;
  /** Null where nothing is paid. */
  amount: number | null;
  currency: Currency | null;
  cancelUrl: string | null;
  clientReferenceId: string | null;
  customer: string | null;
  /** Make a customer of whoever pays, where none was named. */
  makeCustomer: boolean;
  customerEmail: string | null;
  expiresAt: number;
  kinds: MethodKind[];
  locale: Stripe.Checkout.Session.Locale | null;
  metadata: Record<string, string>;
  mode: 'payment' | 'setup' | 'subscription';
  submitType: Stripe.Checkout.Session.SubmitType | null;
  successUrl: string | null;
  intent: CheckoutPlan['intent'];
  setup: CheckoutPlan['setup'];
}

export const NO_CUSTOMER_DETAILS: Stripe.Checkout.Session.CustomerDetails = {
  address: null,
  business_name: null,
  email: null,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: null,
};

/** What a session leaves open whatever it is for. */
const UNUSED = {
  after_expiration: null,
  allow_promotion_codes: null,
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  customer_account: null,
  integration_identifier: null,
  invoice: null,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_configuration_details: null,
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  subscription: null,
  wallet_options: null,
} as const;

const NO_INVOICE: Stripe.Checkout.Session.InvoiceCreation = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
};

function sessionOptions(kinds: readonly MethodKind[]): Stripe.Checkout.Session.PaymentMethodOptions {
  return {
    ...(kinds.includes('alipay') ? { alipay: {} } : {}),
    ...(kinds.includes('card') ? { card: { request_three_d_secure: 'automatic' as const } } : {}),
    ...(kinds.includes('sepa_debit') ? { sepa_debit: {} } : {}),
    ...(kinds.includes('wechat_pay') ? { wechat_pay: { app_id: null, client: 'web' as const } } : {}),
  };
}

/** A session as it is opened. */
export function describeSession(id: string, wanted: NewSession, created: number, url: string): StoredSession {
  const email = wanted.customerEmail;
  const paying = wanted.mode === 'payment';
  return {
    id,
    object: 'checkout.session',
    ...UNUSED,
    adaptive_pricing: { enabled: false },
    allowed_payment_method_types: wanted.allowedTypes,
    amount_subtotal: wanted.amount,
    amount_total: wanted.amount,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    cancel_url: wanted.cancelUrl,
    client_reference_id: wanted.clientReferenceId,
    created,
    currency: wanted.currency,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: wanted.customer,
    customer_creation: wanted.makeCustomer ? 'always' : 'if_required',
    customer_details: email === null ? null : { ...NO_CUSTOMER_DETAILS, email },
    customer_email: email,
    discounts: [],
    expires_at: wanted.expiresAt,
    invoice_creation: paying ? NO_INVOICE : null,
    livemode: false,
    locale: wanted.locale,
    metadata: wanted.metadata,
    mode: wanted.mode,
    payment_intent: null,
    payment_method_collection: wanted.mode === 'subscription' ? 'always' : 'if_required',
    payment_method_options: sessionOptions(wanted.kinds),
    payment_method_types: wanted.kinds,
    payment_status: wanted.mode === 'setup' ? 'no_payment_required' : 'unpaid',
    phone_number_collection: { enabled: false },
    shipping_options: [],
    status: 'open',
    submit_type: wanted.submitType,
    success_url: wanted.successUrl,
    total_details: wanted.mode === 'setup' ? null : { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url,
  };
}
