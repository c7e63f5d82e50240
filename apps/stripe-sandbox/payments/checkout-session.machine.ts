import { invalidRequest } from '../protocol/stripe.fault.js';
import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredIntent, StoredPaymentMethod, StoredSession, StoredSetupIntent } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import type { Currency } from './amount.rules.js';
import type { CardEntry } from './card.entry.js';
import { NO_CUSTOMER_DETAILS, describeSession, type NewSession } from './checkout-session.description.js';
import type { CustomerBook } from './customer.book.js';
import { isMethodKind, type WalletKind } from './method.kinds.js';
import type { ConfirmOutcome, PaymentIntentMachine } from './payment-intent.machine.js';
import type { PaymentMethodFactory } from './payment-method.factory.js';
import type { SetupIntentMachine } from './setup-intent.machine.js';
import type { WalletAnswer } from './wallet.attempt.js';

/** What a session moves: payments, and methods that are kept for later. */
export interface SessionWorks {
  intents: PaymentIntentMachine;
  setups: SetupIntentMachine;
  customers: CustomerBook;
  methods: PaymentMethodFactory;
}

/**
 * The hosted payment page's session: `open`, then `complete` or `expired`, both final.
 * As with Stripe, its payment intent is made when the visitor first tries to pay, and the session alone moves it on:
 * a later attempt uses the same intent, so one session can never be paid twice. A wallet may answer after the session
 * is complete: then it is `unpaid` until `checkout.session.async_payment_…` says how it ended.
 */
