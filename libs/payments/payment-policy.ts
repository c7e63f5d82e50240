import type { Fen } from '#kernel';
import type { CampaignState, PaymentExceptionKind, PledgeState } from '#platform';

/** A payment as it arrived, and what it arrived for. */
export interface Arrival {
  paid: Fen;
  pledged: Fen;
  paidAt: Date;
  /** The pledge as it stood before. */
  pledgeState: PledgeState;
  /** Another payment has paid the pledge already. */
  paidBefore: boolean;
  campaign: { state: CampaignState; endsAt: Date };
}

/**
 * What is odd about a payment; null for one that is as it should be. Where several things are, the one that decides
 * what becomes of the money comes first.
 */
export function exceptionOf(arrival: Arrival): PaymentExceptionKind | null {
  const { paid, pledged, paidAt, pledgeState, paidBefore, campaign } = arrival;
  if (paidBefore) return 'SECOND_PAYMENT';
  if (paid !== pledged) return 'OTHER_AMOUNT';
  if (campaign.state === 'TAKEN_DOWN') return 'AFTER_TAKE_DOWN';
  if (pledgeState === 'CANCELLED') return 'AFTER_CANCELLATION';
  if (campaign.endsAt <= paidAt) return 'AFTER_END';
  return pledgeState === 'EXPIRED' ? 'AFTER_EXPIRY' : null;
}

/**
 * The written policy (docs/adr/0023). Accepted: the giver meant these mothers and the use is the one filed, so the money
 * is the gift it was meant as, and marked. Held: it is not that gift; it is owed to its giver and goes back by the way
 * it came, once a person agrees.
 */
export const POLICY: Record<PaymentExceptionKind, 'ACCEPTED' | 'HELD'> = {
  AFTER_END: 'ACCEPTED',
  AFTER_EXPIRY: 'ACCEPTED',
  AFTER_CANCELLATION: 'ACCEPTED',
  AFTER_TAKE_DOWN: 'HELD',
  SECOND_PAYMENT: 'HELD',
  OTHER_AMOUNT: 'HELD',
};
