import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { usePolling, type PollOutcome } from '../../lib/use-polling.js';
import type { ReconciliationParts } from './reconciliation.fragment.js';
import { ReconciliationQuery } from './reconciliation.query.js';

const CALM_MS = 60_000;
const CLOSE_MS = 1_000;

export interface ReconciliationState {
  /** Undefined: not heard yet. */
  reconciliation: ReconciliationParts | undefined;
  /** How many comparisons have ended since the page came up. */
  ended: number;
  fault: ApiFault | null;
  retry: () => void;
}

/** How the three sides stand, asked every minute, and every second while a comparison is under way. */
export function useReconciliation(): ReconciliationState {
  const client = useClient();
  const [{ data, error }, ask] = useQuery({ query: ReconciliationQuery, requestPolicy: 'cache-and-network' });
  const again = async (): Promise<PollOutcome> => {
    const result = await client.query(ReconciliationQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    return result.error ? 'failed' : 'again';
  };
  usePolling({ enabled: true, delayMs: () => CALM_MS, ask: again });
  usePolling({ enabled: Boolean(data?.reconciliation.running), delayMs: () => CLOSE_MS, ask: again });
  const ended = useEnded(data && (data.reconciliation.lastRun?.id ?? null));
  return {
    reconciliation: data?.reconciliation,
    ended,
    fault: error ? apiFaultOf(error) : null,
    retry: () => ask({ requestPolicy: 'network-only' }),
  };
}

/** @param lastRunId undefined: not heard yet; null: there has been none */
function useEnded(lastRunId: string | null | undefined): number {
  const [seen, setSeen] = useState({ lastRunId, ended: 0 });
  if (lastRunId !== undefined && lastRunId !== seen.lastRunId) {
    setSeen({ lastRunId, ended: seen.lastRunId === undefined ? 0 : seen.ended + 1 });
  }
  return seen.ended;
}
