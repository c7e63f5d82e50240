import { useState } from 'react';
import { useClient } from 'urql';
import { readFragment, type FragmentOf, type ResultOf } from '../../lib/graphql.js';
import { useHydrated } from '../../lib/use-hydrated.js';
import { usePolling } from '../../lib/use-polling.js';
import { CampaignLiveQuery } from './campaign-live.query.js';
import { CampaignTotals, WallPage } from './campaign.fragments.js';
import { latestTotals, type LatestTotals } from './latest-totals.js';

const REFRESH_MS = 15_000;

export type Totals = ResultOf<typeof CampaignTotals>;

export interface LiveCampaign extends LatestTotals<Totals> {
  newestWall: FragmentOf<typeof WallPage> | null;
}

/** The campaign's figures, refreshed quietly while the page is visible. A failed refresh keeps what is shown. */
export function useLiveCampaign(slug: string, initial: FragmentOf<typeof CampaignTotals>): LiveCampaign {
  const client = useClient();
  const hydrated = useHydrated();
  const [live, setLive] = useState<LiveCampaign>(() => ({
    totals: readFragment(CampaignTotals, initial),
    fellBy: 0n,
    newestWall: null,
  }));

  usePolling({
    enabled: hydrated,
    delayMs: () => REFRESH_MS,
    async ask() {
      const result = await client.query(CampaignLiveQuery, { slug }, { requestPolicy: 'network-only' }).toPromise();
      if (result.error) return 'failed';
      const campaign = result.data?.campaign;
      if (!campaign) return 'again';
      const arrived = readFragment(CampaignTotals, campaign);
      setLive((shown) => ({ ...latestTotals(shown, arrived), newestWall: campaign.wall }));
      return 'again';
    },
  });
  return live;
}
