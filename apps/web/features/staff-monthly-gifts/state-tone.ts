/** The colour of a state of monthly gifts, by the name of one that has it already. */
const TONES: Record<string, string> = {
  ACTIVE: 'PAID',
  PAID: 'PAID',
  PENDING_FIRST: 'PROCESSING',
  FIRST: 'PROCESSING',
  CHARGING: 'PROCESSING',
  PAUSED: 'PAUSED',
  PAST_DUE: 'FAILED',
  RETRYING: 'FAILED',
  WAITING_FOR_GIVER: 'FAILED',
};

export function pillOf(state: string): string {
  return TONES[state] ?? '';
}
