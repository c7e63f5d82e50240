import { UserError } from '#kernel';

/** Posting is to go on, but something still does not hold. */
export class BooksBrokenError extends UserError {
  readonly typeName = 'BooksBrokenError';

  constructor(sentences: readonly string[]) {
    super('books_broken', { count: sentences.length, sentences: sentences.join('; ') });
  }
}
