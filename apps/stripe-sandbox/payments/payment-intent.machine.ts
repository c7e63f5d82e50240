import type Stripe from 'stripe';
import { StripeFault, docUrl, invalidRequest, unexpectedState, type FaultBody } from '../protocol/stripe.fault.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { CardOnFile, StoredIntent, StoredPaymentMethod } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import type { Currency } from './amount.rules.js';
import { AUTHENTICATION_REQUIRED, cardByNumber, type CardDecline } from './card.catalogue.js';
import type { ChargeMachine } from './charge.machine.js';

export interface NewIntent {
  amount: number;
  currency: Currency;
  captureMethod: 'automatic' | 'automatic_async';
  allowedTypes: string[] | null;
  automaticPaymentMethods: Stripe.PaymentIntent.AutomaticPaymentMethods | null;
  customer: string | null;
  description: string | null;
  metadata: Record<string, string>;
  receiptEmail: string | null;
  shipping: Stripe.PaymentIntent.Shipping | null;
  statementDescriptor: string | null;
  statementDescriptorSuffix: string | null;
  /** The checkout session that owns it, if one does. */
  session: string | null;
}

/** How one attempt to pay went. A declined one carries the fault an API caller is to be given. */
export type ConfirmOutcome =
  { kind: 'succeeded' } | { kind: 'requires_action' } | { kind: 'declined'; fault: StripeFault };

export interface ConfirmOptions {
  returnUrl: string | null;
  /** The payer is not there, so nobody can pass a challenge. */
  offSession: boolean;
}

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation'];
const CANCELABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

const AUTHENTICATION_FAILED =
  'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod ' +
  'to attempt to fulfill this PaymentIntent again.';

/**
 * The payment intent's states as Stripe documents them. A decline is never the end: the intent goes back to
 * `requires_payment_method` and may be tried again; only `succeeded` and `canceled` are final.
 */
