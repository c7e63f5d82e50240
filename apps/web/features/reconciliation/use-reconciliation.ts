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
  return {
    reconciliation: data?.reconciliation,
    fault: error ? apiFaultOf(error) : null,
    retry: () => ask({ requestPolicy: 'network-only' }),
  };
}
