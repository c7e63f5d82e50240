/**
 * `node verify.mjs FILE`: checks the public books of 一起捐 without asking anybody, offline, with no secret.
 * Bundled into one readable file; its source is apps/verifier and libs/verifier, the format docs/books-format.md.
 */
import { readFileSync } from 'node:fs';
import {
  BooksFault,
  checkHeadSignature,
  describeFault,
  readHeadFile,
  readReceiptFile,
  verifyBooks,
  type Fault,
  type HeadFile,
  type ReceiptFile,
} from '#verifier';
import { localeOf, readArguments, type Request } from './arguments.js';
import { linesOfFile } from './books-file.js';
import { verifyByNode } from './node-signature.js';
import { WORDS, yuanOf } from './words.js';

const [RIGHT, WRONG, UNUSABLE] = [0, 1, 2];
const REPORT_MS = 1_000;

/** A file that is not there or may not be read. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';

  constructor(
    readonly file: string,
    why: string,
  ) {
    super(why);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Unreadable(file, error instanceof Error ? error.message : String(error));
  }
}

async function readBeside(request: Request): Promise<{ heads: HeadFile[]; receipts: ReceiptFile[] }> {
  const heads = request.heads.map((file) => readHeadFile(textOf(file)));
  for (const head of heads) await checkHeadSignature(head, request.key, verifyByNode);
  return { heads, receipts: request.receipts.map((file) => readReceiptFile(textOf(file))) };
}

function sayFault(fault: Fault, { locale }: Request): number {
  console.log(`${WORDS[locale].wrong}\n${describeFault(fault, locale)}`);
  return WRONG;
}

async function check(request: Request): Promise<number> {
  const words = WORDS[request.locale];
  const beside = await readBeside(request);
  let reported = performance.now();
  const onProgress = (lines: number): void => {
    if (performance.now() - reported < REPORT_MS) return;
    reported = performance.now();
    process.stderr.write(`${words.progress(lines)}${process.stderr.isTTY ? '\r' : '\n'}`);
  };
  const verdict = await verifyBooks(linesOfFile(request.file), { ...beside, key: request.key, onProgress });
  if (!verdict.ok) return sayFault(verdict.fault, request);
  console.log(words.right(verdict.books, yuanOf(verdict.books.amount)));
  if (verdict.books.heads === 0) console.log(words.noHead);
  return RIGHT;
}

async function main(): Promise<number> {
  const ownLocale = Intl.DateTimeFormat().resolvedOptions().locale;
  const request = readArguments(process.argv.slice(2), ownLocale);
  if (!request) {
    console.error(WORDS[localeOf(ownLocale)].usage);
    return UNUSABLE;
  }
  try {
    return await check(request);
  } catch (error) {
    if (error instanceof BooksFault) return sayFault(error.fault, request);
    const file = error instanceof Unreadable ? error.file : request.file;
    console.error(WORDS[request.locale].unreadable(file, error instanceof Error ? error.message : String(error)));
    return UNUSABLE;
  }
}

process.exitCode = await main();
