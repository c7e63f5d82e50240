import { useQuery } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import type { StaffCampaignParts } from './staff-campaign.fragment.js';
import { StaffCampaignQuery } from './staff-campaign.query.js';

export interface StaffCampaignState {
  /** Null: there is none. Undefined: not heard yet. */
  campaign: StaffCampaignParts | null | undefined;
  fault: ApiFault | null;
  refresh: () => void;
}

/** One campaign, asked afresh whenever its page opens. */
export function useStaffCampaign(id: string): StaffCampaignState {
  const [{ data, error }, ask] = useQuery({
    query: StaffCampaignQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  return {
    campaign: data?.staffCampaign,
    fault: error ? apiFaultOf(error) : null,
    refresh: () => ask({ requestPolicy: 'network-only' }),
  };
}
