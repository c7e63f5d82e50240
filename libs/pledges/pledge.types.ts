import type { Fen } from '#kernel';
import type { DesignationKind, HonourKind, PledgeState, Sealed } from '#platform';

export interface Pledge {
  id: string;
  campaignId: string;
  teamId: string | null;
  amount: Fen;
  designation: DesignationKind;
  regionCode: string | null;
  displayName: string | null;
  message: string | null;
  locale: string;
  state: PledgeState;
  failure: string | null;
  actorHash: string;
  bodyHash: string;
  subjectId: string | null;
  email: Sealed | null;
  payerName: Sealed | null;
  /** Of the company the receipt is issued to, whose name is the payer's. */
  creditCode: string | null;
  /** What goes into the public books in place of the giver; empty for a pledge from before. */
  commitment: string;
  /** What opens the commitment; sealed under the person where there is one. */
  salt: string | null;
  sealedSalt: Sealed | null;
  createdAt: Date;
  paidAt: Date | null;
  late: boolean;
  /** What of it has gone back to the giver, in fen. */
  returned: Fen;
}

export interface PledgeTransition {
  from: PledgeState | null;
  to: PledgeState;
  actor: string;
  reason: string;
  at: Date;
}

/** A paid pledge as the public sees it; the amount is what is left of it. */
export type WallEntry = Pick<Pledge, 'id' | 'displayName' | 'amount' | 'message' | 'designation' | 'regionCode'> & {
  paidAt: Date;
  /** For whose sake, where its giver wants it shown. */
  honourKind: HonourKind | null;
  honourName: string | null;
};

/** For whose sake a gift was given; the name and the card's address are sealed under a person of their own. */
export interface GiftHonour {
  pledgeId: string;
  kind: HonourKind;
  subjectId: string;
  honouree: Sealed;
  shownName: string | null;
  email: Sealed | null;
}
