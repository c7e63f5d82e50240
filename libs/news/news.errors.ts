import { UserError } from '#kernel';

/** Too many letters were asked for, by this network address or to this mail address. */
export class TooManyLettersError extends UserError {
  readonly typeName = 'TooManyLettersError';

  constructor(
    /** When to try again, in seconds. */
    readonly seconds: number,
  ) {
    super('too_many_letters', { minutes: Math.ceil(seconds / 60) });
  }
}

/** The item has been withdrawn, or corrected, by somebody else meanwhile. */
export class NewsStateError extends UserError {
  readonly typeName = 'NewsStateError';

  constructor(code: 'news_withdrawn_already' | 'news_not_withdrawn' | 'news_corrected_already') {
    super(code);
  }
}
