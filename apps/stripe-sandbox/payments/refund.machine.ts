import type Stripe from 'stripe';
import { invalidRequest } from '../protocol/stripe.fault.js';
import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredCharge, StoredRefund } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import { inWords } from './amount.rules.js';
import type { BalanceBook } from './balance.book.js';
import { cardByNumber, type Course } from './card.catalogue.js';
import type { DisputeMachine } from './dispute.machine.js';
import { METHOD_KINDS, isMethodKind } from './method.kinds.js';

export interface WantedRefund {
  /** In the charge's smallest unit; undefined for all that is left. */
  amount: number | undefined;
  reason: Stripe.Refund.Reason | null;
  metadata: Record<string, string>;
}

/** How a refund may end after it was made. */
export type RefundEnd = 'succeeded' | 'failed' | 'canceled';
export const REFUND_FAILURES = [
  'declined',
  'expired_or_canceled_card',
  'insufficient_funds',
  'lost_or_stolen_card',
  'unknown',
] as const;
export type RefundFailure = (typeof REFUND_FAILURES)[number];

/** From the request until a method that refunds slowly, or in the end not at all, says so. */
const CARD_DELAY_MS = 60_000;
const DAY_SECONDS = 86_400;

/**
 * Gives money back the way it came, never more than is left of the charge: `pending → succeeded | failed | canceled`. Most
 * cards succeed at once; a refund that has succeeded may fail later all the same, when the bank sends it back. The
 * money leaves the balance when the refund is made and comes back when it fails.
 */
export class RefundMachine {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly agenda: Agenda,
    private readonly balance: BalanceBook,
    private readonly disputes: DisputeMachine,
  ) {}

  /** Refunds a charge in part or in full. Throws 400 when it was not paid, or when less than the amount is left. */
  refund(charge: StoredCharge, wanted: WantedRefund, origin: EventOrigin): StoredRefund {
    const amount = this.checkedAmount(charge, wanted.amount);
    const course = this.courseOf(charge);
    const slow = course === 'slow_refund' || capabilitiesOf(charge).slowRefund;
    const refund: StoredRefund = {
      id: this.state.ids.id('re'),
      object: 'refund',
      amount,
      balance_transaction: null,
      charge: charge.id,
      created: this.clock.nowSeconds(),
      currency: charge.currency,
      customer: charge.customer,
      customer_account: null,
      destination_details: destinationOf(charge),
      metadata: wanted.metadata,
      payment_intent: charge.payment_intent,
      payment_method: charge.payment_method,
      reason: wanted.reason,
      receipt_number: null,
      source_transfer_reversal: null,
      status: slow ? 'pending' : 'succeeded',
      transfer_reversal: null,
      ...(slow ? { pending_reason: 'processing' as const } : {}),
    };
    refund.balance_transaction = this.balance.bookRefund(refund, charge).id;
    this.state.collections.refunds.add(refund);
    const before = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    this.events.emit('refund.created', refund, origin);
    this.events.emit('charge.refunded', charge, origin, before);
    if (slow || course === 'failing_refund') {
      this.agenda.plan({ dueAt: this.clock.nowMs() + CARD_DELAY_MS, kind: 'end_refund', subject: refund.id });
    }
    return refund;
  }

  /** What the agenda does for a card that refunds slowly or fails to; a refund that has ended is left alone. */
  endByCard(refundId: string): void {
    const refund = this.state.collections.refunds.get(refundId);
    if (refund?.status === 'pending') this.end(refund, 'succeeded');
    else if (refund?.status === 'succeeded') this.end(refund, 'failed', 'expired_or_canceled_card');
  }

  /**
   * Ends a refund: a pending one in any way, and one that succeeded by failing after all. Then its amount can be
   * refunded again. Throws 400 for any other step.
   */
  end(refund: StoredRefund, outcome: RefundEnd, reason: RefundFailure = 'unknown'): void {
    const before = { status: refund.status };
    const allowed = before.status === 'pending' || (before.status === 'succeeded' && outcome === 'failed');
    const charge = this.state.collections.charges.get(refund.charge);
    if (!allowed || charge === undefined) {
      throw invalidRequest(`The refund ${refund.id} cannot become ${outcome}: its status is ${String(refund.status)}.`);
    }
    refund.status = outcome;
    delete refund.pending_reason;
    if (outcome === 'failed') refund.failure_reason = reason;
    if (outcome !== 'succeeded') this.giveBack(refund, charge);
    this.events.emit('refund.updated', refund, null, before);
    this.events.emit('charge.refund.updated', refund, null, before);
    if (outcome === 'failed') this.events.emit('refund.failed', refund, null);
  }

  /** Replaces the metadata. */
  annotate(refund: StoredRefund, metadata: Record<string, string>, origin: EventOrigin): void {
    const before = { metadata: refund.metadata };
    refund.metadata = metadata;
    this.events.emit('refund.updated', refund, origin, before);
    this.events.emit('charge.refund.updated', refund, origin, before);
  }

  private giveBack(refund: StoredRefund, charge: StoredCharge): void {
    refund.failure_balance_transaction = this.balance.bookRefundFailure(refund, charge).id;
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
  }

  private courseOf(charge: StoredCharge): Course {
    const file = this.state.collections.cards.get(charge.payment_method ?? '');
    return file === undefined ? 'plain' : cardByNumber(file.number).course;
  }

  private checkedAmount(charge: StoredCharge, wanted: number | undefined): number {
    if (charge.status !== 'succeeded') {
      throw invalidRequest(`The charge ${charge.id} cannot be refunded: it was not paid.`, { param: 'charge' });
    }
    if (!charge.captured) {
      const message = `Charge ${charge.id} is only held: cancel its PaymentIntent instead.`;
      throw invalidRequest(message, { code: 'charge_not_refundable', param: 'charge' });
    }
    const { refundDays } = capabilitiesOf(charge);
    if (refundDays !== null && this.clock.nowSeconds() > charge.created + refundDays * DAY_SECONDS) {
      const message = `Charge ${charge.id} can no longer be refunded: its payment method allows that for ${refundDays} days.`;
      throw invalidRequest(message, { code: 'charge_not_refundable', param: 'charge' });
    }
    if (this.disputes.blockingRefunds(charge.id) !== undefined) {
      const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`;
      throw invalidRequest(message, { code: 'charge_disputed' });
    }
    const left = charge.amount - charge.amount_refunded;
    if (left === 0) {
      const message = `Charge ${charge.id} has already been refunded.`;
      throw invalidRequest(message, { code: 'charge_already_refunded' });
    }
    const amount = wanted ?? left;
    if (amount > left) {
      const message =
        `Refund amount (${inWords(amount, charge.currency)}) is greater than unrefunded amount on charge ` +
        `(${inWords(left, charge.currency)})`;
      throw invalidRequest(message, { param: 'amount' });
    }
    return amount;
  }
}

function capabilitiesOf(charge: StoredCharge): (typeof METHOD_KINDS)['card'] {
  const kind = charge.payment_method_details?.type ?? 'card';
  return METHOD_KINDS[isMethodKind(kind) ? kind : 'card'];
}

/** Where the money goes back to. */
function destinationOf(charge: StoredCharge): Stripe.Refund.DestinationDetails {
  const kind = charge.payment_method_details?.type;
  if (kind === 'alipay') return { alipay: {}, type: kind };
  if (kind === 'wechat_pay') return { type: kind, wechat_pay: {} };
  if (kind === 'sepa_debit') return { type: kind };
  const card = { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' } as const;
  return { card, type: 'card' };
}
