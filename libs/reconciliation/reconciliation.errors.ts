import { UserError } from '#kernel';
import type { DifferenceState } from '#platform';

/** The step cannot be taken from the state the difference is in. */
export class DifferenceStateError extends UserError {
  readonly typeName = 'DifferenceStateError';

  constructor(readonly state: DifferenceState) {
    super('difference_state_forbids_step', { state: `DIFFERENCE_${state}` });
  }
}

/** The line of the bank's stands for something else already, or has another amount. */
export class LineTakenError extends UserError {
  readonly typeName = 'LineTakenError';

  constructor() {
    super('bank_line_taken');
  }
}

/** What is wrong with a line of a file; `line` is its number, 0 for the file as a whole. */
export interface LineFault {
  line: number;
  /** Stable name of the rule that is broken, and what fills its sentence. */
  code: string;
  params: Readonly<Record<string, string | number>>;
}

/** A bank statement that cannot be read whole; nothing of it is kept. */
export class StatementRejectedError extends UserError {
  readonly typeName = 'StatementRejectedError';

  constructor(readonly faults: readonly LineFault[]) {
    super('bank_statement_rejected', { count: faults.length });
  }
}
