import type Stripe from 'stripe';
import { invalidRequest } from '../protocol/stripe.fault.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredCharge, StoredRefund } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import { inWords } from './amount.rules.js';
import type { BalanceBook } from './balance.book.js';

export interface WantedRefund {
  /** In the charge's smallest unit; undefined for all that is left. */
  amount: number | undefined;
  reason: Stripe.Refund.Reason | null;
  metadata: Record<string, string>;
}

/** Gives money back on a card, at once and never more than the charge. */
export class RefundMachine {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly balance: BalanceBook,
  ) {}

  /** Refunds a charge in part or in full. Throws 400 when it was not paid, or when less than the amount is left. */
  refund(charge: StoredCharge, wanted: WantedRefund, origin: EventOrigin): StoredRefund {
    const amount = this.checkedAmount(charge, wanted.amount);
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
      destination_details: {
        card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
        type: 'card',
      },
      metadata: wanted.metadata,
      payment_intent: charge.payment_intent,
      payment_method: charge.payment_method,
      reason: wanted.reason,
      receipt_number: null,
      source_transfer_reversal: null,
      status: 'succeeded',
      transfer_reversal: null,
    };
    refund.balance_transaction = this.balance.bookRefund(refund, charge).id;
    this.state.collections.refunds.add(refund);
    const before = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    this.events.emit('refund.created', refund, origin);
    this.events.emit('charge.refunded', charge, origin, before);
    return refund;
  }

  private checkedAmount(charge: StoredCharge, wanted: number | undefined): number {
    if (charge.status !== 'succeeded') {
      throw invalidRequest(`The charge ${charge.id} cannot be refunded: it was not paid.`, { param: 'charge' });
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
