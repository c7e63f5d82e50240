import type { CivilDate } from '#kernel';
import type { CampaignState } from '#platform';
import type { CampaignDraft } from './campaign-draft.js';

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

/** A campaign with the plan it is filed under, as kept. */
export interface Campaign extends CampaignDraft {
  id: string;
  slug: string;
  programId: string;
  charity: Charity;
  state: CampaignState;
  coverKey: string | null;
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
