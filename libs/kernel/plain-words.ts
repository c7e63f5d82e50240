import { FieldRejectedError } from './errors.js';

const MAX_EMAIL = 254;
const EMAIL = /^[^\s@<>()[\],;:"\\]+@[^\s@<>()[\],;:"\\]+\.[^\s@<>()[\],;:"\\.]{2,}$/;
/** A tag, an entity, a link in any dress: words only, please. */
const MARKUP = /<[a-z!/?]|&#?\w+;|https?:|www\.|\]\(|javascript:/i;
/** Control characters, and marks that turn the direction of text around them; the joiner inside emoji may stay. */
const CONTROL = /[\p{Cc}\p{Co}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/**
 * Words of a visitor that others will read, with single spaces; empty when there are none.
 * @param max characters, as people count them
 * @throws FieldRejectedError naming `field` when they are too long or more than words
 */
export function plainWords(field: string, text: string | null | undefined, max: number): string {
  const words = text?.trim().replace(/\s+/g, ' ') ?? '';
  if ([...words].length > max) throw new FieldRejectedError(field, 'field_too_long', { max });
  if (MARKUP.test(words) || CONTROL.test(words)) throw new FieldRejectedError(field, 'field_has_markup');
  return words;
}

/** Whether it reads as a mail address; space around it is not taken away. */
export function isMailAddress(text: string): boolean {
  return text.length <= MAX_EMAIL && EMAIL.test(text);
}

/** A mail address without space around it; null when there is none. @throws FieldRejectedError email_malformed */
export function mailAddress(field: string, text: string | null | undefined): string | null {
  const address = text?.trim() ?? '';
  if (address === '') return null;
  if (!isMailAddress(address)) throw new FieldRejectedError(field, 'email_malformed');
  return address;
}
