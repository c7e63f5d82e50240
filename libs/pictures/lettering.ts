import { createRequire } from 'node:module';
import path from 'node:path';
import { openSync, type Font } from 'fontkit';

const folder = path.join(path.dirname(createRequire(import.meta.url).resolve('@embedpdf/fonts-sc')), '../fonts');
/** Noto Sans Hans (OFL): the same family as on papers; a machine without Chinese fonts draws the same poster. */
const FACES = { regular: 'NotoSansHans-Regular.otf', bold: 'NotoSansHans-Bold.otf' } as const;

export type Face = keyof typeof FACES;

const opened = new Map<Face, Font>();

/** Fonts are large: each is opened with the first poster that needs it. */
function fontOf(face: Face): Font {
  const known = opened.get(face);
  if (known) return known;
  const font = openSync(path.join(folder, FACES[face]));
  if (!('layout' in font)) throw new Error('a collection of fonts is no font');
  opened.set(face, font);
  return font;
}

export interface Line {
  text: string;
  x: number;
  /** Of the line the letters stand on. */
  y: number;
  /** Height of a character, in pixels. */
  size: number;
  fill: string;
  face?: Face;
}

/** The text as SVG paths, so that whoever draws it needs no font. */
export function lettered({ text, x, y, size, fill, face = 'regular' }: Line): string {
  const font = fontOf(face);
  const scale = size / font.unitsPerEm;
  let place = 0;
  const { glyphs, positions } = font.layout(text);
  const letters = glyphs.map((glyph, index) => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
    const at = `translate(${(place + xOffset).toFixed(1)} ${yOffset.toFixed(1)})`;
    place += xAdvance;
    return `<path transform="${at}" d="${glyph.path.toSVG()}"/>`;
  });
  return `<g fill="${fill}" transform="translate(${x} ${y}) scale(${scale} ${-scale})">${letters.join('')}</g>`;
}

/** How wide a text is, in pixels. */
export function widthOf(text: string, size: number, face: Face = 'regular'): number {
  const font = fontOf(face);
  return (font.layout(text).advanceWidth * size) / font.unitsPerEm;
}

/** Whether the face draws every character as itself and none as an empty box. */
export function canLetter(text: string): boolean {
  const font = fontOf('regular');
  return [...text].every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
}

/** Text cut into lines of at most `width` pixels; what does not fit on the last ends in an ellipsis. */
export function linesOf(text: string, width: number, most: number, size: number, face: Face = 'regular'): string[] {
  const lines: string[] = [];
  let line = '';
  // What the face cannot draw, such as an emoji, is left out rather than shown as a box.
  const characters = [...text].filter((character) => canLetter(character));
  for (const [index, character] of characters.entries()) {
    if (widthOf(line + character, size, face) <= width) {
      line += character;
      continue;
    }
    if (lines.length + 1 === most) return [...lines, `${cut(line, width, size, face)}…`];
    lines.push(line);
    line = index < characters.length ? character : '';
  }
  return line === '' ? lines : [...lines, line];
}

function cut(line: string, width: number, size: number, face: Face): string {
  let kept = line;
  while (kept !== '' && widthOf(`${kept}…`, size, face) > width) kept = [...kept].slice(0, -1).join('');
  return kept;
}
