import { useClient, useQuery } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { usePolling, type PollOutcome } from '../../lib/use-polling.js';
import type { BooksHealthParts } from './books-health.fragment.js';
import { BooksHealthQuery } from './books-health.query.js';

const CALM_MS = 60_000;
const CLOSE_MS = 1_000;

export interface BooksHealthState {
  /** Undefined: not heard yet. */
  health: BooksHealthParts | undefined;
  fault: ApiFault | null;
  retry: () => void;
}

/** How the books stand, asked every minute, and every second while a run is under way or somebody waits for one. */
export function useBooksHealth(waiting = false): BooksHealthState {
  const client = useClient();
  const [{ data, error }, ask] = useQuery({ query: BooksHealthQuery, requestPolicy: 'cache-and-network' });
  const again = async (): Promise<PollOutcome> => {
    const result = await client.query(BooksHealthQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    return result.error ? 'failed' : 'again';
  };
  usePolling({ enabled: true, delayMs: () => CALM_MS, ask: again });
  const isRunning = Boolean(data?.booksHealth.running);
  usePolling({ enabled: isRunning || waiting, delayMs: () => CLOSE_MS, ask: again });
  return {
    health: data?.booksHealth,
    fault: error ? apiFaultOf(error) : null,
    retry: () => ask({ requestPolicy: 'network-only' }),
  };
}
