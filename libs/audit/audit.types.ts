/** A sentence that does not hold. */
export interface BrokenSentence {
  sentence: string;
  offenders: number;
}

/** One run over every invariant. */
export interface AuditRun {
  id: string;
  /** Who asked for it; null for the night's own. */
  askedBy: string | null;
  startedAt: Date;
  /** Null while it runs. */
  finishedAt: Date | null;
  /** How many sentences were checked, or have been so far. */
  checks: number;
  broken: BrokenSentence[];
}

/** Since when nothing is posted, and why. */
export interface Halt {
  since: Date;
  reason: string;
}
