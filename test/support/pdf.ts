import { inflateSync } from 'node:zlib';

/**
 * The text of a PDF written by PDFKit, in the order it was drawn: glyph numbers of the page's content, read back through
 * the font's own table (ToUnicode), as a reader's copy and search do.
 */
export function pdfText(bytes: Buffer): string {
  const streams = streamsOf(bytes);
  const characters = new Map<number, string>();
  for (const stream of streams.filter((each) => each.includes('beginbfrange'))) {
    for (const [, first = '0', list = ''] of stream.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
      [...list.matchAll(/<([0-9a-f ]+)>/gi)].forEach(([, units = ''], index) => {
        characters.set(parseInt(first, 16) + index, textOfUnits(units));
      });
    }
  }
  const lines: string[] = [];
  for (const stream of streams.filter((each) => /\bBT\b/.test(each))) {
    for (const [, shown = ''] of stream.matchAll(/\[([^\]]*)\]\s*TJ/g)) {
      const glyphs = [...shown.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
      lines.push(glyphs.map((glyph) => characters.get(parseInt(glyph, 16)) ?? '\ufffd').join(''));
    }
  }
  return lines.join('\n');
}

function streamsOf(bytes: Buffer): string[] {
  const streams: string[] = [];
  const text = bytes.toString('latin1');
  for (const { index, 0: opening } of text.matchAll(/\/Length (\d+)[^>]*>>\s*stream\r?\n/g)) {
    const length = parseInt(/\d+/.exec(opening)?.[0] ?? '0', 10);
    const start = index + opening.length;
    try {
      streams.push(inflateSync(bytes.subarray(start, start + length)).toString('latin1'));
    } catch {
      streams.push(''); // A picture or a font in another coding; it holds no text.
    }
  }
  return streams;
}

/** UTF-16 code units in hexadecimal, e.g. `d86dde3f`. */
function textOfUnits(units: string): string {
  const codes = units.replace(/ /g, '').match(/.{4}/g) ?? [];
  return String.fromCharCode(...codes.map((code) => parseInt(code, 16)));
}
