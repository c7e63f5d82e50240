import {
  BooksFault,
  checkHeadSignature,
  describeFault,
  linesOf,
  readHeadFile,
  readReceiptFile,
  verifyBooks,
  wrong,
  type HeadFile,
  type Verdict,
} from '#verifier';
import type { VerificationNews, VerificationRequest } from './verification.js';

/** What a worker's global offers; the page's own type library does not know it. */
interface WorkerScope {
  postMessage(news: VerificationNews): void;
  addEventListener(kind: 'message', listen: (event: MessageEvent<VerificationRequest>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const CURRENT = '/books/export.jsonl.gz';

/** The books could not be had; nothing is said about them. */
class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

async function bytesOf(books: File | null): Promise<AsyncGenerator<Uint8Array>> {
  if (books && !books.name.endsWith('.gz')) return chunksOf(books.stream(), false);
  if (books) return chunksOf(unpacked(books.stream()), true);
  const response = await fetch(CURRENT).catch(() => null);
  if (!response?.ok || !response.body) throw new Unreachable();
  return chunksOf(unpacked(response.body), true);
}

function unpacked(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array> {
  return stream.pipeThrough(new DecompressionStream('gzip'));
}

async function* chunksOf(stream: ReadableStream<Uint8Array>, packed: boolean): AsyncGenerator<Uint8Array> {
  // Not every browser iterates over a stream by itself.
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      if (!packed) throw error;
      return wrong('text_is_not_gzip', { kind: 'file', id: '', line: null });
    });
    if (done) return;
    yield value;
  }
}

async function verify({ books, heads, receipts }: VerificationRequest): Promise<Verdict> {
  const readHeads: HeadFile[] = [];
  for (const file of heads) {
    const head = readHeadFile(await file.text());
    await checkHeadSignature(head, null);
    readHeads.push(head);
  }
  const texts = await Promise.all(receipts.map((file) => file.text()));
  return verifyBooks(linesOf(await bytesOf(books)), {
    heads: readHeads,
    receipts: texts.map(readReceiptFile),
    onProgress: (lines) => scope.postMessage({ kind: 'progress', lines }),
  });
}

async function answer(request: VerificationRequest): Promise<VerificationNews> {
  try {
    const verdict = await verify(request);
    if (verdict.ok) return { kind: 'right', books: verdict.books };
    return { kind: 'wrong', text: describeFault(verdict.fault, request.locale) };
  } catch (error) {
    if (error instanceof BooksFault) return { kind: 'wrong', text: describeFault(error.fault, request.locale) };
    return { kind: 'unreachable' };
  }
}

scope.addEventListener('message', ({ data }) => void answer(data).then((news) => scope.postMessage(news)));
