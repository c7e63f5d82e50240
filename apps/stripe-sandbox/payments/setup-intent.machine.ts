import type Stripe from 'stripe';
import { StripeFault, docUrl, invalidRequest, unexpectedSetupState, type FaultBody } from '../protocol/stripe.fault.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredPaymentMethod, StoredSetupIntent } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import { cardByNumber, type CardDecline } from './card.catalogue.js';
import type { CustomerBook } from './customer.book.js';
import type { MethodKind } from './method.kinds.js';

export interface NewSetup {
  allowedTypes: string[] | null;
  automaticPaymentMethods: Stripe.SetupIntent.AutomaticPaymentMethods | null;
  customer: string | null;
  description: string | null;
  kinds: MethodKind[];
  metadata: Record<string, string>;
  usage: 'off_session' | 'on_session';
  /** The checkout session that owns it, if one does. */
  session: string | null;
}

/** How one attempt to set a method up went. A declined one carries the fault an API caller is to be given. */
export type SetupOutcome =
  { kind: 'succeeded' } | { kind: 'requires_action' } | { kind: 'declined'; fault: StripeFault };

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation'];
const CANCELABLE = [...CONFIRMABLE, 'requires_action'];

const AUTHENTICATION_FAILED =
  'The provided PaymentMethod has failed authentication. You can provide a new PaymentMethod to attempt to fulfill ' +
  'this SetupIntent again.';

/**
 * Sets a payment method up for later charges, without money: `requires_payment_method → requires_confirmation →
 * requires_action → succeeded | canceled`. A bank that asks its holder once is asked here, and then no more; a bank's
 * refusal sends the set-up back to the start.
 */
