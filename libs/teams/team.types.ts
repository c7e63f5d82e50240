import type { Fen } from '#kernel';
import type { Sealed, TeamKind, TeamRole, TeamState } from '#platform';

/** What a team shows of itself; each may wait to be checked before it is public. */
export interface TeamWords {
  name: string;
  slogan: string;
  pictureKey: string | null;
}

export interface Team extends TeamWords {
  id: string;
  campaignId: string;
  /** The team a squad belongs to. */
  parentId: string | null;
  kind: TeamKind;
  state: TeamState;
  regionCode: string | null;
  /** In fen; null when it has set none. */
  target: Fen | null;
  orgUnitId: string | null;
  /** Words and picture that wait to be checked. */
  pending: Partial<TeamWords> | null;
  pendingSince: Date | null;
  /** With its squads', in fen, less what has gone back. */
  raised: Fen;
  gifts: number;
  /** Without its squads'. */
  ownRaised: Fen;
  ownGifts: number;
  createdAt: Date;
}

/** A person who leads a team. */
export interface TeamLeader {
  id: string;
  teamId: string;
  role: TeamRole;
  nickname: string;
  userId: string | null;
  actorHash: string;
  subjectId: string | null;
  email: Sealed | null;
  locale: string;
  joinedAt: Date;
  leftAt: Date | null;
}

export interface TeamInvitation {
  id: string;
  teamId: string;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedBy: string | null;
}

export interface TeamTransition {
  from: TeamState | null;
  to: TeamState;
  actor: string;
  reason: string;
  at: Date;
}

/** By what units are ranked. */
export type TeamOrder = 'GIFTS' | 'AMOUNT' | 'NEWEST';
