import { invalidRequest } from '../protocol/stripe.fault.js';
import type { Agenda } from '../state/agenda.js';
import type { SandboxClock } from '../state/sandbox.clock.js';
import type { SandboxState } from '../state/sandbox.state.js';
import type { StoredPayout } from '../state/stored.objects.js';
import type { EventLog, EventOrigin } from '../webhooks/event.log.js';
import { toWire } from './amount.rules.js';
import type { BalanceBook } from './balance.book.js';

export interface WantedPayout {
  /** In the currency's smallest unit. */
  amount: bigint;
  currency: string;
  description: string | null;
  metadata: Record<string, string>;
  statementDescriptor: string | null;
}

/** Why a bank sends a payout back, in Stripe's words. */
export const PAYOUT_FAILURES = {
  account_closed: 'The bank account has been closed.',
  could_not_process: 'The bank could not process this payout.',
  declined: 'The bank declined this payout.',
  no_account: 'The bank account details on file are probably incorrect.',
} as const;
export type PayoutFailure = keyof typeof PAYOUT_FAILURES;

const DAY_SECONDS = 86_400;
const BANK_ACCOUNT = 'ba_sandboxBankAccount';

/**
 * Payouts to the merchant's bank: `pending → in_transit → paid | failed`, or `canceled` while pending. The money leaves
 * the balance when the payout is made and comes back when it fails, even after it was paid, as banks do.
 * An automatic payout takes everything available and knows which transactions it settles; a manual one knows none.
 */
export class PayoutMachine {
  constructor(
    private readonly state: SandboxState,
    private readonly clock: SandboxClock,
    private readonly events: EventLog,
    private readonly agenda: Agenda,
    private readonly balance: BalanceBook,
  ) {}

  /** Pays out a part of what is available. Throws 400 `balance_insufficient` when less than that is there. */
  create(wanted: WantedPayout, origin: EventOrigin): StoredPayout {
    if (wanted.amount > this.balance.available(wanted.currency)) {
      const message =
        'You have insufficient funds in your Stripe account for this transfer. Your card balance is too low.';
      throw invalidRequest(message, { code: 'balance_insufficient' });
    }
    return this.send(wanted, false, origin);
  }

  /**
   * Pays out everything available, a payout for each currency. As with Stripe, the transactions it settles can be
   * listed by it; a balance at or below nothing is left for the next one.
   */
  runAutomatic(): StoredPayout[] {
    const payouts: StoredPayout[] = [];
    for (const [currency, unsettled] of this.balance.unsettled()) {
      const amount = unsettled.reduce((sum, each) => sum + BigInt(each.net), 0n);
      if (amount <= 0n) continue;
      const note = { description: 'STRIPE PAYOUT', metadata: {}, statementDescriptor: null };
      const payout = this.send({ amount, currency, ...note }, true, null);
      for (const each of unsettled) this.state.collections.settlements.add({ id: each.id, payout: payout.id });
      payouts.push(payout);
    }
    return payouts;
  }

  /** Moves a payout on its way. Throws 400 for a step its state does not allow. */
  advance(payout: StoredPayout, to: 'in_transit' | 'paid'): void {
    const from = to === 'paid' ? ['pending', 'in_transit'] : ['pending'];
    this.step(payout, from, to);
    this.events.emit(to === 'paid' ? 'payout.paid' : 'payout.updated', payout, null);
    if (to === 'paid' && payout.automatic) {
      payout.reconciliation_status = 'completed';
      const before = { reconciliation_status: 'in_progress' };
      this.events.emit('payout.reconciliation_completed', payout, null, before);
    }
  }

  /** What the agenda does on the day of arrival; a payout that has gone another way is left alone. */
  arrive(payoutId: string): void {
    const payout = this.state.collections.payouts.get(payoutId);
    if (payout?.status === 'pending' || payout?.status === 'in_transit') this.advance(payout, 'paid');
  }

  /** The bank sends the money back, perhaps after the payout was paid. Throws 400 for one that has ended otherwise. */
  fail(payout: StoredPayout, code: PayoutFailure): void {
    this.step(payout, ['pending', 'in_transit', 'paid'], 'failed');
    payout.failure_code = code;
    payout.failure_message = PAYOUT_FAILURES[code];
    payout.failure_balance_transaction = this.balance.bookPayout(payout, 'payout_failure').id;
    this.events.emit('payout.failed', payout, null);
  }

  /** Stops a pending payout. Throws 400 when it is on its way. */
  cancel(payout: StoredPayout, origin: EventOrigin): void {
    this.step(payout, ['pending'], 'canceled');
    payout.failure_balance_transaction = this.balance.bookPayout(payout, 'payout_cancel').id;
    this.events.emit('payout.canceled', payout, origin);
  }

  /** Replaces the metadata. */
  annotate(payout: StoredPayout, metadata: Record<string, string>, origin: EventOrigin): void {
    const before = { metadata: payout.metadata };
    payout.metadata = metadata;
    this.events.emit('payout.updated', payout, origin, before);
  }

  private send(wanted: WantedPayout, automatic: boolean, origin: EventOrigin): StoredPayout {
    const created = this.clock.nowSeconds();
    const arrival = created + DAY_SECONDS;
    const payout: StoredPayout = {
      id: this.state.ids.id('po'),
      object: 'payout',
      amount: toWire(wanted.amount),
      application_fee: null,
      application_fee_amount: null,
      arrival_date: arrival,
      automatic,
      balance_transaction: null,
      created,
      currency: wanted.currency,
      description: wanted.description,
      destination: BANK_ACCOUNT,
      failure_balance_transaction: null,
      failure_code: null,
      failure_message: null,
      livemode: false,
      metadata: wanted.metadata,
      method: 'standard',
      original_payout: null,
      payout_method: null,
      reconciliation_status: automatic ? 'in_progress' : 'not_applicable',
      reversed_by: null,
      source_type: 'card',
      statement_descriptor: wanted.statementDescriptor,
      status: 'pending',
      trace_id: { status: 'pending', value: null },
      type: 'bank_account',
    };
    const transaction = this.balance.bookPayout(payout, 'payout');
    payout.balance_transaction = transaction.id;
    this.state.collections.payouts.add(payout);
    if (automatic) this.state.collections.settlements.add({ id: transaction.id, payout: payout.id });
    this.agenda.plan({ dueAt: arrival * 1000, kind: 'payout_arrives', subject: payout.id });
    this.events.emit('payout.created', payout, origin);
    return payout;
  }

  private step(payout: StoredPayout, from: readonly string[], to: string): void {
    if (!from.includes(payout.status)) {
      throw invalidRequest(`The payout ${payout.id} cannot become ${to}: its status is ${payout.status}.`);
    }
    payout.status = to;
  }
}
