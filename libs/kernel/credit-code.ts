/** The characters of a code, each worth its place: digits and capitals without I, O, S, V and Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const PATTERN = /^[0-9ABCDEFGHJKLMNPQRTUWXY]{2}\d{6}[0-9ABCDEFGHJKLMNPQRTUWXY]{10}$/;
const BASE = BigInt(ALPHABET.length);

/** A 统一社会信用代码 as it is written: capitals, without spaces. */
export function tidyCreditCode(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

/**
 * Whether a text is a 统一社会信用代码: 18 characters, the last of which is the check character of GB 32100-2015
 * (31 minus the sum of the first 17, each weighted by 3 to the power of its place, modulo 31).
 */
export function isCreditCode(text: string): boolean {
  if (!PATTERN.test(text)) return false;
  const worth = (character: string | undefined): bigint => BigInt(ALPHABET.indexOf(character ?? ''));
  const characters = [...text];
  const sum = characters.slice(0, 17).reduce((all, each, place) => all + worth(each) * 3n ** BigInt(place), 0n);
  return (BASE - (sum % BASE)) % BASE === worth(characters[17]);
}
