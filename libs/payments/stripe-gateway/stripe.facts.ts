import type Stripe from 'stripe';
import { invariant, type Fen } from '#kernel';
import type { PaymentMethod } from '#platform';
import type {
  Movement,
  MovementKind,
  PaidStatus,
  PaymentStatus,
  PayoutState,
  ProviderDispute,
  ProviderDisputeState,
  ProviderPayout,
  ProviderRefund,
  ProviderRefundState,
  SavedCard,
  StatementLine,
} from '../payment-gateway.types.js';

/** Stripe's words for our methods. */
export const METHOD_TYPES = { CARD: 'card', ALIPAY: 'alipay', WECHAT_PAY: 'wechat_pay' } as const satisfies Record<
  PaymentMethod,
  string
>;

/** Stripe's amounts are numbers; ours end below 2⁵³ by the largest pledge there is. */
export function toWire(fen: Fen): number {
  invariant(fen > 0n && fen <= 99_999_999n, 'an amount on the wire has at most eight digits');
  return Number(fen);
}

export const instant = (seconds: number): Date => new Date(seconds * 1000);

/** An object that was asked for with `expand`; undefined where Stripe sent its id, or nothing. */
export function expanded<T extends object>(value: string | T | null | undefined): T | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}

export const idOf = (value: string | { id: string } | null | undefined): string | null =>
  typeof value === 'string' ? value : (value?.id ?? null);

/** How an intent stands; `open` says whether its giver can still try again. */
export function statusOfIntent(intent: Stripe.PaymentIntent, open: boolean): PaymentStatus {
  if (intent.status === 'succeeded') return paidStatus(intent) ?? { kind: 'processing' };
  if (intent.status === 'processing') return { kind: 'processing' };
  const error = intent.last_payment_error;
  if (error && open) return failedStatus(error);
  return { kind: intent.status === 'canceled' ? 'expired' : 'awaiting' };
}

export function failedStatus(error: Stripe.PaymentIntent.LastPaymentError): PaymentStatus {
  return {
    kind: 'failed',
    failure: error.decline_code ?? error.code ?? 'payment_failed',
    cardFingerprint: error.payment_method?.card?.fingerprint ?? null,
  };
}

/** Undefined while Stripe has not reported its fee, a moment after the payment: until then it is not yet whole. */
function paidStatus(intent: Stripe.PaymentIntent): PaidStatus | undefined {
  const charge = expanded(intent.latest_charge);
  invariant(charge, 'a payment that succeeded has a charge');
  const transaction = expanded(charge.balance_transaction);
  if (!transaction) return undefined;
  const details = charge.payment_method_details;
  return {
    kind: 'paid',
    amount: BigInt(intent.amount_received),
    fee: BigInt(transaction.fee),
    method: details?.alipay ? 'ALIPAY' : details?.wechat_pay ? 'WECHAT_PAY' : 'CARD',
    cardFingerprint: details?.card?.fingerprint ?? null,
    paymentIntentId: intent.id,
    chargeId: charge.id,
    movementId: transaction.id,
    paidAt: instant(charge.created),
    savedCard: savedCard(idOf(intent.customer), idOf(intent.payment_method), details?.card),
  };
}

export function savedCard(
  customerId: string | null,
  cardId: string | null,
  card: { brand: string | null; last4: string | null; exp_month: number; exp_year: number } | undefined,
): SavedCard | null {
  if (!customerId || !cardId || !card) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = card;
  return { customerId, cardId, brand: brand ?? 'unknown', last4: last4 ?? '', expMonth, expYear };
}

function movement(transaction: string | Stripe.BalanceTransaction | null | undefined): Movement | null {
  const { id, amount, fee, created } = expanded(transaction) ?? {};
  if (id === undefined || amount === undefined || fee === undefined || created === undefined) return null;
  return { id, amount: BigInt(amount), fee: BigInt(fee), occurredAt: instant(created) };
}

const REFUND_STATES: Record<string, ProviderRefundState> = {
  pending: 'PENDING',
  requires_action: 'REQUIRES_ACTION',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  canceled: 'CANCELLED',
};

export function refundFacts(refund: Stripe.Refund): ProviderRefund {
  const state = REFUND_STATES[refund.status ?? 'pending'];
  invariant(state, `a refund is in a state we know, not ${String(refund.status)}`);
  return {
    id: refund.id,
    amount: BigInt(refund.amount),
    state,
    failure: refund.failure_reason ?? null,
    refundId: refund.metadata?.['refund_id'] ?? null,
    withdrawn: movement(refund.balance_transaction),
    returned: movement(refund.failure_balance_transaction),
    createdAt: instant(refund.created),
  };
}

