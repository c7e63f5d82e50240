/** A sentence that does not hold. */
export interface BrokenSentence {
  sentence: string;
  offenders: number;
}

/** One run over every invariant. */
export interface AuditRun {
  id: string;
  startedAt: Date;
  /** Null while it runs. */
  finishedAt: Date | null;
  checks: number;
  broken: BrokenSentence[];
}

/** Since when nothing is posted, and why. */
export interface Halt {
  since: Date;
  reason: string;
}
