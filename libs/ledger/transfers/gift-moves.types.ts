import type { Fen } from '#kernel';
import type { FundSource } from '#platform';

/** Gifts that are to be looked at; those given by id, or all a rule has allocated. */
export interface GiftPick {
  campaignId: string;
  /** The rule that allocates them now; null takes gifts of any. */
  ruleId: string | null;
  /** Only gifts designated to this federation's city. */
  orgUnitId: string | null;
  /** When they were paid; `until` is excluded. */
  from: Date | null;
  until: Date | null;
  /** Only these; null takes all. */
  ids: readonly string[] | null;
  limit: number;
}

export interface PickedGift {
  id: string;
  /** The federation the giver designated it to; null left it to the pool. */
  designatedTo: string | null;
}

/** A gift and the route it should have taken. */
export interface MoveWish {
  giftId: string;
  routeId: number;
}

/** What allocating one gift anew changes; parts are management, covered, then the legs of each route. */
export interface GiftMove extends MoveWish {
  /** The posting that allocates it now. */
  placementId: string;
  left: Fen;
  before: Fen[];
  after: Fen[];
}

/** What moves do to one fund. */
export interface FundChange {
  orgUnitId: string;
  source: FundSource;
  /** What the gifts gave it, and will give it. */
  before: Fen;
  after: Fen;
  /** What it holds in all, before. */
  held: Fen;
  /** What it lacks to give up the difference; zero when it holds enough. */
  missing: Fen;
}

export interface MovePlan {
  moves: GiftMove[];
  /** Gifts of which nothing is left, and gifts that stand as they should already. */
  empty: string[];
  unchanged: string[];
  funds: FundChange[];
  management: { before: Fen; after: Fen };
  covered: { before: Fen; after: Fen };
}

/** Why and by whom gifts are moved; the same for a whole document. */
export interface MoveAuthority {
  document: string;
  ruleId: string;
  note: string;
  proposedBy: string;
  approvedBy: string;
  occurredAt: Date;
}

/** A gift to be moved, and where it must still stand for that. */
export interface MoveOrder extends MoveWish {
  /** Business key. */
  id: string;
  placementId: string;
}
