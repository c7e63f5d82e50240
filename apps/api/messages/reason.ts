import { CATALOGUES } from './catalogues.js';
import type { Translate } from './messages.js';

/** A reason in words: the system's own are codes with a sentence each, people's are their words already. */
export function reasonInWords(reason: string, t: Translate): string {
  const key = `reason_${reason}`;
  return key in CATALOGUES.en ? t(key) : reason;
}
