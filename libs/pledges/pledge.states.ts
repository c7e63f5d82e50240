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
