import type Stripe from 'stripe';
import { StripeFault, docUrl, invalidRequest, unexpectedState, type FaultBody } from '../protocol/stripe.fault.js';
import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { CardOnFile, StoredIntent, StoredPaymentMethod } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import { AUTHENTICATION_REQUIRED, EXPIRED, cardByNumber, type CardDecline } from './card.catalogue.js';
import type { ChargeMachine } from './charge.machine.js';
import type { CustomerBook } from './customer.book.js';
import { isWallet } from './method.kinds.js';
import { describeIntent, type NewIntent } from './payment-intent.description.js';
import {
  ATTEMPT_EXPIRED,
  AUTHENTICATION_FAILURE,
  DECLINED_IN_WALLET,
  PROVIDER_DECLINE,
  cannotConfirm,
  checkFits,
  faultOf,
} from './payment-intent.faults.js';
import { walletAction, type WalletAnswer } from './wallet.attempt.js';

/** How one attempt to pay went. A declined one carries the fault an API caller is to be given. */
export type ConfirmOutcome =
  | { kind: 'succeeded' }
  /** The bank holds the money until it is captured. */
  | { kind: 'authorized' }
  /** The result comes later, by itself. */
  | { kind: 'processing' }
  | { kind: 'requires_action' }
  | { kind: 'declined'; fault: StripeFault };

export interface ConfirmOptions {
  returnUrl: string | null;
  /** The payer is not there, so nobody can pass a challenge. */
  offSession: boolean;
}

const CONFIRMABLE = ['requires_payment_method', 'requires_confirmation'];
const CANCELABLE = ['requires_payment_method', 'requires_confirmation', 'requires_action', 'requires_capture'];
/** A bank lets go of a payment that was not captured. */
const AUTHORIZATION_MS = 7 * 86_400_000;
/** A payer has this long to answer in their wallet. */
const WALLET_MS = 15 * 60_000;
/** A debited bank answers after this time. */
const DEBIT_MS = 1000;
/** The official CLI's account that never pays. */
const FAILING_ACCOUNT = '3456';

/**
 * The payment intent's states as Stripe documents them. A decline is never the end: the intent goes back to
 * `requires_payment_method` and may be tried again; only `succeeded` and `canceled` are final.
 */
