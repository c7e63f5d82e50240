import { openSync } from 'fontkit';
import { RECEIPT_FONT } from './receipt.font.js';

const font = openSync(RECEIPT_FONT);

/**
 * Text the receipt's font can show: a character it lacks is written as its code point, e.g. 〔U+2B73F〕, the way
 * registries write names no font has yet.
 */
export function writable(text: string): string {
  return [...text]
    .map((character) => {
      const point = character.codePointAt(0) ?? 0;
      if ('hasGlyphForCodePoint' in font && font.hasGlyphForCodePoint(point)) return character;
      return `〔U+${point.toString(16).toUpperCase()}〕`;
    })
    .join('');
}
