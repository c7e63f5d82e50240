import { wrong } from './books.faults.js';

/** No row of the books comes near; a file without line ends must not fill the memory. */
const LONGEST_LINE = 4_000_000;

/**
 * The lines of a text in UTF-8, as they come in.
 * @throws BooksFault for bytes that are no UTF-8 and for a line without end
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  let line = 0;
  for await (const chunk of chunks) {
    const lines = (rest + decoded(decoder, chunk, line + 1)).split('\n');
    rest = lines.pop() ?? '';
    for (const each of lines) {
      line++;
      yield each;
    }
    if (rest.length > LONGEST_LINE) wrong('line_is_too_long', { kind: 'file', id: '', line: line + 1 });
  }
  rest += decoded(decoder, undefined, line + 1);
  if (rest !== '') yield rest;
}

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array | undefined, line: number): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    return wrong('text_is_not_utf8', { kind: 'file', id: '', line });
  }
}
