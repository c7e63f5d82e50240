import type { Fen } from '#kernel';
import type { PledgeState } from '#platform';

/** What the provider says of a payment. */
export type PaymentOutcome = 'awaiting' | 'processing' | 'paid' | 'failed' | 'expired' | 'cancelled';

const OPEN: readonly PledgeState[] = ['CREATED', 'AWAITING_PAYMENT', 'PROCESSING', 'FAILED'];

const REACHED: Record<PaymentOutcome, PledgeState> = {
  awaiting: 'AWAITING_PAYMENT',
  processing: 'PROCESSING',
  paid: 'PAID',
  failed: 'FAILED',
  expired: 'EXPIRED',
  cancelled: 'CANCELLED',
};

/** How far along the open states are; news that would lead back is stale. */
const RANK: Partial<Record<PledgeState, number>> = { CREATED: 0, AWAITING_PAYMENT: 1, FAILED: 2, PROCESSING: 3 };

/**
 * The state after news of a payment. News may come late, twice and out of order, so it only ever moves forward:
 * nothing undoes PAID here, and a payment that arrives for an expired or cancelled pledge still counts, because the
 * money is there.
 * @returns the new state, or null when the news changes nothing
 */
export function stateAfterPayment(state: PledgeState, outcome: PaymentOutcome): PledgeState | null {
  if (outcome === 'paid') return OPEN.includes(state) || state === 'EXPIRED' || state === 'CANCELLED' ? 'PAID' : null;
  if (!OPEN.includes(state)) return null;
  const reached = REACHED[outcome];
  if (reached === state) return null;
  if (reached === 'AWAITING_PAYMENT' && (RANK[state] ?? 0) > 1) return null;
  return reached;
}

/** States of a gift whose money has come; what goes back and comes again moves it among them. */
const PAID_STATES: readonly PledgeState[] = ['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DISPUTED', 'CHARGED_BACK'];

/** What of a gift has gone back to its giver, as the books have it. */
export interface GiftReturns {
  amount: Fen;
  /** In all. */
  returned: Fen;
  /** As much of it as the giver's bank took. */
  chargedBack: Fen;
  /** The bank has asked for the money back and has not decided. */
  disputed: boolean;
}

/**
 * The state of a gift by what has gone back of it; computed, so that the order in which news comes plays no part.
 * @returns the new state, or null when it stays
 */
export function stateAfterReturns(state: PledgeState, gift: GiftReturns): PledgeState | null {
  if (!PAID_STATES.includes(state)) return null;
  const reached = stateOf(gift);
  return reached === state ? null : reached;
}

function stateOf({ amount, returned, chargedBack, disputed }: GiftReturns): PledgeState {
  if (disputed) return 'DISPUTED';
  if (returned === 0n) return 'PAID';
  if (returned < amount) return 'PARTIALLY_REFUNDED';
  return chargedBack > 0n ? 'CHARGED_BACK' : 'REFUNDED';
}
