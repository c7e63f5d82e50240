import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredCharge, StoredTransaction } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import type { BalanceBook } from './balance.book.js';
import { cardByNumber, type CardDecline, type Course } from './card.catalogue.js';
import { methodDetails, outcomeOf, type Attempt } from './charge.details.js';

const DISPUTED: readonly Course[] = ['dispute', 'dispute_not_received', 'inquiry'];

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

  /** Records a payment the bank accepted, or with manual capture one that it holds. */
  succeed(attempt: Attempt, origin: EventOrigin): StoredCharge {
    const held = attempt.intent.capture_method === 'manual';
    const charge = this.state.collections.charges.add(this.describe(attempt, held ? 'held' : 'paid', null));
    if (!held) this.settleSoon(charge, attempt.intent.capture_method === 'automatic');
    this.events.emit('charge.succeeded', charge, origin);
    if (!held) this.followCourse(charge);
    return charge;
  }

  /** Records a payment whose result comes later. */
  pend(attempt: Attempt, origin: EventOrigin): StoredCharge {
    const charge = this.state.collections.charges.add(this.describe(attempt, 'pending', null));
    this.events.emit('charge.pending', charge, origin);
    return charge;
  }

  /** Records a payment the bank refused. */
  fail(attempt: Attempt, decline: CardDecline, origin: EventOrigin): StoredCharge {
    const charge = this.state.collections.charges.add(this.describe(attempt, 'failed', decline));
    this.events.emit('charge.failed', charge, origin);
    return charge;
  }

  /** Ends a pending charge: paid without a decline, failed with one. */
  end(charge: StoredCharge, decline: CardDecline | null): void {
    charge.outcome = outcomeOf(decline);
    if (decline === null) {
      charge.status = 'succeeded';
      charge.paid = true;
      charge.captured = true;
      charge.amount_captured = charge.amount;
      this.settleSoon(charge, false);
    } else {
      charge.status = 'failed';
      charge.failure_code = decline.code;
      charge.failure_message = decline.message;
    }
    this.events.emit(decline === null ? 'charge.succeeded' : 'charge.failed', charge, null);
  }

  /** Takes a held payment, or a part of it: what is not taken goes back to the payer and cannot be taken later. */
  capture(charge: StoredCharge, amount: number, origin: EventOrigin): void {
    const before = { amount_captured: 0, amount_refunded: 0, balance_transaction: null, captured: false };
    charge.captured = true;
    charge.amount_captured = amount;
    charge.amount_refunded = charge.amount - amount;
    charge.balance_transaction = this.book(charge).id;
    this.events.emit('charge.captured', charge, origin, before);
    this.followCourse(charge);
  }

  /** Lets go of a held payment: because the merchant wants to, or because its time is over. */
  release(charge: StoredCharge, expired: boolean, origin: EventOrigin): void {
    const before = { amount_refunded: 0, refunded: false };
    charge.amount_refunded = charge.amount;
    charge.refunded = true;
    this.events.emit(expired ? 'charge.expired' : 'charge.refunded', charge, origin, before);
  }

  /** Gives a charge its balance transaction, when that is due. */
  settle(chargeId: string): void {
    const charge = this.state.collections.charges.get(chargeId);
    if (charge === undefined || charge.balance_transaction !== null) return;
    charge.balance_transaction = this.book(charge).id;
    this.events.emit('charge.updated', charge, null, { balance_transaction: null });
  }

  private settleSoon(charge: StoredCharge, atOnce: boolean): void {
    if (atOnce) charge.balance_transaction = this.book(charge).id;
    else this.planFor(charge, 'settle_charge');
  }

  private followCourse(charge: StoredCharge): void {
    if (DISPUTED.includes(this.courseOf(charge))) this.planFor(charge, 'open_dispute');
  }

  private planFor(charge: StoredCharge, kind: 'settle_charge' | 'open_dispute'): void {
    this.agenda.plan({ dueAt: this.clock.nowMs() + this.settings.settleDelayMs, kind, subject: charge.id });
  }

  private book(charge: StoredCharge): StoredTransaction {
    return this.balance.bookCharge(charge, this.courseOf(charge) === 'instant_funds');
  }

  private courseOf(charge: StoredCharge): Course {
    const file = this.state.collections.cards.get(charge.payment_method ?? '');
    return file === undefined ? 'plain' : cardByNumber(file.number).course;
  }

  private describe(
    attempt: Attempt,
    state: 'paid' | 'held' | 'pending' | 'failed',
    decline: CardDecline | null,
  ): StoredCharge {
    const { intent, method } = attempt;
    const id = this.state.ids.id('ch');
    const captured = state === 'paid';
    return {
      id,
      object: 'charge',
      amount: intent.amount,
      amount_captured: captured ? intent.amount : 0,
      amount_refunded: 0,
      application: null,
      application_fee: null,
      application_fee_amount: null,
      balance_transaction: null,
      billing_details: { ...method.billing_details },
      calculated_statement_descriptor: intent.statement_descriptor ?? 'STRIPE SANDBOX',
      captured,
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
      paid: captured || state === 'held',
      payment_intent: intent.id,
      payment_method: method.id,
      payment_method_details: methodDetails(attempt, id),
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
      status: state === 'pending' || state === 'failed' ? state : 'succeeded',
      transfer_data: null,
      transfer_group: null,
    };
  }
}