export class PaymentIntentMachine {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly charges: ChargeMachine,
    private readonly challengeUrl: (intent: StoredIntent) => string,
  ) {}

  create(wanted: NewIntent, origin: EventOrigin): StoredIntent {
    const intent = this.state.collections.intents.add(describe(wanted, this.state, this.clock.nowSeconds()));
    this.state.collections.intentNotes.add({ id: intent.id, session: wanted.session, returnUrl: null });
    this.events.emit('payment_intent.created', intent, origin);
    return intent;
  }

  /** Attaches a payment method without trying it yet. */
  choose(intent: StoredIntent, method: StoredPaymentMethod): void {
    intent.payment_method = method.id;
    intent.status = 'requires_confirmation';
  }

  /** Tries to pay. Throws 400 when the intent's state does not allow it; a decline is an outcome, not an exception. */
  confirm(
    intent: StoredIntent,
    method: StoredPaymentMethod,
    options: ConfirmOptions,
    origin: EventOrigin,
  ): ConfirmOutcome {
    if (!CONFIRMABLE.includes(intent.status)) throw cannotConfirm(intent);
    intent.payment_method = method.id;
    intent.last_payment_error = null;
    const file = this.cardOf(method);
    if (!needsChallenge(file)) return this.attempt(intent, method, file, false, origin);
    if (options.offSession) return this.decline(intent, method, AUTHENTICATION_REQUIRED, false, origin);
    this.noteReturnUrl(intent, options.returnUrl);
    intent.status = 'requires_action';
    intent.next_action = nextAction(this.challengeUrl(intent), options.returnUrl);
    this.events.emit('payment_intent.requires_action', intent, origin);
    return { kind: 'requires_action' };
  }

  /** Takes the answer of the challenge page. Throws 400 when no challenge is open. */
  authenticate(intent: StoredIntent, passed: boolean, origin: EventOrigin): ConfirmOutcome {
    const method = this.state.collections.paymentMethods.get(intent.payment_method ?? '');
    if (intent.status !== 'requires_action' || method === undefined) {
      throw unexpectedState(`This PaymentIntent has no open challenge: its status is ${intent.status}.`, intent);
    }
    intent.next_action = null;
    if (!passed) return this.refuse(intent, method, authenticationFailure(method), origin);
    const file = this.cardOf(method);
    file.authenticated = true;
    return this.attempt(intent, method, file, true, origin);
  }

  /** Cancels for good. Throws 400 from a state that cannot be left. */
  cancel(intent: StoredIntent, reason: Stripe.PaymentIntent.CancellationReason | null, origin: EventOrigin): void {
    if (!CANCELABLE.includes(intent.status)) {
      const message =
        `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with ` +
        'one of the following statuses may be canceled: requires_payment_method, requires_capture, ' +
        'requires_confirmation, requires_action, processing.';
      throw unexpectedState(message, intent);
    }
    intent.status = 'canceled';
    intent.canceled_at = this.clock.nowSeconds();
    intent.cancellation_reason = reason;
    intent.next_action = null;
    this.events.emit('payment_intent.canceled', intent, origin);
  }

  private attempt(
    intent: StoredIntent,
    method: StoredPaymentMethod,
    file: CardOnFile,
    authenticated: boolean,
    origin: EventOrigin,
  ): ConfirmOutcome {
    const { decline } = cardByNumber(file.number);
    if (decline !== null) return this.decline(intent, method, decline, authenticated, origin);
    const charge = this.charges.succeed({ intent, method, authenticated }, origin);
    intent.status = 'succeeded';
    intent.amount_received = intent.amount;
    intent.latest_charge = charge.id;
    intent.next_action = null;
    this.events.emit('payment_intent.succeeded', intent, origin);
    return { kind: 'succeeded' };
  }

  private decline(
    intent: StoredIntent,
    method: StoredPaymentMethod,
    decline: CardDecline,
    authenticated: boolean,
    origin: EventOrigin,
  ): ConfirmOutcome {
    const charge = this.charges.fail({ intent, method, authenticated }, decline, origin);
    intent.latest_charge = charge.id;
    const { code, declineCode, message } = decline;
    const declineField = declineCode === null ? {} : { decline_code: declineCode };
    const link = { doc_url: docUrl(code), message, payment_method: method };
    return this.refuse(
      intent,
      method,
      { charge: charge.id, code, ...declineField, ...link, type: 'card_error' },
      origin,
    );
  }

  private refuse(
    intent: StoredIntent,
    method: StoredPaymentMethod,
    error: FaultBody & { payment_method: Stripe.PaymentMethod },
    origin: EventOrigin,
  ): ConfirmOutcome {
    const snapshot = { ...error, payment_method: { ...method } };
    intent.status = 'requires_payment_method';
    intent.payment_method = null;
    intent.next_action = null;
    intent.last_payment_error = snapshot;
    this.events.emit('payment_intent.payment_failed', intent, origin);
    const status = error.type === 'card_error' ? 402 : 400;
    return { kind: 'declined', fault: new StripeFault(status, { ...snapshot, payment_intent: intent }) };
  }

  private cardOf(method: StoredPaymentMethod): CardOnFile {
    const file = this.state.collections.cards.get(method.id);
    if (file === undefined) throw invalidRequest(`The payment method ${method.id} has no card`);
    return file;
  }

  private noteReturnUrl(intent: StoredIntent, returnUrl: string | null): void {
    const note = this.state.collections.intentNotes.get(intent.id);
    if (note !== undefined) note.returnUrl = returnUrl;
  }
}

function describe(wanted: NewIntent, state: SandboxState, created: number): StoredIntent {
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
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: wanted.receiptEmail,
    review: null,
    setup_future_usage: null,
    shipping: wanted.shipping,
    source: null,
    statement_descriptor: wanted.statementDescriptor,
    statement_descriptor_suffix: wanted.statementDescriptorSuffix,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
}

function needsChallenge(file: CardOnFile): boolean {
  const { authentication } = cardByNumber(file.number);
  return authentication === 'always' || (authentication === 'once' && !file.authenticated);
}

function nextAction(url: string, returnUrl: string | null): Stripe.PaymentIntent.NextAction {
  if (returnUrl !== null) return { redirect_to_url: { return_url: returnUrl, url }, type: 'redirect_to_url' };
  return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } };
}

function authenticationFailure(method: StoredPaymentMethod): FaultBody & { payment_method: Stripe.PaymentMethod } {
  const code = 'payment_intent_authentication_failure';
  const message = AUTHENTICATION_FAILED;
  return { code, doc_url: docUrl(code), message, payment_method: method, type: 'invalid_request_error' };
}

function cannotConfirm(intent: StoredIntent): StripeFault {
  const why =
    intent.status === 'succeeded'
      ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
      : `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`;
  return unexpectedState(why, intent);
}