export class SetupIntentMachine {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly customers: CustomerBook,
    private readonly challengeUrl: (setup: StoredSetupIntent) => string,
  ) {}

  create(wanted: NewSetup, origin: EventOrigin): StoredSetupIntent {
    const setup = this.state.collections.setupIntents.add(describe(wanted, this.state, this.clock.nowSeconds()));
    this.state.collections.intentNotes.add({ id: setup.id, session: wanted.session, returnUrl: null });
    this.events.emit('setup_intent.created', setup, origin);
    return setup;
  }

  /** Names a payment method without trying it yet. */
  choose(setup: StoredSetupIntent, method: StoredPaymentMethod): void {
    setup.payment_method = method.id;
    setup.status = 'requires_confirmation';
  }

  /** Tries the method with its bank. Throws 400 when the state does not allow it; a refusal is an outcome. */
  confirm(
    setup: StoredSetupIntent,
    method: StoredPaymentMethod,
    returnUrl: string | null,
    origin: EventOrigin,
  ): SetupOutcome {
    if (!CONFIRMABLE.includes(setup.status)) {
      const message = `You cannot confirm this SetupIntent because it has a status of ${setup.status}.`;
      throw unexpectedSetupState(message, setup);
    }
    checkFits(setup, method);
    setup.payment_method = method.id;
    setup.last_setup_error = null;
    const file = this.state.collections.cards.get(method.id);
    if (file === undefined) return this.succeed(setup, method, origin);
    const decline = this.customers.refusalToKeep(method);
    const asks = cardByNumber(file.number).authentication !== 'never' && !file.authenticated;
    if (!asks && decline !== null) return this.decline(setup, method, decline, origin);
    if (!asks) return this.succeed(setup, method, origin);
    this.noteReturnUrl(setup, returnUrl);
    setup.status = 'requires_action';
    const url = this.challengeUrl(setup);
    setup.next_action =
      returnUrl === null
        ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
        : { redirect_to_url: { return_url: returnUrl, url }, type: 'redirect_to_url' };
    this.events.emit('setup_intent.requires_action', setup, origin);
    return { kind: 'requires_action' };
  }

  /** Takes the answer of the challenge page. Throws 400 when no challenge is open. */
  authenticate(setup: StoredSetupIntent, passed: boolean, origin: EventOrigin): SetupOutcome {
    const method = this.state.collections.paymentMethods.get(setup.payment_method ?? '');
    const file = this.state.collections.cards.get(setup.payment_method ?? '');
    if (setup.status !== 'requires_action' || method === undefined || file === undefined) {
      throw unexpectedSetupState(`This SetupIntent has no open challenge: its status is ${setup.status}.`, setup);
    }
    if (!passed) {
      const code = 'setup_intent_authentication_failure';
      const fault = {
        type: 'invalid_request_error',
        code,
        doc_url: docUrl(code),
        message: AUTHENTICATION_FAILED,
      } as const;
      return this.refuse(setup, method, fault, origin);
    }
    file.authenticated = true;
    const decline = this.customers.refusalToKeep(method);
    return decline === null ? this.succeed(setup, method, origin) : this.decline(setup, method, decline, origin);
  }

  /** Cancels for good. Throws 400 from a state that cannot be left. */
  cancel(setup: StoredSetupIntent, reason: Stripe.SetupIntent.CancellationReason | null, origin: EventOrigin): void {
    if (!CANCELABLE.includes(setup.status)) {
      const message = `You cannot cancel this SetupIntent because it has a status of ${setup.status}.`;
      throw unexpectedSetupState(message, setup);
    }
    setup.status = 'canceled';
    setup.cancellation_reason = reason;
    setup.next_action = null;
    this.events.emit('setup_intent.canceled', setup, origin);
  }

  private succeed(setup: StoredSetupIntent, method: StoredPaymentMethod, origin: EventOrigin): SetupOutcome {
    if (setup.customer !== null) this.customers.keep(method, setup.customer, origin);
    setup.status = 'succeeded';
    setup.next_action = null;
    this.events.emit('setup_intent.succeeded', setup, origin);
    return { kind: 'succeeded' };
  }

  private decline(
    setup: StoredSetupIntent,
    method: StoredPaymentMethod,
    decline: CardDecline,
    origin: EventOrigin,
  ): SetupOutcome {
    const { code, declineCode, message } = decline;
    const reason = declineCode === null ? {} : { decline_code: declineCode };
    return this.refuse(setup, method, { type: 'card_error', code, ...reason, doc_url: docUrl(code), message }, origin);
  }

  private refuse(
    setup: StoredSetupIntent,
    method: StoredPaymentMethod,
    error: FaultBody,
    origin: EventOrigin,
  ): SetupOutcome {
    const snapshot = { ...error, payment_method: { ...method } };
    setup.status = 'requires_payment_method';
    setup.payment_method = null;
    setup.next_action = null;
    setup.last_setup_error = snapshot;
    this.events.emit('setup_intent.setup_failed', setup, origin);
    const status = error.type === 'card_error' ? 402 : 400;
    return { kind: 'declined', fault: new StripeFault(status, { ...snapshot, setup_intent: setup }) };
  }

  private noteReturnUrl(setup: StoredSetupIntent, returnUrl: string | null): void {
    const note = this.state.collections.intentNotes.get(setup.id);
    if (note !== undefined) note.returnUrl = returnUrl;
  }
}

/** Throws 400 for a method of a kind that was not asked for, and for one that is kept for somebody else. */
function checkFits(setup: StoredSetupIntent, method: StoredPaymentMethod): void {
  if (!setup.payment_method_types.includes(method.type)) {
    const message = `The PaymentMethod provided (${method.type}) is not allowed for this SetupIntent.`;
    throw invalidRequest(message, { code: 'setup_intent_invalid_parameter', param: 'payment_method' });
  }
  if (method.customer !== null && method.customer !== setup.customer) {
    const message = `The PaymentMethod ${method.id} is attached to ${method.customer}, which is not the customer of this SetupIntent.`;
    throw invalidRequest(message, { param: 'payment_method' });
  }
}

function describe(wanted: NewSetup, state: SandboxState, created: number): StoredSetupIntent {
  const id = state.ids.id('seti');
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: wanted.allowedTypes,
    application: null,
    automatic_payment_methods: wanted.automaticPaymentMethods,
    cancellation_reason: null,
    client_secret: state.ids.clientSecret(id),
    created,
    customer: wanted.customer,
    customer_account: null,
    description: wanted.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: wanted.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: wanted.kinds,
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: wanted.usage,
  };
}
