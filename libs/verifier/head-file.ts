import { mustEqual, wrong, type Row } from './books.faults.js';
import { printed, RowFields } from './row.fields.js';
import { verifyEd25519, type SignatureCheck } from './signature.js';

export const HEAD_FORMAT = 'yiqijuan-head/1';

/** The state of the books at the end of a day, signed; what a person keeps outside. */
export interface HeadFile {
  format: typeof HEAD_FORMAT;
  /** China's day, YYYY-MM-DD. */
  date: string;
  batches: number;
  positions: number;
  hash: string;
  /** Milliseconds since 1970. */
  recordedAt: string;
  publicKey: string;
  signature: string;
}

/** The text that a head's signature covers. */
export function signedTextOfHead(
  head: Pick<HeadFile, 'date' | 'batches' | 'positions' | 'hash' | 'recordedAt'>,
): string {
  const { date, batches, positions, hash, recordedAt } = head;
  return [HEAD_FORMAT, date, batches, positions, hash, recordedAt].join('\n');
}

/**
 * Reads a head file.
 * @throws BooksFault when it is none
 */
export function readHeadFile(text: string): HeadFile {
  const row: Row = { kind: 'head_file', id: '', line: null };
  const fields = new RowFields(row, parsedFile(text, row), [
    'format',
    'date',
    'batches',
    'positions',
    'hash',
    'recordedAt',
    'publicKey',
    'signature',
  ]);
  mustEqual(row, 'format', HEAD_FORMAT, fields.text('format'));
  return {
    format: HEAD_FORMAT,
    date: fields.word('date'),
    batches: fields.count('batches'),
    positions: fields.count('positions'),
    hash: fields.hash('hash'),
    recordedAt: fields.whole('recordedAt').toString(),
    publicKey: fields.word('publicKey'),
    signature: fields.word('signature'),
  };
}

/**
 * Checks who signed a head, before its books are read.
 * @param key the charity's public key in base64url where the person knows it from elsewhere
 * @throws BooksFault when the signature is not of this key over this head
 */
export async function checkHeadSignature(
  head: HeadFile,
  key: string | null,
  check: SignatureCheck = verifyEd25519,
): Promise<void> {
  const row: Row = { kind: 'head_file', id: head.date, line: null };
  if (key !== null && head.publicKey !== key) wrong('key_differs', row, 'publicKey', key, head.publicKey);
  const verdict = await check(head.publicKey, signedTextOfHead(head), head.signature);
  if (verdict === 'unsupported') wrong('signature_cannot_be_checked', row, 'signature');
  if (verdict === 'false') wrong('signature_is_false', row, 'signature', null, head.signature);
}

/** The JSON of a small file given beside the books. */
export function parsedFile(text: string, row: Row): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return wrong('line_is_not_json', row, null, null, printed(text));
  }
}
