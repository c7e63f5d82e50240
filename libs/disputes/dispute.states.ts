import type { DisputeState } from '#platform';

/** The bank has taken the money and not decided. */
export const OPEN: readonly DisputeState[] = ['NEEDS_RESPONSE', 'UNDER_REVIEW'];
/** The bank only asks; no money has moved. */
export const INQUIRIES: readonly DisputeState[] = ['INQUIRY', 'INQUIRY_UNDER_REVIEW', 'INQUIRY_CLOSED'];
/** States in which something can still be said. */
const ANSWERABLE: readonly DisputeState[] = ['INQUIRY', 'NEEDS_RESPONSE'];
/** States that can still change at the provider. */
export const UNDECIDED: readonly DisputeState[] = ['INQUIRY', 'INQUIRY_UNDER_REVIEW', 'NEEDS_RESPONSE', 'UNDER_REVIEW'];

/** Whether something can still be said to it: one answer counts, unless the provider refused it. */
export function takesAnswer({ state, answer, answerFailure }: Answerable): boolean {
  return ANSWERABLE.includes(state) && (answer === null || answerFailure !== null);
}

interface Answerable {
  state: DisputeState;
  answer: string | null;
  answerFailure: string | null;
}

/** How far along a state is. An inquiry may become a dispute, and a closed one be opened by the bank once more. */
const RANK: Record<DisputeState, number> = {
  INQUIRY: 0,
  INQUIRY_UNDER_REVIEW: 1,
  INQUIRY_CLOSED: 2,
  PREVENTED: 2,
  NEEDS_RESPONSE: 3,
  UNDER_REVIEW: 4,
  LOST: 5,
  WON: 5,
};

/**
 * The state after the provider has said how a dispute stands. What was fetched may be a moment old, so it only moves
 * forward; a bank that changes its decision afterwards is believed.
 */
export function stateAfterNews(state: DisputeState, news: DisputeState): DisputeState | null {
  if (state === news) return null;
  return RANK[news] >= RANK[state] ? news : null;
}
