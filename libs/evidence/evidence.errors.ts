import { UserError } from '#kernel';

/** What the document says was decided with what lay there; nothing is added or taken away afterwards. */
export class EvidenceSettledError extends UserError {
  readonly typeName = 'EvidenceSettledError';

  constructor() {
    super('evidence_settled');
  }
}

/** A document carries so many files and no more. */
export class TooMuchEvidenceError extends UserError {
  readonly typeName = 'TooMuchEvidenceError';

  constructor(readonly most: number) {
    super('evidence_too_many', { most });
  }
}
