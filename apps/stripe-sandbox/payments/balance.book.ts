import type Stripe from 'stripe';
import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredCharge, StoredRefund, StoredTransaction } from '../state/stored.objects.js';
import { toWire } from './amount.rules.js';
import { feeOf, type FeeRate } from './fee.rate.js';

/** Days until money taken from a card can be paid out. */
const DAYS_TO_AVAILABLE = 2;
const DAY_SECONDS = 86_400;

/** The merchant's account with the provider: every movement is a balance transaction, and nothing is ever changed. */
export class BalanceBook {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly agenda: Agenda,
    private readonly feeRate: FeeRate,
  ) {}

  /** Books a charge with its fee. */
  bookCharge(charge: StoredCharge): StoredTransaction {
    const amount = BigInt(charge.amount);
    const fee = feeOf(amount, this.feeRate);
    const feeDetail: Stripe.BalanceTransaction.FeeDetail = {
      amount: toWire(fee),
      application: null,
      currency: charge.currency,
      description: 'Stripe processing fees',
      type: 'stripe_fee',
    };
    return this.book({ type: 'charge', source: charge.id, amount, fee, feeDetails: [feeDetail], of: charge });
  }

  /** Books a refund against its charge; the fee of the charge is not given back. */
  bookRefund(refund: StoredRefund, charge: StoredCharge): StoredTransaction {
    const amount = -BigInt(refund.amount);
    return this.book({ type: 'refund', source: refund.id, amount, fee: 0n, feeDetails: [], of: charge });
  }

  /** Makes the money of a transaction available, when its day has come. */
  release(transactionId: string): void {
    const transaction = this.state.collections.transactions.get(transactionId);
    if (transaction !== undefined) transaction.status = 'available';
  }

  /** The balance by currency, from all transactions. */
  balance(): Stripe.Balance {
    const sums = { available: new Map<string, bigint>(), pending: new Map<string, bigint>() };
    sums.available.set('cny', 0n);
    sums.pending.set('cny', 0n);
    for (const transaction of this.state.collections.transactions.all()) {
      const side = transaction.status === 'available' ? sums.available : sums.pending;
      side.set(transaction.currency, (side.get(transaction.currency) ?? 0n) + BigInt(transaction.net));
    }
    return { object: 'balance', available: rows(sums.available), livemode: false, pending: rows(sums.pending) };
  }

  private book(entry: {
    type: 'charge' | 'refund';
    source: string;
    amount: bigint;
    fee: bigint;
    feeDetails: Stripe.BalanceTransaction.FeeDetail[];
    of: StoredCharge;
  }): StoredTransaction {
    const created = this.clock.nowSeconds();
    const availableOn = created + DAYS_TO_AVAILABLE * DAY_SECONDS;
    const transaction: StoredTransaction = {
      id: this.state.ids.id('txn'),
      object: 'balance_transaction',
      amount: toWire(entry.amount),
      available_on: availableOn,
      balance_type: 'payments',
      created,
      currency: entry.of.currency,
      description: entry.of.description,
      exchange_rate: null,
      fee: toWire(entry.fee),
      fee_details: entry.feeDetails,
      net: toWire(entry.amount - entry.fee),
      reporting_category: entry.type,
      source: entry.source,
      status: 'pending',
      type: entry.type,
    };
    this.agenda.plan({ dueAt: availableOn * 1000, kind: 'release_funds', subject: transaction.id });
    return this.state.collections.transactions.add(transaction);
  }
}

function rows(sums: Map<string, bigint>): Stripe.Balance.Available[] {
  return [...sums].map(([currency, sum]) => {
    const amount = toWire(sum);
    return { amount, currency, source_types: { card: amount } };
  });
}
