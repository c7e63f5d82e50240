import type { DisputeState } from '#platform';

export interface DisputeTransition {
  from: DisputeState | null;
  to: DisputeState;
  actor: string;
  reason: string;
  at: Date;
}

/** What we say against it. */
export interface DisputeDefence {
  statement: string;
  /** Day the gift was put to use or its receipt issued, YYYY-MM-DD. */
  serviceDate: string | null;
  documentation: string | null;
}
