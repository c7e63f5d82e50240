import type { Signal } from '#platform';

/**
 * What a subscription's resolver returns: which signals may change its answer, and for whom it is asked. The field's
 * `resolve` gives the answer, the same way a query would.
 */
export class LiveSource implements AsyncIterable<never> {
  private constructor(
    /** The answer is asked for again when one of these arrives, and as it ages. */
    readonly topics: readonly Signal[],
    /** Whether everybody may have the same answer: it is then asked once, as nobody in particular. */
    readonly shared: boolean,
  ) {}

  /** Of something public: all who ask the same share one answer. */
  static shared(topics: readonly Signal[]): LiveSource {
    return new LiveSource(topics, true);
  }

  /** Of something only this person may see. */
  static own(topics: readonly Signal[]): LiveSource {
    return new LiveSource(topics, false);
  }

  /** graphql-js takes nothing but an iterable from a subscription; answers come from LiveQuestion instead. */
  [Symbol.asyncIterator](): AsyncIterator<never> {
    return { next: () => Promise.resolve({ done: true, value: undefined }) };
  }
}
