import type { CivilDate, Fen } from '#kernel';
import type { CampaignState } from '#platform';

export interface Charity {
  id: string;
  name: string;
  creditCode: string;
  certificateNumber: string;
  certificateValidUntil: CivilDate;
  address: string;
  phone: string;
  email: string;
  bankAccount: string;
}

/** A campaign with the plan it is filed under. */
export interface Campaign {
  id: string;
  slug: string;
  programId: string;
  charity: Charity;
  state: CampaignState;
  title: string;
  summary: string;
  story: string[];
  coverKey: string | null;
  target: Fen;
  startsAt: Date;
  endsAt: Date;
  purpose: string;
  beneficiaries: string;
  useOfFunds: string;
  cost: string;
  leftovers: string;
  responsiblePerson: string;
  filingNumber: string | null;
  filedOn: CivilDate | null;
  windowStart: CivilDate | null;
  windowEnd: CivilDate | null;
  regionCodes: string[];
  createdBy: string;
  approvedBy: string | null;
  createdAt: Date;
}

export interface CampaignTransition {
  from: CampaignState | null;
  to: CampaignState;
  actor: string;
  reason: string;
  at: Date;
}

export interface Team {
  id: string;
  campaignId: string;
  name: string;
  slogan: string;
  regionCode: string | null;
  raised: Fen;
  gifts: number;
}
