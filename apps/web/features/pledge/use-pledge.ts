import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { apiFaultOf, passesByItself, type ApiFault } from '../../lib/api-error.js';
import { browserPledgeKey } from '../../lib/browser-pledge-key.js';
import type { ResultOf } from '../../lib/graphql.js';
import { growingDelayMs } from '../../lib/poll-delay.js';
import { useLive } from '../../lib/use-live.js';
import { usePolling, type PollOutcome } from '../../lib/use-polling.js';
import { isSettled, standingOf } from './gift-way.js';
import { PledgeQuery, PledgeTraceSubscription } from './pledge.query.js';

export type Pledge = NonNullable<ResultOf<typeof PledgeQuery>['pledge']>;

export interface FollowedPledge {
  /** Null: there is no such pledge for this visitor. Undefined: not heard yet. */
  pledge: Pledge | null | undefined;
  /** Why the last question failed; what was heard before stays on the page. */
  fault: ApiFault | null;
  refresh: () => void;
}

/**
 * Follows one pledge: told by the server as long as the page is looked at, for it may be paid out while the page is
 * open; where there is no stream, asked for until it is settled.
 */
export function usePledge(id: string, accessToken: string | null): FollowedPledge {
  const client = useClient();
  const [pledge, setPledge] = useState<Pledge | null | undefined>(undefined);
  const [fault, setFault] = useState<ApiFault | null>(null);

  const take = useCallback((found: Pledge | null): void => {
    setFault(null);
    setPledge(found);
    // Paid: giving the same again from now on is a new gift with a new key.
    if (found && standingOf(found) !== 'unpaid') browserPledgeKey.forget(found.id);
  }, []);

  const ask = useCallback(async (): Promise<PollOutcome> => {
    const result = await client.query(PledgeQuery, { id, accessToken }, { requestPolicy: 'network-only' }).toPromise();
    if (result.error || !result.data) {
      const heard = result.error ? apiFaultOf(result.error) : 'internal';
      setFault(heard);
      return passesByItself(heard) ? 'failed' : 'done';
    }
    const { pledge: found } = result.data;
    take(found);
    return !found || isSettled(found) ? 'done' : 'again';
  }, [client, id, accessToken, take]);

  useEffect(() => {
    void ask();
  }, [ask]);
  const over =
    pledge === null || (pledge !== undefined && isSettled(pledge)) || (fault !== null && !passesByItself(fault));
  const isTold = useLive({
    subscription: PledgeTraceSubscription,
    variables: { id, accessToken },
    enabled: pledge !== null,
    onData: ({ pledge: found }) => take(found),
  });
  usePolling({ enabled: !over && !isTold, delayMs: growingDelayMs, ask });
  return { pledge, fault, refresh: () => void ask() };
}
