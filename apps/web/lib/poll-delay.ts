/** A pledge is followed closely at first and calmly later: 1 s growing to 5 s. `attempt` counts from 0. */
export function growingDelayMs(attempt: number): number {
  return Math.min(1_000 + attempt * 400, 5_000);
}

/** While the api does not answer, ask less and less often: 2 s doubling to 30 s. `failures` counts from 1. */
export function backoffDelayMs(failures: number): number {
  return Math.min(1_000 * 2 ** failures, 30_000);
}