const DISPUTE_STATES: Record<string, ProviderDisputeState> = {
  warning_needs_response: 'INQUIRY',
  warning_under_review: 'INQUIRY_UNDER_REVIEW',
  warning_closed: 'INQUIRY_CLOSED',
  needs_response: 'NEEDS_RESPONSE',
  under_review: 'UNDER_REVIEW',
  appeal_needs_response: 'NEEDS_RESPONSE',
  appeal_under_review: 'UNDER_REVIEW',
  won: 'WON',
  lost: 'LOST',
  prevented: 'PREVENTED',
};

export function disputeFacts(dispute: Stripe.Dispute): ProviderDispute {
  const state = DISPUTE_STATES[dispute.status];
  invariant(state, `a dispute is in a state we know, not ${dispute.status}`);
  const { due_by: dueBy, submission_count: submissions } = dispute.evidence_details;
  return {
    id: dispute.id,
    amount: BigInt(dispute.amount),
    reason: dispute.reason,
    state,
    evidenceDueAt: dueBy ? instant(dueBy) : null,
    submissions,
    movements: dispute.balance_transactions.flatMap((transaction) => movement(transaction) ?? []),
    createdAt: instant(dispute.created),
  };
}

const MOVEMENT_KINDS: Record<string, MovementKind> = {
  charge: 'CHARGE',
  payment: 'CHARGE',
  refund: 'REFUND',
  payment_refund: 'REFUND',
  refund_failure: 'REFUND_FAILURE',
  payment_failure_refund: 'REFUND_FAILURE',
  payout: 'PAYOUT',
  payout_failure: 'PAYOUT_FAILURE',
  payout_cancel: 'PAYOUT_FAILURE',
};

/** An adjustment is of a dispute where Stripe files it so; every other adjustment is for a person to look at. */
function movementKind({ type, reporting_category: category }: Stripe.BalanceTransaction): MovementKind {
  if (type !== 'adjustment') return MOVEMENT_KINDS[type] ?? 'OTHER';
  return category === 'dispute' ? 'DISPUTE' : category === 'dispute_reversal' ? 'DISPUTE_REVERSAL' : 'OTHER';
}

/** Where its source was asked for with `expand`: the payment of a charge, a refund or a dispute, and our attempt. */
function paymentOf({ source }: Stripe.BalanceTransaction): Pick<StatementLine, 'paymentIntentId' | 'attemptId'> {
  const owner = expanded(source) as
    { payment_intent?: string | { id: string } | null; metadata?: Record<string, string> | null } | undefined;
  return { paymentIntentId: idOf(owner?.payment_intent), attemptId: owner?.metadata?.['attempt_id'] ?? null };
}

export function statementLine(transaction: Stripe.BalanceTransaction): StatementLine {
  return {
    id: transaction.id,
    amount: BigInt(transaction.amount),
    fee: BigInt(transaction.fee),
    occurredAt: instant(transaction.created),
    availableAt: instant(transaction.available_on),
    kind: movementKind(transaction),
    type: transaction.type,
    sourceId: idOf(transaction.source),
    ...paymentOf(transaction),
    currency: transaction.currency.toUpperCase(),
    description: transaction.description,
  };
}

const PAYOUT_STATES: Record<string, PayoutState> = {
  pending: 'PENDING',
  in_transit: 'IN_TRANSIT',
  paid: 'PAID',
  failed: 'FAILED',
  canceled: 'CANCELLED',
};

export function payoutFacts(payout: Stripe.Payout): ProviderPayout {
  const state = PAYOUT_STATES[payout.status];
  invariant(state, `a payout is in a state we know, not ${payout.status}`);
  return {
    id: payout.id,
    amount: BigInt(payout.amount),
    currency: payout.currency.toUpperCase(),
    state,
    automatic: payout.automatic,
    arrivalAt: instant(payout.arrival_date),
    createdAt: instant(payout.created),
    failure: payout.failure_code,
    statementDescriptor: payout.statement_descriptor,
    movementId: idOf(payout.balance_transaction),
    failureMovementId: idOf(payout.failure_balance_transaction),
  };
}
