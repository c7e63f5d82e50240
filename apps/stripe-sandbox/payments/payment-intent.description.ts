import type Stripe from 'stripe';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredIntent } from '../state/stored.objects.js';
import type { Currency } from './amount.rules.js';
import type { MethodKind } from './method.kinds.js';

export interface NewIntent {
  amount: number;
  currency: Currency;
  captureMethod: 'automatic' | 'automatic_async' | 'manual';
  allowedTypes: string[] | null;
  automaticPaymentMethods: Stripe.PaymentIntent.AutomaticPaymentMethods | null;
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  receiptEmail: string | null;
  shipping: Stripe.PaymentIntent.Shipping | null;
  statementDescriptor: string | null;
  statementDescriptorSuffix: string | null;
  /** With a customer, a method that succeeds is kept for them. */
  setupFutureUsage: 'off_session' | 'on_session' | null;
  /** What it can be paid with, by its list, its currency and what is asked of the method. */
  kinds: MethodKind[];
  /** The checkout session that owns it, if one does. */
  session: string | null;
}

/** An intent as it is made, before anything is tried. */
export function describeIntent(wanted: NewIntent, state: SandboxState, created: number): StoredIntent {
  const id = state.ids.id('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: wanted.allowedTypes,
    amount: wanted.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: wanted.automaticPaymentMethods,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: wanted.captureMethod,
    client_secret: state.ids.clientSecret(id),
    confirmation_method: 'automatic',
    created,
    currency: wanted.currency,
    customer: wanted.customer,
    customer_account: null,
    description: wanted.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: wanted.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: intentOptions(wanted.kinds),
    payment_method_types: wanted.kinds,
    payment_record: null,
    processing: null,
    receipt_email: wanted.receiptEmail,
    review: null,
    setup_future_usage: wanted.setupFutureUsage,
    shipping: wanted.shipping,
    source: null,
    statement_descriptor: wanted.statementDescriptor,
    statement_descriptor_suffix: wanted.statementDescriptorSuffix,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}

function intentOptions(kinds: readonly MethodKind[]): Stripe.PaymentIntent.PaymentMethodOptions {
  const card = {
    installments: null,
    mandate_options: null,
    network: null,
    request_three_d_secure: 'automatic',
  } as const;
  return {
    ...(kinds.includes('alipay') ? { alipay: {} } : {}),
    ...(kinds.includes('card') ? { card } : {}),
    ...(kinds.includes('sepa_debit') ? { sepa_debit: {} } : {}),
    ...(kinds.includes('wechat_pay') ? { wechat_pay: { app_id: null, client: 'web' as const } } : {}),
  };
}
