import { useQuery } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import { growingDelayMs } from '../../lib/poll-delay.js';
import { usePolling } from '../../lib/use-polling.js';
import type { StaffRuleParts } from './rule.fragment.js';
import { StaffRuleQuery } from './rule.query.js';

export interface StaffRuleState {
  /** Null: there is none. Undefined: not heard yet. */
  rule: StaffRuleParts | null | undefined;
  fault: ApiFault | null;
  refresh: () => void;
}

/** One rule, asked afresh whenever its page opens, and again and again while its simulation is under way. */
export function useStaffRule(id: string): StaffRuleState {
  const [{ data, error }, ask] = useQuery({
    query: StaffRuleQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const refresh = (): void => ask({ requestPolicy: 'network-only' });
  const simulation = data?.allocationRule?.simulation;
  usePolling({
    enabled: simulation?.state === 'QUEUED' || simulation?.state === 'RUNNING',
    delayMs: growingDelayMs,
    ask: () => {
      refresh();
      // The answer itself switches this off.
      return Promise.resolve('again');
    },
  });
  return { rule: data?.allocationRule, fault: error ? apiFaultOf(error) : null, refresh };
}
