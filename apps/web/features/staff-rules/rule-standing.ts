/** Where a rule stands in time: what its state and the clock say together. */
export type RuleStanding = 'DRAFT' | 'SIMULATED' | 'WITHDRAWN' | 'COMING' | 'IN_FORCE' | 'OVER';

interface Timed {
  state: 'DRAFT' | 'SIMULATED' | 'APPROVED' | 'WITHDRAWN';
  effectiveFrom: string;
  effectiveUntil: string | null;
}

/** @param now milliseconds since 1970 */
export function standingOf({ state, effectiveFrom, effectiveUntil }: Timed, now: number): RuleStanding {
  if (state !== 'APPROVED') return state;
  if (Date.parse(effectiveFrom) > now) return 'COMING';
  return effectiveUntil !== null && Date.parse(effectiveUntil) <= now ? 'OVER' : 'IN_FORCE';
}

export type RuleStep = 'edit' | 'simulate' | 'approve' | 'withdraw';

/** What this role may do with a rule that stands there; the api decides again, and also who the second person is. */
export function stepsFor(role: string, standing: RuleStanding): readonly RuleStep[] {
  const open = standing === 'DRAFT' || standing === 'SIMULATED';
  if (role === 'STAFF_MAKER')
    return open ? ['edit', 'simulate', 'withdraw'] : standing === 'COMING' ? ['withdraw'] : [];
  if (role !== 'STAFF_CHECKER') return [];
  if (standing === 'SIMULATED') return ['simulate', 'approve', 'withdraw'];
  return standing === 'DRAFT' ? ['simulate', 'withdraw'] : standing === 'COMING' ? ['withdraw'] : [];
}
