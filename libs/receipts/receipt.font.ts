import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openSync, type Font } from 'fontkit';
import subsetFont from 'subset-font';

const door = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');

/** The face of every paper: Noto Sans Hans (OFL), which has the rare characters of Chinese names. */
const FACE = path.join(path.dirname(door), '../fonts/NotoSansHans-Regular.otf');

/** Every paper has these; the rest of the alphabet comes with the first paper that needs it. */
const ALWAYS =
  ' !"#%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz¥·—…（），。、：；「」〔〕' +
  '零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整';

const font = openSync(FACE);

/**
 * Text the face can show: a character it lacks is written as its code point, e.g. 〔U+2B73F〕, the way registries
 * write names no font has yet.
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

/**
 * The face cut down to the characters papers have used so far. Opening the whole of it (8 MB) for every paper costs
 * ten times the drawing; a cut grows with the first paper that brings a new character, and soon no more.
 */
export class ReceiptFont {
  private readonly covered = new Set(ALWAYS);
  private cut: Promise<Buffer> | undefined;

  /** A font that shows every character of `text`; callers side by side share one cut. */
  covering(text: string): Promise<Buffer> {
    const before = this.covered.size;
    for (const character of text) this.covered.add(character);
    if (this.covered.size > before) this.cut = undefined;
    this.cut ??= readFile(FACE).then((bytes) =>
      subsetFont(bytes, [...this.covered].join(''), { targetFormat: 'sfnt' }),
    );
    return this.cut;
  }
}

/** How wide a line of text is, in the unit of `size`. */
export function measured(text: string, size: number): number {
  return (face().layout(text).advanceWidth * size) / face().unitsPerEm;
}

/** The outlines of a line of text as the `d` of an SVG path, from `x` on the base line `y`. */
export function outlined(text: string, x: number, y: number, size: number): string {
  const scale = size / face().unitsPerEm;
  const { glyphs, positions } = face().layout(text);
  let at = x;
  const outlines: string[] = [];
  glyphs.forEach((glyph, index) => {
    const place = positions[index];
    if (!place) return;
    outlines.push(
      glyph.path
        .scale(scale, -scale)
        .translate(at + place.xOffset * scale, y - place.yOffset * scale)
        .toSVG(),
    );
    at += place.xAdvance * scale;
  });
  return outlines.join('');
}

function face(): Font {
  if (!('layout' in font)) throw new Error('the face of the papers is one font, not a collection');
  return font;
}
