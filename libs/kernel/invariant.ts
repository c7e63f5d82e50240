/** Our own mistake, not the caller's: the surrounding transaction rolls back and the job is parked for a person. */
export class InvariantViolation extends Error {
  override readonly name = 'InvariantViolation';
}

/**
 * States what must always hold.
 * @throws InvariantViolation with `sentence` when it does not
 */
export function invariant(holds: unknown, sentence: string): asserts holds {
  if (!holds) throw new InvariantViolation(sentence);
}
