import { chinaDay, daysBetween } from '#kernel';
import type { CampaignState } from '#platform';
import { InvalidStateError } from './campaigns.errors.js';

/** What can be done with a campaign, from which states, and where it leads (domain.md, section 5). */
const STEPS = {
  submit: { from: ['DRAFT', 'REJECTED'], to: 'IN_REVIEW' },
  approve: { from: ['IN_REVIEW'], to: 'APPROVED' },
  // Also what was approved too early, e.g. before it was filed: nobody could mend it otherwise.
  reject: { from: ['IN_REVIEW', 'APPROVED'], to: 'REJECTED' },
  publish: { from: ['APPROVED'], to: 'LIVE' },
  pause: { from: ['LIVE'], to: 'PAUSED' },
  resume: { from: ['PAUSED'], to: 'LIVE' },
  end: { from: ['LIVE', 'PAUSED'], to: 'ENDED' },
} as const satisfies Record<string, { from: readonly CampaignState[]; to: CampaignState }>;

export type CampaignStep = keyof typeof STEPS;

/**
 * Where a step leads.
 * @throws InvalidStateError when the campaign is in no state from which the step can be taken
 */
export function stateAfter(state: CampaignState, step: CampaignStep): CampaignState {
  const { from, to } = STEPS[step];
  if (!(from as readonly CampaignState[]).includes(state)) throw new InvalidStateError(state, step);
  return to;
}

/** Drafts may be edited; once in review, what the checker reads must stay what it is. */
export function isEditable(state: CampaignState): boolean {
  return state === 'DRAFT' || state === 'REJECTED';
}

/** States in which the public may see a campaign. */
export const PUBLIC_STATES: readonly CampaignState[] = ['LIVE', 'PAUSED', 'ENDED', 'SETTLED'];

/** Whether a gift may be started now: live, and inside its window. */
export function acceptsGifts(campaign: { state: CampaignState; startsAt: Date; endsAt: Date }, now: Date): boolean {
  return campaign.state === 'LIVE' && campaign.startsAt <= now && now < campaign.endsAt;
}

/** Whole days of China's calendar until the end; 0 on the last day and after. */
export function daysLeft(endsAt: Date, now: Date): number {
  // The window ends at an instant; its last day is the one the instant before falls on.
  return Math.max(0, daysBetween(chinaDay(now), chinaDay(new Date(endsAt.getTime() - 1))));
}
