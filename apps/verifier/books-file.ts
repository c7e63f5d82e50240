import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { linesOf, wrong } from '#verifier';

const CHUNK_BYTES = 1 << 20;

/** The lines of an export on the disk; a name that ends in .gz is unpacked on the way. */
export async function* linesOfFile(file: string): AsyncGenerator<string> {
  const bytes = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  if (!file.endsWith('.gz')) {
    yield* linesOf(bytes);
    return;
  }
  // `pipeline` hands an error of either stream to the other, so that the loop below hears of it.
  const unpacked = pipeline(bytes, createGunzip({ chunkSize: CHUNK_BYTES }), () => {});
  try {
    yield* linesOf(unpacked);
  } catch (error) {
    // zlib's own errors begin with Z_; a file that cannot be read is another matter.
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error;
    wrong('text_is_not_gzip', { kind: 'file', id: '', line: null });
  }
}