export class CheckoutSessionMachine {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly agenda: Agenda,
    private readonly works: SessionWorks,
    private readonly pageUrl: (sessionId: string) => string,
  ) {}

  /** Opens a session; one that only keeps a method makes its set-up at once. */
  open(wanted: NewSession, origin: EventOrigin): StoredSession {
    const id = this.state.ids.checkoutSessionId(wanted.mode);
    const session = describeSession(id, wanted, this.clock.nowSeconds(), this.pageUrl(id));
    this.state.collections.sessions.add(session);
    const { lines, intent, setup } = wanted;
    this.state.collections.checkoutPlans.add({ id, lines, intent, setup });
    this.agenda.plan({ dueAt: wanted.expiresAt * 1000, kind: 'expire_session', subject: id });
    if (wanted.mode === 'setup') session.setup_intent = this.setUp(session, origin).id;
    return session;
  }

  /** What the visitor does on the page: tries a card. Throws 400 when the session is not open. */
  pay(session: StoredSession, entry: CardEntry): ConfirmOutcome {
    if (session.status !== 'open') throw notOpen(session);
    checkKind(session, 'card');
    return this.payWith(session, this.works.methods.fromEntry(entry, entry.email ?? session.customer_email));
  }

  /** Goes on to the visitor's wallet. Throws 400 when the session is not open, or takes no such wallet. */
  payByWallet(session: StoredSession, kind: WalletKind, email: string | null): ConfirmOutcome {
    if (session.status !== 'open') throw notOpen(session);
    checkKind(session, kind);
    return this.payWith(session, this.works.methods.ofWallet(kind, { email: email ?? session.customer_email }));
  }

  /** Tries to pay with a payment method that exists, or to keep it. Throws 400 when the session is not open. */
  payWith(session: StoredSession, method: StoredPaymentMethod): ConfirmOutcome {
    if (session.status !== 'open') throw notOpen(session);
    checkKind(session, method.type);
    const returnUrl = this.pageUrl(session.id);
    const setup = this.setupOf(session);
    if (setup !== undefined) {
      if (setup.status === 'requires_action') this.works.setups.authenticate(setup, false, null);
      setup.customer ??= this.customerFor(session, method);
      return this.after(session, method, this.works.setups.confirm(setup, method, returnUrl, null));
    }
    const intent = this.intentOf(session);
    if (intent.status === 'requires_action') this.works.intents.authenticate(intent, false, null);
    intent.customer ??= this.customerFor(session, method);
    const options = { returnUrl, offSession: false };
    return this.after(session, method, this.works.intents.confirm(intent, method, options, null));
  }

  /** What the visitor does on the challenge page. Throws 400 when no challenge is open. */
  authenticate(session: StoredSession, passed: boolean): ConfirmOutcome {
    if (session.status !== 'open') throw notOpen(session);
    const setup = this.setupOf(session);
    if (setup !== undefined) {
      const method = this.methodOf(setup.payment_method);
      return this.after(session, method, this.works.setups.authenticate(setup, passed, null));
    }
    const intent = this.intentOf(session);
    const method = this.methodOf(intent.payment_method);
    return this.after(session, method, this.works.intents.authenticate(intent, passed, null));
  }

  /** What the visitor does in their wallet, or what becomes of it without them. Throws 400 when none is waiting. */
  answerWallet(session: StoredSession, answer: WalletAnswer, delayMs: number): ConfirmOutcome {
    if (session.status !== 'open') throw notOpen(session);
    const intent = this.intentOf(session);
    const method = this.methodOf(intent.payment_method);
    return this.after(session, method, this.works.intents.answerWallet(intent, answer, delayMs, null));
  }

  /** Brings the result of a payment that was processing, also to the session that waits for it, if one does. */
  endProcessing(intent: StoredIntent, succeeded: boolean): void {
    this.works.intents.endProcessing(intent, succeeded);
    const id = this.state.collections.intentNotes.get(intent.id)?.session;
    const session = this.state.collections.sessions.get(id ?? '');
    if (session?.status !== 'complete' || session.payment_status !== 'unpaid') return;
    if (succeeded) {
      session.payment_status = 'paid';
      this.events.emit('checkout.session.async_payment_succeeded', session, null);
    } else {
      this.events.emit('checkout.session.async_payment_failed', session, null);
    }
  }

  /** Closes an open session for good, and cancels the intent it may have made. Throws 400 when it is not open. */
  expire(session: StoredSession, origin: EventOrigin): void {
    if (session.status !== 'open') throw notOpen(session);
    session.status = 'expired';
    session.url = null;
    const intent = this.state.collections.intents.get(session.payment_intent ?? '');
    if (intent !== undefined) this.works.intents.cancel(intent, 'expired', origin);
    const setup = this.setupOf(session);
    if (setup !== undefined) this.works.setups.cancel(setup, 'abandoned', origin);
    this.events.emit('checkout.session.expired', session, origin);
  }

  /** Expires a session whose time has come, if it is still open. */
  expireWhenDue(sessionId: string): void {
    const session = this.state.collections.sessions.get(sessionId);
    if (session?.status === 'open') this.expire(session, null);
  }

  /** Completes the session once the visitor has done all they can, paid or not yet. */
  private after(
    session: StoredSession,
    method: StoredPaymentMethod | undefined,
    outcome: ConfirmOutcome,
  ): ConfirmOutcome {
    if (method === undefined || outcome.kind === 'requires_action' || outcome.kind === 'declined') return outcome;
    const { name, email, phone } = method.billing_details;
    session.status = 'complete';
    if (outcome.kind === 'succeeded' && session.mode !== 'setup') session.payment_status = 'paid';
    session.url = null;
    session.customer ??= this.state.collections.intents.get(session.payment_intent ?? '')?.customer ?? null;
    session.customer ??= this.setupOf(session)?.customer ?? null;
    session.customer_details = { ...NO_CUSTOMER_DETAILS, name, email, phone };
    this.events.emit('checkout.session.completed', session, null);
    return outcome;
  }

  /** The customer that was named, or one made for whoever pays, where the merchant wants that. */
  private customerFor(session: StoredSession, method: StoredPaymentMethod): string | null {
    if (session.customer !== null || session.customer_creation !== 'always') return session.customer;
    const { name, email, phone } = method.billing_details;
    return this.works.customers.add(this.works.customers.describe({ name, email, phone }), null).id;
  }

  private methodOf(id: string | null): StoredPaymentMethod | undefined {
    return this.state.collections.paymentMethods.get(id ?? '');
  }

  private setupOf(session: StoredSession): StoredSetupIntent | undefined {
    return this.state.collections.setupIntents.get(session.setup_intent ?? '');
  }

  private setUp(session: StoredSession, origin: EventOrigin): StoredSetupIntent {
    const plan = this.state.collections.checkoutPlans.get(session.id);
    const wanted = {
      allowedTypes: session.allowed_payment_method_types,
      automaticPaymentMethods: null,
      customer: session.customer,
      description: plan?.setup?.description ?? null,
      kinds: session.payment_method_types.filter(isMethodKind),
      metadata: plan?.setup?.metadata ?? {},
      usage: 'off_session',
      session: session.id,
    } as const;
    return this.works.setups.create(wanted, origin);
  }

  private intentOf(session: StoredSession): StoredIntent {
    const existing = this.state.collections.intents.get(session.payment_intent ?? '');
    if (existing !== undefined) return existing;
    const plan = this.state.collections.checkoutPlans.get(session.id);
    if (plan === undefined) throw invalidRequest(`The session ${session.id} has no plan`);
    const intent = this.works.intents.create(
      {
        ...plan.intent,
        amount: session.amount_total ?? 0,
        currency: (session.currency ?? 'cny') as Currency,
        allowedTypes: session.allowed_payment_method_types,
        automaticPaymentMethods: null,
        customer: session.customer,
        kinds: session.payment_method_types.filter(isMethodKind),
        setupFutureUsage: plan.intent.setupFutureUsage ?? null,
        shipping: plan.intent.shipping ?? null,
        session: session.id,
      },
      null,
    );
    session.payment_intent = intent.id;
    return intent;
  }
}

function notOpen(session: StoredSession): Error {
  const message = `Only Checkout Sessions with a status in ["open"] can be used here. This Checkout Session has a status of ${String(session.status)}.`;
  return invalidRequest(message);
}

function checkKind(session: StoredSession, kind: string): void {
  if (session.payment_method_types.includes(kind)) return;
  throw invalidRequest(`This Checkout Session does not take the payment method type ${kind}.`, {
    param: 'payment_method',
  });
}
