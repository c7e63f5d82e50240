import { en } from './en.js';
import type { Translate } from './messages.js';
import { refundsEn } from './refunds.en.js';

/** A reason in words: the system's own are codes with a sentence each, people's are their words already. */
export function reasonInWords(reason: string, t: Translate): string {
  const key = `reason_${reason}`;
  return key in en || key in refundsEn ? t(key) : reason;
}
