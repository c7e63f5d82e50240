import { useState } from 'react';
import { useClient } from 'urql';
import { useHydrated } from '../../lib/use-hydrated.js';
import { usePolling } from '../../lib/use-polling.js';
import { useLive } from '../../lib/use-live.js';
import { TeamLiveQuery, TeamProgressSubscription } from './team-live.query.js';
import type { TeamTotalsParts } from './team.fragments.js';

const REFRESH_MS = 15_000;

/**
 * A team's figures while the page is visible: told by a stream, or asked for from time to time where there is none. A
 * failed refresh keeps what is shown.
 */
export function useLiveTeam(initial: TeamTotalsParts): TeamTotalsParts {
  const client = useClient();
  const hydrated = useHydrated();
  const [totals, setTotals] = useState(initial);
  const isTold = useLive({
    subscription: TeamProgressSubscription,
    variables: { id: initial.id },
    onData: ({ team }) => {
      if (team) setTotals(team);
    },
  });
  usePolling({
    enabled: hydrated && !isTold,
    delayMs: () => REFRESH_MS,
    async ask() {
      const asked = client.query(TeamLiveQuery, { id: initial.id }, { requestPolicy: 'network-only' });
      const { data, error } = await asked.toPromise();
      if (error) return 'failed';
      if (data?.team) setTotals(data.team);
      return 'again';
    },
  });
  return totals;
}
