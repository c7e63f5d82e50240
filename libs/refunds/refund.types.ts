import type { Fen } from '#kernel';
import type { RefundReason, RefundState } from '#platform';

export interface RefundTransition {
  from: RefundState | null;
  to: RefundState;
  actor: string;
  reason: string;
  at: Date;
}

/** What a giver asks for. */
export interface RefundRequest {
  /** Fen; null for all that is left. */
  amount: Fen | null;
  reasonCode: RefundReason;
  words: string | null;
}

/** What one person of staff puts forward. */
export interface RefundProposal {
  /** Of a giver's request, or new and made by the client, so that nothing is proposed twice. */
  id: string;
  pledgeId: string;
  amount: Fen;
  reasonCode: RefundReason;
  /** Said to colleagues. */
  reason: string;
  /** What was seen or heard that stands behind it. */
  evidence: string;
}

/** How much of a gift can go back, and why not more. */
export interface Refundable {
  amount: Fen;
  returned: Fen;
  /** In refunds on their way. */
  reserved: Fen;
  /** amount − returned − reserved. */
  left: Fen;
  /** Last moment the payment can be refunded the way it came. */
  until: Date;
  /** Asked for before this moment it is granted at once, unless a city has used its part; null once that is over. */
  coolingOffUntil: Date | null;
}
