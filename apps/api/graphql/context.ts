import type { Viewer } from '#identity';
import type { Locale, Translate } from '../messages/messages.js';
import type { Loaders } from './loaders.js';

/** What every resolver of one request shares. */
export interface GraphContext {
  viewer: Viewer | null;
  locale: Locale;
  /** Sentences in the visitor's language. */
  t: Translate;
  loaders: Loaders;
  /** Pledges this visitor has shown to be theirs, by id. */
  openedPledges: Set<string>;
  visitor: {
    /** Hash of the visitor's cookie; null when the browser sent none. */
    hash: string | null;
    /** The same, giving the browser a cookie first when it has none. */
    ensureHash(): string;
  };
}
