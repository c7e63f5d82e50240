import { useCallback, useEffect, useState } from 'react';
import { useClient } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import type { ResultOf } from '../../lib/graphql.js';
import { usePolling, type PollOutcome } from '../../lib/use-polling.js';
import { FundQuery } from './fund.query.js';

const REFRESH_MS = 15_000;

export type Fund = ResultOf<typeof FundQuery>['fund'];

/** The fund's totals, kept fresh while the page is visible. */
export function useFund(): { fund: Fund | null; fault: ApiFault | null; refresh: () => void } {
  const client = useClient();
  const [fund, setFund] = useState<Fund | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const ask = useCallback(async (): Promise<PollOutcome> => {
    const result = await client.query(FundQuery, {}, { requestPolicy: 'network-only' }).toPromise();
    setFault(result.error ? apiFaultOf(result.error) : null);
    if (result.data) setFund(result.data.fund);
    return result.error ? 'failed' : 'again';
  }, [client]);
  useEffect(() => {
    void ask();
  }, [ask]);
  usePolling({ enabled: true, delayMs: () => REFRESH_MS, ask });
  return { fund, fault, refresh: () => void ask() };
}
