import type { ProviderRefundState } from '#payments';
import type { RefundState } from '#platform';

/** What a provider's state means to us. */
const REACHED: Record<ProviderRefundState, 'SENT' | 'SUCCEEDED' | 'FAILED'> = {
  PENDING: 'SENT',
  REQUIRES_ACTION: 'SENT',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELLED: 'FAILED',
};

/** How far along; news that would lead back is stale. A refund that succeeded can fail after all. */
const RANK: Partial<Record<RefundState, number>> = { APPROVED: 0, SENT: 1, SUCCEEDED: 2, FAILED: 3 };

/**
 * The state after the provider has said how a refund stands. News may come late, twice and out of order.
 * @param known whether the provider's refund was known before: one we had given up without it lives after all
 * @returns the new state, or null when the news changes nothing
 */
export function stateAfterNews(state: RefundState, news: ProviderRefundState, known: boolean): RefundState | null {
  const reached = REACHED[news];
  if (reached === state) return null;
  if (!known) return reached;
  return (RANK[reached] ?? 0) > (RANK[state] ?? 0) ? reached : null;
}

/** Whether nobody has decided on it yet. */
export function isUndecided({ state }: { state: RefundState }): boolean {
  return state === 'REQUESTED' || state === 'PROPOSED';
}

/** Refunds whose amount no other refund may have, until the books have it. */
export const UNDER_WAY: readonly RefundState[] = ['PROPOSED', 'APPROVED', 'SENT'];
