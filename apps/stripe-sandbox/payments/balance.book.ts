import type Stripe from 'stripe';
import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type {
  StoredCharge,
  StoredDispute,
  StoredPayout,
  StoredRefund,
  StoredTransaction,
} from '../state/stored.objects.js';
import { toWire } from './amount.rules.js';
import { feeOf, type FeeRate } from './fee.rate.js';

/** Days until money taken from a card can be paid out. */
const DAYS_TO_AVAILABLE = 2;
const DAY_SECONDS = 86_400;

interface Entry {
  type: Stripe.BalanceTransaction.Type;
  /** What reports count it under; the type itself where nothing else is said. */
  category?: string;
  source: string;
  amount: bigint;
  fee: bigint;
  feeName?: string;
  of: { currency: string; description?: string | null };
  /** It can be paid out, or is missing from what can be, from this moment. */
  atOnce?: boolean;
}

/** The merchant's account with the provider: every movement is a balance transaction, and nothing is ever changed. */
export class BalanceBook {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly agenda: Agenda,
    private readonly settings: FeeRate & { payoutSchedule: 'manual' | 'daily' },
  ) {}

  /** Books a charge with its fee; `atOnce` where the card brings its money without the usual wait. */
  bookCharge(charge: StoredCharge, atOnce: boolean): StoredTransaction {
    const amount = BigInt(charge.amount_captured);
    const fee = feeOf(amount, this.settings);
    const feeName = 'Stripe processing fees';
    return this.book({ type: 'charge', source: charge.id, amount, fee, feeName, of: charge, atOnce });
  }

  /** Books a refund against its charge; the fee of the charge is not given back. */
  bookRefund(refund: StoredRefund, charge: StoredCharge): StoredTransaction {
    return this.book({ type: 'refund', source: refund.id, amount: -BigInt(refund.amount), fee: 0n, of: charge });
  }

  /** Books what comes back when a refund did not reach its card. */
  bookRefundFailure(refund: StoredRefund, charge: StoredCharge): StoredTransaction {
    return this.book({ type: 'refund_failure', source: refund.id, amount: BigInt(refund.amount), fee: 0n, of: charge });
  }

  /** Books a dispute's amount and fee: withdrawn when it opens, reinstated when it is won. */
  bookDispute(
    dispute: StoredDispute,
    charge: StoredCharge,
    fee: bigint,
    direction: 'withdrawn' | 'reinstated',
  ): StoredTransaction {
    const back = direction === 'reinstated';
    const amount = BigInt(dispute.amount);
    return this.book({
      type: 'adjustment',
      category: back ? 'dispute_reversal' : 'dispute',
      source: dispute.id,
      amount: back ? amount : -amount,
      fee: back ? -fee : fee,
      feeName: 'Dispute fee',
      of: { currency: charge.currency, description: `Chargeback for ${charge.id}` },
    });
  }

  /** Books money that leaves for the bank, or comes back from there. */
  bookPayout(payout: StoredPayout, type: 'payout' | 'payout_failure' | 'payout_cancel'): StoredTransaction {
    const amount = type === 'payout' ? -BigInt(payout.amount) : BigInt(payout.amount);
    const category = type === 'payout' ? 'payout' : 'payout_reversal';
    return this.book({ type, category, source: payout.id, amount, fee: 0n, of: payout, atOnce: true });
  }

  /** Makes the money of a transaction available, when its day has come. */
  release(transactionId: string): void {
    const transaction = this.state.collections.transactions.get(transactionId);
    if (transaction === undefined) return;
    transaction.status = 'available';
    this.planPayout(transaction.available_on);
  }

  /** What could be paid out now, in the currency's smallest unit; below nothing when more was given back. */
  available(currency: string): bigint {
    let sum = 0n;
    for (const each of this.state.collections.transactions.all()) {
      if (each.status === 'available' && each.currency === currency) sum += BigInt(each.net);
    }
    return sum;
  }

  /** The available transactions that no automatic payout has settled, by currency. */
  unsettled(): Map<string, StoredTransaction[]> {
    const { transactions, settlements } = this.state.collections;
    const byCurrency = new Map<string, StoredTransaction[]>();
    for (const each of transactions.all()) {
      if (each.status !== 'available' || settlements.get(each.id) !== undefined) continue;
      const known = byCurrency.get(each.currency);
      if (known === undefined) byCurrency.set(each.currency, [each]);
      else known.push(each);
    }
    return byCurrency;
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

  /** Daily payouts run at the midnight (UTC) after money has become available, also when the clock has jumped past it. */
  private planPayout(availableOn: number): void {
    if (this.settings.payoutSchedule !== 'daily') return;
    if (this.state.agenda.some((entry) => entry.kind === 'run_payouts')) return;
    const dueAt = (Math.floor(availableOn / DAY_SECONDS) + 1) * DAY_SECONDS * 1000;
    this.agenda.plan({ dueAt, kind: 'run_payouts', subject: 'all' });
  }

  private book(entry: Entry): StoredTransaction {
    const created = this.clock.nowSeconds();
    const atOnce = entry.atOnce === true;
    const availableOn = atOnce ? created : created + DAYS_TO_AVAILABLE * DAY_SECONDS;
    const transaction: StoredTransaction = {
      id: this.state.ids.id('txn'),
      object: 'balance_transaction',
      amount: toWire(entry.amount),
      available_on: availableOn,
      balance_type: 'payments',
      created,
      currency: entry.of.currency,
      description: entry.of.description ?? null,
      exchange_rate: null,
      fee: toWire(entry.fee),
      fee_details: feeDetails(entry),
      net: toWire(entry.amount - entry.fee),
      reporting_category: entry.category ?? entry.type,
      source: entry.source,
      status: atOnce ? 'available' : 'pending',
      type: entry.type,
    };
    if (atOnce) this.planPayout(availableOn);
    else this.agenda.plan({ dueAt: availableOn * 1000, kind: 'release_funds', subject: transaction.id });
    return this.state.collections.transactions.add(transaction);
  }
}

/** A charge names its fee even when it is nothing; the others only when there is one. */
function feeDetails({ type, fee, feeName, of }: Entry): Stripe.BalanceTransaction.FeeDetail[] {
  if (feeName === undefined || (fee === 0n && type !== 'charge')) return [];
  const amount = toWire(fee);
  return [{ amount, application: null, currency: of.currency, description: feeName, type: 'stripe_fee' }];
}

function rows(sums: Map<string, bigint>): Stripe.Balance.Available[] {
  return [...sums].map(([currency, sum]) => {
    const amount = toWire(sum);
    return { amount, currency, source_types: { card: amount } };
  });
}
