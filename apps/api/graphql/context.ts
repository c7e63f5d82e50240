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
  /** Pledges and monthly gifts this visitor has shown to be theirs, by id. */
  openedPledges: Set<string>;
  /** Teams this visitor has shown to lead, by id. */
  openedTeams: Set<string>;
  /** Hash of the visitor's cookie; null only for a page rendered for everyone. */
  visitorHash: string | null;
  /** The request's headers; none for a page rendered for everyone. */
  headers: Headers;
  /** Sends cookies along with the answer. */
  setCookies: (lines: readonly string[]) => void;
  /** Where the request came from; empty for a page rendered for everyone. */
  address: string;
}
