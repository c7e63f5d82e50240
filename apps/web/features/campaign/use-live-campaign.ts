import { useState } from 'react';
import { useClient } from 'urql';
import { readFragment, type FragmentOf, type ResultOf } from '../../lib/graphql.js';
import { useHydrated } from '../../lib/use-hydrated.js';
import { useLive } from '../../lib/use-live.js';
import { usePolling } from '../../lib/use-polling.js';
import { CampaignLiveQuery, CampaignProgressSubscription } from './campaign-live.query.js';
import { CampaignTotals, WallPage } from './campaign.fragments.js';
import { latestTotals, type LatestTotals } from './latest-totals.js';

const REFRESH_MS = 15_000;

export type Totals = ResultOf<typeof CampaignTotals>;

export interface LiveCampaign extends LatestTotals<Totals> {
  newestWall: FragmentOf<typeof WallPage> | null;
}

/**
 * The campaign's figures while the page is visible: told by a stream, or asked for from time to time where there is
 * none. A failed refresh keeps what is shown.
 */
export function useLiveCampaign(slug: string, initial: FragmentOf<typeof CampaignTotals>): LiveCampaign {
  const client = useClient();
  const hydrated = useHydrated();
  const [live, setLive] = useState<LiveCampaign>(() => ({
    totals: readFragment(CampaignTotals, initial),
    fellBy: 0n,
    newestWall: null,
  }));

  const take = (campaign: ResultOf<typeof CampaignLiveQuery>['campaign']): void => {
    if (!campaign) return;
    const arrived = readFragment(CampaignTotals, campaign);
    setLive((shown) => ({ ...latestTotals(shown, arrived), newestWall: campaign.wall }));
  };

  const isTold = useLive({
    subscription: CampaignProgressSubscription,
    variables: { slug },
    onData: ({ campaign }) => take(campaign),
  });
  usePolling({
    enabled: hydrated && !isTold,
    delayMs: () => REFRESH_MS,
    async ask() {
      const result = await client.query(CampaignLiveQuery, { slug }, { requestPolicy: 'network-only' }).toPromise();
      if (result.error) return 'failed';
      take(result.data?.campaign ?? null);
      return 'again';
    },
  });
  return live;
}