export class PaymentIntentMachine {
  private listener: (intent: StoredIntent, succeeded: boolean, origin: EventOrigin) => void = () => undefined;

  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly agenda: Agenda,
    private readonly charges: ChargeMachine,
    private readonly customers: CustomerBook,
    /** Where the payer answers: the challenge of a card's bank, or the wallet. */
    private readonly actionUrl: (intent: StoredIntent, page: 'challenge' | 'wallet') => string,
  ) {}

  create(wanted: NewIntent, origin: EventOrigin): StoredIntent {
    const intent = this.state.collections.intents.add(describeIntent(wanted, this.state, this.clock.nowSeconds()));
    this.state.collections.intentNotes.add({ id: intent.id, session: wanted.session, returnUrl: null });
    this.events.emit('payment_intent.created', intent, origin);
    return intent;
  }

  /** Tells how attempts ended to whoever waits for the money. */
  onEnd(listener: (intent: StoredIntent, succeeded: boolean, origin: EventOrigin) => void): void {
    this.listener = listener;
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
    checkFits(intent, method, options);
    intent.payment_method = method.id;
    intent.last_payment_error = null;
    if (isWallet(method.type)) return this.openWallet(intent, method, options, origin);
    if (method.type === 'sepa_debit') {
      const result = method.sepa_debit?.last4 === FAILING_ACCOUNT ? 'failed' : 'succeeded';
      return this.process(intent, method, { result, delayMs: DEBIT_MS }, origin);
    }
    const file = this.cardOf(method);
    if (!needsChallenge(file)) return this.attempt(intent, method, file, false, origin);
    if (options.offSession) return this.decline(intent, method, AUTHENTICATION_REQUIRED, false, origin);
    this.noteReturnUrl(intent, options.returnUrl);
    intent.status = 'requires_action';
    intent.next_action = nextAction(this.actionUrl(intent, 'challenge'), options.returnUrl);
    this.events.emit('payment_intent.requires_action', intent, origin);
    return { kind: 'requires_action' };
  }

  /** Takes the answer of the challenge page. Throws 400 when no challenge is open. */
  authenticate(intent: StoredIntent, passed: boolean, origin: EventOrigin): ConfirmOutcome {
    const method = this.state.collections.paymentMethods.get(intent.payment_method ?? '');
    if (intent.status !== 'requires_action' || method === undefined) {
      throw unexpectedState(`This PaymentIntent has no open challenge: its status is ${intent.status}.`, intent);
    }
    if (isWallet(method.type)) return this.answerWallet(intent, passed ? 'approve' : 'decline', 0, origin);
    intent.next_action = null;
    if (!passed) return this.refuse(intent, method, faultOf(AUTHENTICATION_FAILURE), origin);
    const file = this.cardOf(method);
    file.authenticated = true;
    return this.attempt(intent, method, file, true, origin);
  }

  /**
   * What becomes of an open wallet payment: the payer approves or declines it, or lets it expire. With a delay, an
   * answer is given now and its result comes later (`processing`), and an expiry comes later. Throws 400 where no
   * wallet is waiting.
   */
  answerWallet(intent: StoredIntent, answer: WalletAnswer, delayMs: number, origin: EventOrigin): ConfirmOutcome {
    const method = this.state.collections.paymentMethods.get(intent.payment_method ?? '');
    if (intent.status !== 'requires_action' || method === undefined || !isWallet(method.type)) {
      throw unexpectedState(`No wallet waits for this PaymentIntent: its status is ${intent.status}.`, intent);
    }
    if (answer === 'expire' && delayMs > 0) {
      this.planExpiry(intent, method, delayMs);
      return { kind: 'requires_action' };
    }
    if (delayMs > 0) {
      return this.process(intent, method, { result: answer === 'approve' ? 'succeeded' : 'failed', delayMs }, origin);
    }
    if (answer === 'approve') {
      const charge = this.charges.succeed({ intent, method, authenticated: false }, origin);
      intent.latest_charge = charge.id;
      intent.next_action = null;
      return this.finish(intent, intent.amount, origin);
    }
    return this.refuse(intent, method, answer === 'decline' ? DECLINED_IN_WALLET : ATTEMPT_EXPIRED, origin);
  }

  /** Ends an attempt that its payer has left open; one that has moved on is left alone. */
  expireAttempt(intentId: string, methodId: string): void {
    const intent = this.state.collections.intents.get(intentId);
    if (intent?.status !== 'requires_action' || intent.payment_method !== methodId) return;
    this.answerWallet(intent, 'expire', 0, null);
  }

  /** Brings the result of a payment that was processing. Throws 400 for any other. */
  endProcessing(intent: StoredIntent, succeeded: boolean): void {
    const method = this.state.collections.paymentMethods.get(intent.payment_method ?? '');
    const charge = this.state.collections.charges.get(intent.latest_charge ?? '');
    if (intent.status !== 'processing' || method === undefined || charge === undefined) {
      throw unexpectedState(`This PaymentIntent is not processing: its status is ${intent.status}.`, intent);
    }
    this.charges.end(charge, succeeded ? null : PROVIDER_DECLINE);
    if (succeeded) {
      this.keepMethod(intent, method, null);
      this.finish(intent, intent.amount, null);
    } else {
      this.refuse(intent, method, { ...faultOf(PROVIDER_DECLINE), charge: charge.id }, null);
    }
  }

  /** Takes what the bank holds, or a part of it. Throws 400 where nothing is held, or less than that. */
  capture(intent: StoredIntent, amount: number | undefined, origin: EventOrigin): void {
    const charge = this.state.collections.charges.get(intent.latest_charge ?? '');
    if (intent.status !== 'requires_capture' || charge === undefined) {
      const message =
        `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent ` +
        'with one of the following statuses may be captured: requires_capture.';
      throw unexpectedState(message, intent);
    }
    const wanted = amount ?? intent.amount_capturable;
    if (wanted > intent.amount_capturable) {
      const message = 'The amount to capture is greater than the amount that can be captured.';
      throw invalidRequest(message, { code: 'amount_too_large', param: 'amount_to_capture' });
    }
    this.charges.capture(charge, wanted, origin);
    this.finish(intent, wanted, origin);
  }

  /** Lets go of a payment that nobody captured in time. */
  expireAuthorization(intentId: string): void {
    const intent = this.state.collections.intents.get(intentId);
    if (intent?.status === 'requires_capture') this.cancel(intent, 'automatic', null);
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
    const charge = this.state.collections.charges.get(intent.latest_charge ?? '');
    if (intent.status === 'requires_capture' && charge !== undefined) {
      this.charges.release(charge, reason === 'automatic', origin);
      intent.amount_capturable = 0;
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
    const decline = this.isExpired(method) ? EXPIRED : cardByNumber(file.number).decline;
    if (decline !== null) return this.decline(intent, method, decline, authenticated, origin);
    const charge = this.charges.succeed({ intent, method, authenticated }, origin);
    intent.latest_charge = charge.id;
    intent.next_action = null;
    this.keepMethod(intent, method, origin);
    if (intent.capture_method === 'manual') return this.hold(intent, origin);
    return this.finish(intent, intent.amount, origin);
  }

  private finish(intent: StoredIntent, received: number, origin: EventOrigin): ConfirmOutcome {
    intent.status = 'succeeded';
    intent.amount_received = received;
    intent.amount_capturable = 0;
    this.events.emit('payment_intent.succeeded', intent, origin);
    this.listener(intent, true, origin);
    return { kind: 'succeeded' };
  }

  private hold(intent: StoredIntent, origin: EventOrigin): ConfirmOutcome {
    intent.status = 'requires_capture';
    intent.amount_capturable = intent.amount;
    const dueAt = this.clock.nowMs() + AUTHORIZATION_MS;
    this.agenda.plan({ dueAt, kind: 'expire_authorization', subject: intent.id });
    this.events.emit('payment_intent.amount_capturable_updated', intent, origin);
    return { kind: 'authorized' };
  }

  /** Keeps the method for the customer, where the payment asked for that. */
  private keepMethod(intent: StoredIntent, method: StoredPaymentMethod, origin: EventOrigin): void {
    if (intent.setup_future_usage === null || intent.customer === null) return;
    this.customers.keep(method, intent.customer, origin);
  }

  private openWallet(
    intent: StoredIntent,
    method: StoredPaymentMethod,
    options: ConfirmOptions,
    origin: EventOrigin,
  ): ConfirmOutcome {
    this.noteReturnUrl(intent, options.returnUrl);
    intent.status = 'requires_action';
    intent.next_action = walletAction(method.type, intent, this.actionUrl(intent, 'wallet'), options.returnUrl);
    this.planExpiry(intent, method, WALLET_MS);
    this.events.emit('payment_intent.requires_action', intent, origin);
    return { kind: 'requires_action' };
  }

  private planExpiry(intent: StoredIntent, method: StoredPaymentMethod, delayMs: number): void {
    const subject = `${intent.id}:${method.id}`;
    this.agenda.plan({ dueAt: this.clock.nowMs() + delayMs, kind: 'expire_attempt', subject });
  }

  /** The payer has done their part; the result comes later. */
  private process(
    intent: StoredIntent,
    method: StoredPaymentMethod,
    later: { result: 'succeeded' | 'failed'; delayMs: number },
    origin: EventOrigin,
  ): ConfirmOutcome {
    intent.status = 'processing';
    intent.next_action = null;
    intent.latest_charge = this.charges.pend({ intent, method, authenticated: false }, origin).id;
    const dueAt = this.clock.nowMs() + later.delayMs;
    this.agenda.plan({ dueAt, kind: 'end_processing', subject: `${intent.id}:${later.result}` });
    this.events.emit('payment_intent.processing', intent, origin);
    return { kind: 'processing' };
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
    const link = { doc_url: docUrl(code), message };
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
    error: FaultBody,
    origin: EventOrigin,
  ): ConfirmOutcome {
    const snapshot = { ...error, payment_method: { ...method } };
    intent.status = 'requires_payment_method';
    intent.payment_method = null;
    intent.next_action = null;
    intent.last_payment_error = snapshot;
    this.events.emit('payment_intent.payment_failed', intent, origin);
    this.listener(intent, false, origin);
    const status = error.type === 'card_error' ? 402 : 400;
    return { kind: 'declined', fault: new StripeFault(status, { ...snapshot, payment_intent: intent }) };
  }

  /** A card that was good when it was kept may be over when it is charged. */
  private isExpired(method: StoredPaymentMethod): boolean {
    const { exp_month: month = 12, exp_year: year = 9999 } = method.card ?? {};
    return this.clock.nowMs() >= Date.UTC(year, month, 1);
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

function needsChallenge(file: CardOnFile): boolean {
  const { authentication } = cardByNumber(file.number);
  return authentication === 'always' || (authentication === 'once' && !file.authenticated);
}

function nextAction(url: string, returnUrl: string | null): Stripe.PaymentIntent.NextAction {
  if (returnUrl !== null) return { redirect_to_url: { return_url: returnUrl, url }, type: 'redirect_to_url' };
  return { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } };
}
