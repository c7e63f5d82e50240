export type CampaignChange = 'submit' | 'approve' | 'reject' | 'publish' | 'pause' | 'resume';

/** Changes that are recorded with a reason the person writes. */
const WITH_REASON: readonly CampaignChange[] = ['approve', 'reject', 'pause', 'resume'];

const CHANGES_OF: Record<string, Record<string, readonly CampaignChange[]>> = {
  STAFF_MAKER: {
    DRAFT: ['submit'],
    REJECTED: ['submit'],
    APPROVED: ['publish'],
    LIVE: ['pause'],
    PAUSED: ['resume'],
  },
  STAFF_CHECKER: {
    IN_REVIEW: ['approve', 'reject'],
    APPROVED: ['reject'],
    LIVE: ['pause'],
    PAUSED: ['resume'],
  },
};

/** What this role may do to a campaign in this state; the api decides again, and also who the second person is. */
export function changesFor(role: string, state: string): readonly CampaignChange[] {
  return CHANGES_OF[role]?.[state] ?? [];
}

/** Whether the words of a campaign may still be changed. */
export function mayEdit(role: string, state: string): boolean {
  return role === 'STAFF_MAKER' && (state === 'DRAFT' || state === 'REJECTED');
}

/** Whether the person is asked why. */
export function needsReason(change: CampaignChange): boolean {
  return WITH_REASON.includes(change);
}
