import { addDays, chinaDay, type CivilDate, type ErrorParams } from '#kernel';
import type { Campaign } from './campaign.types.js';

export interface PublishGateFault {
  code: string;
  params: ErrorParams;
}

/** Charity credit code (18) + A + two-digit year + three digits (domain.md, section 4; to be confirmed). */
const FILING_NUMBER = /^[0-9A-Z]{18}A\d{5}$/;
/** 慈善组织公开募捐管理办法 (民政部令第74号): the plan is filed ten days before the start. */
const FILING_LEAD_DAYS = 10;

type Gated = Pick<
  Campaign,
  | 'charity'
  | 'filingNumber'
  | 'filedOn'
  | 'windowStart'
  | 'windowEnd'
  | 'startsAt'
  | 'endsAt'
  | 'purpose'
  | 'regionCodes'
  | 'approvedBy'
  | 'createdBy'
>;

/**
 * What still keeps a campaign from going live; empty when it may. Charity Law 24–26 and Order 74: certificate valid,
 * plan filed ten days before, the campaign's window inside the filed one, purpose and regions as filed, approved by a
 * second person.
 */
export function publishGateFaults(campaign: Gated, now: Date): PublishGateFault[] {
  const today = chinaDay(now);
  const faults: PublishGateFault[] = [];
  const add = (code: string, params: ErrorParams = {}): number => faults.push({ code, params });

  if (campaign.charity.certificateValidUntil < today) {
    add('gate_certificate_expired', { date: campaign.charity.certificateValidUntil });
  }
  if (!campaign.filingNumber) add('gate_filing_number_missing');
  else if (
    !FILING_NUMBER.test(campaign.filingNumber) ||
    !campaign.filingNumber.startsWith(campaign.charity.creditCode)
  ) {
    add('gate_filing_number_malformed');
  }
  if (!campaign.filedOn) add('gate_filing_date_missing');
  else if (today < addDays(campaign.filedOn, FILING_LEAD_DAYS)) {
    add('gate_filed_too_recently', { date: addDays(campaign.filedOn, FILING_LEAD_DAYS) });
  }
  if (!campaign.windowStart || !campaign.windowEnd) add('gate_filed_window_missing');
  else if (!isInside(campaign, campaign.windowStart, campaign.windowEnd)) {
    add('gate_window_outside_filed', { from: campaign.windowStart, to: campaign.windowEnd });
  }
  if (campaign.endsAt <= now) add('gate_already_over');
  if (campaign.purpose.trim() === '') add('gate_purpose_missing');
  if (campaign.regionCodes.length === 0) add('gate_regions_missing');
  if (!campaign.approvedBy || campaign.approvedBy === campaign.createdBy) add('gate_second_person_missing');
  return faults;
}

function isInside({ startsAt, endsAt }: Gated, from: CivilDate, to: CivilDate): boolean {
  return chinaDay(startsAt) >= from && chinaDay(new Date(endsAt.getTime() - 1)) <= to;
}
