import type { DisputeParts } from './dispute.queries.js';

/** Whether something can still be said to a dispute. */
export function takesAnswer({ state, answer, failureText }: DisputeParts): boolean {
  return (state === 'NEEDS_RESPONSE' || state === 'INQUIRY') && (answer === null || failureText !== null);
}
