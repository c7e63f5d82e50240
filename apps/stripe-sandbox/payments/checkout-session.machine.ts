import type Stripe from 'stripe';
import { invalidRequest } from '../protocol/stripe.fault.js';
import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type {
  CheckoutPlan,
  StoredIntent,
  StoredLine,
  StoredPaymentMethod,
  StoredSession,
} from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import type { Currency } from './amount.rules.js';
import type { CardEntry } from './card.entry.js';
import type { ConfirmOutcome, PaymentIntentMachine } from './payment-intent.machine.js';
import type { PaymentMethodFactory } from './payment-method.factory.js';

export interface NewSession {
  lines: StoredLine[];
  allowedTypes: string[] | null;
  amount: number;
  currency: Currency;
  cancelUrl: string | null;
  clientReferenceId: string | null;
  customer: string | null;
  customerEmail: string | null;
  expiresAt: number;
  locale: Stripe.Checkout.Session.Locale | null;
  metadata: Record<string, string>;
  submitType: Stripe.Checkout.Session.SubmitType | null;
  successUrl: string;
  intent: CheckoutPlan['intent'];
}

/**
 * The hosted payment page's session: `open`, then `complete` or `expired`, both final.
 * As with Stripe, its payment intent is made when the visitor first tries to pay, and the session alone moves it on:
 * a later attempt uses the same intent, so one session can never be paid twice.
 */
export class CheckoutSessionMachine {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly agenda: Agenda,
    private readonly intents: PaymentIntentMachine,
    private readonly methods: PaymentMethodFactory,
    private readonly pageUrl: (sessionId: string) => string,
  ) {}

  open(wanted: NewSession): StoredSession {
    const id = this.state.ids.checkoutSessionId();
    const session = describe(id, wanted, this.clock.nowSeconds(), this.pageUrl(id));
    this.state.collections.sessions.add(session);
    this.state.collections.checkoutPlans.add({ id, lines: wanted.lines, intent: wanted.intent });
    this.agenda.plan({ dueAt: wanted.expiresAt * 1000, kind: 'expire_session', subject: id });
    return session;
  }

  /** What the visitor does on the page: tries to pay with a card. Throws 400 when the session is not open. */
  pay(session: StoredSession, entry: CardEntry): ConfirmOutcome {
    if (session.status !== 'open') throw notOpen(session);
    const method = this.methods.fromEntry(entry, entry.email ?? session.customer_email);
    return this.payWith(session, method);
  }

  /** Tries to pay with a payment method that exists. Throws 400 when the session is not open. */
  payWith(session: StoredSession, method: StoredPaymentMethod): ConfirmOutcome {
    if (session.status !== 'open') throw notOpen(session);
    const intent = this.intentOf(session);
    if (intent.status === 'requires_action') this.intents.authenticate(intent, false, null);
    const returnUrl = this.pageUrl(session.id);
    const outcome = this.intents.confirm(intent, method, { returnUrl, offSession: false }, null);
    if (outcome.kind === 'succeeded') this.complete(session, method);
    return outcome;
  }

  /** What the visitor does on the challenge page. Throws 400 when no challenge is open. */
  authenticate(session: StoredSession, passed: boolean): ConfirmOutcome {
    if (session.status !== 'open') throw notOpen(session);
    const intent = this.intentOf(session);
    const method = this.state.collections.paymentMethods.get(intent.payment_method ?? '');
    const outcome = this.intents.authenticate(intent, passed, null);
    if (outcome.kind === 'succeeded' && method !== undefined) this.complete(session, method);
    return outcome;
  }

  /** Closes an open session for good, and cancels the intent it may have made. Throws 400 when it is not open. */
  expire(session: StoredSession, origin: EventOrigin): void {
    if (session.status !== 'open') throw notOpen(session);
    session.status = 'expired';
    session.url = null;
    const intent = this.state.collections.intents.get(session.payment_intent ?? '');
    if (intent !== undefined) this.intents.cancel(intent, 'expired', origin);
    this.events.emit('checkout.session.expired', session, origin);
  }

  /** Expires a session whose time has come, if it is still open. */
  expireWhenDue(sessionId: string): void {
    const session = this.state.collections.sessions.get(sessionId);
    if (session?.status === 'open') this.expire(session, null);
  }

  private complete(session: StoredSession, method: StoredPaymentMethod): void {
    const { name, email, phone } = method.billing_details;
    session.status = 'complete';
    session.payment_status = 'paid';
    session.url = null;
    session.customer_details = { ...NO_CUSTOMER_DETAILS, name, email, phone };
    this.events.emit('checkout.session.completed', session, null);
  }

  private intentOf(session: StoredSession): StoredIntent {
    const existing = this.state.collections.intents.get(session.payment_intent ?? '');
    if (existing !== undefined) return existing;
    const plan = this.state.collections.checkoutPlans.get(session.id);
    if (plan === undefined) throw invalidRequest(`The session ${session.id} has no plan`);
    const intent = this.intents.create(
      {
        ...plan.intent,
        amount: session.amount_total ?? 0,
        currency: (session.currency ?? 'cny') as Currency,
        allowedTypes: session.allowed_payment_method_types,
        automaticPaymentMethods: null,
        customer: session.customer,
        shipping: plan.intent.shipping ?? null,
        session: session.id,
      },
      null,
    );
    session.payment_intent = intent.id;
    return intent;
  }
}

const NO_CUSTOMER_DETAILS: Stripe.Checkout.Session.CustomerDetails = {
  address: null,
  business_name: null,
  email: null,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: null,
};

function notOpen(session: StoredSession): Error {
  const message = `Only Checkout Sessions with a status in ["open"] can be used here. This Checkout Session has a status of ${String(session.status)}.`;
  return invalidRequest(message);
}

/** What a session for one card payment leaves open. */
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

function describe(id: string, wanted: NewSession, created: number, url: string): StoredSession {
  const email = wanted.customerEmail;
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
    customer_creation: 'if_required',
    customer_details: email === null ? null : { ...NO_CUSTOMER_DETAILS, email },
    customer_email: email,
    discounts: [],
    expires_at: wanted.expiresAt,
    invoice_creation: {
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
    },
    livemode: false,
    locale: wanted.locale,
    metadata: wanted.metadata,
    mode: 'payment',
    payment_intent: null,
    payment_method_collection: 'if_required',
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    phone_number_collection: { enabled: false },
    shipping_options: [],
    status: 'open',
    submit_type: wanted.submitType,
    success_url: wanted.successUrl,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url,
  };
}
