import type Stripe from 'stripe';
import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredCharge, StoredIntent, StoredPaymentMethod, StoredTransaction } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import type { BalanceBook } from './balance.book.js';
import { cardByNumber, type CardDecline, type Course } from './card.catalogue.js';

const DISPUTED: readonly Course[] = ['dispute', 'dispute_not_received', 'inquiry'];

/** The result a bank gave for one attempt. */
export interface Attempt {
  intent: StoredIntent;
  method: StoredPaymentMethod;
  authenticated: boolean;
}

/**
 * Charges: one for each attempt that reached the bank, failed ones included.
 * With `automatic_async` capture, which is Stripe's default, the balance transaction comes a little after the charge,
 * and `charge.updated` says so: whoever needs the fee must be able to wait for it.
 */
export class ChargeMachine {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly agenda: Agenda,
    private readonly balance: BalanceBook,
    private readonly settings: { settleDelayMs: number },
  ) {}

  /** Records a payment the bank accepted. */
  succeed(attempt: Attempt, origin: EventOrigin): StoredCharge {
    const charge = this.state.collections.charges.add(this.describe(attempt, null));
    if (attempt.intent.capture_method === 'automatic') {
      charge.balance_transaction = this.book(charge).id;
    } else {
      const dueAt = this.clock.nowMs() + this.settings.settleDelayMs;
      this.agenda.plan({ dueAt, kind: 'settle_charge', subject: charge.id });
    }
    this.events.emit('charge.succeeded', charge, origin);
    if (DISPUTED.includes(this.courseOf(charge))) {
      const dueAt = this.clock.nowMs() + this.settings.settleDelayMs;
      this.agenda.plan({ dueAt, kind: 'open_dispute', subject: charge.id });
    }
    return charge;
  }

  /** Records a payment the bank refused. */
  fail(attempt: Attempt, decline: CardDecline, origin: EventOrigin): StoredCharge {
    const charge = this.state.collections.charges.add(this.describe(attempt, decline));
    this.events.emit('charge.failed', charge, origin);
    return charge;
  }

  /** Gives a charge its balance transaction, when that is due. */
  settle(chargeId: string): void {
    const charge = this.state.collections.charges.get(chargeId);
    if (charge === undefined || charge.balance_transaction !== null) return;
    charge.balance_transaction = this.book(charge).id;
    this.events.emit('charge.updated', charge, null, { balance_transaction: null });
  }

  private book(charge: StoredCharge): StoredTransaction {
    return this.balance.bookCharge(charge, this.courseOf(charge) === 'instant_funds');
  }

  private courseOf(charge: StoredCharge): Course {
    const file = this.state.collections.cards.get(charge.payment_method ?? '');
    return file === undefined ? 'plain' : cardByNumber(file.number).course;
  }

  private describe(attempt: Attempt, decline: CardDecline | null): StoredCharge {
    const { intent, method } = attempt;
    const paid = decline === null;
    return {
      id: this.state.ids.id('ch'),
      object: 'charge',
      amount: intent.amount,
      amount_captured: paid ? intent.amount : 0,
      amount_refunded: 0,
      application: null,
      application_fee: null,
      application_fee_amount: null,
      balance_transaction: null,
      billing_details: { ...method.billing_details },
      calculated_statement_descriptor: intent.statement_descriptor ?? 'STRIPE SANDBOX',
      captured: paid,
      created: this.clock.nowSeconds(),
      currency: intent.currency,
      customer: intent.customer,
      description: intent.description,
      disputed: false,
      failure_balance_transaction: null,
      failure_code: decline?.code ?? null,
      failure_message: decline?.message ?? null,
      fraud_details: {},
      livemode: false,
      metadata: { ...intent.metadata },
      on_behalf_of: null,
      outcome: outcomeOf(decline),
      paid,
      payment_intent: intent.id,
      payment_method: method.id,
      payment_method_details: { card: cardDetails(attempt), type: 'card' },
      radar_options: {},
      receipt_email: intent.receipt_email,
      receipt_number: null,
      receipt_url: null,
      refunded: false,
      review: null,
      shipping: intent.shipping,
      source: null,
      source_transfer: null,
      statement_descriptor: intent.statement_descriptor,
      statement_descriptor_suffix: intent.statement_descriptor_suffix,
      status: paid ? 'succeeded' : 'failed',
      transfer_data: null,
      transfer_group: null,
    };
  }
}

function outcomeOf(decline: CardDecline | null): Stripe.Charge.Outcome {
  const common = { advice_code: null, network_advice_code: null, risk_level: 'normal', risk_score: 20 };
  if (decline === null) {
    const sellerMessage = 'Payment complete.';
    const approved = { network_status: 'approved_by_network', reason: null, type: 'authorized' };
    return { ...common, ...approved, network_decline_code: null, seller_message: sellerMessage };
  }
  return {
    ...common,
    network_decline_code: '05',
    network_status: 'declined_by_network',
    reason: decline.declineCode ?? decline.code,
    seller_message: 'The bank did not return any further details with this decline.',
    type: 'issuer_declined',
  };
}

function cardDetails({ intent, method, authenticated }: Attempt): Stripe.Charge.PaymentMethodDetails.Card {
  const { card } = method;
  return {
    amount_authorized: intent.amount,
    authorization_code: null,
    brand: card.brand,
    checks: card.checks,
    country: card.country,
    electronic_commerce_indicator: authenticated ? '05' : null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: 'disabled' },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: null,
    overcapture: { maximum_amount_capturable: intent.amount, status: 'unavailable' },
    regulated_status: card.regulated_status,
    three_d_secure: authenticated ? CHALLENGED : null,
    transaction_link_id: null,
    wallet: null,
  };
}

const CHALLENGED: Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure = {
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
};
