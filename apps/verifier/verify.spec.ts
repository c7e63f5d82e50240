import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BooksGenerator, testKey } from '../../test/support/books-generator.js';

const key = testKey();
let folder: string;

/** Runs `npm run verify` as a person does, without npm's own words around it. */
function verify(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/verify.mjs', ...args, '--lang', 'en'], (error, out, said) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, error: said });
    });
  });
}

const file = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'verify-'));
  const generator = new BooksGenerator({ batches: 3, giftsPerBatch: 5, transferEvery: 2 }, key);
  const lines = [...generator.lines()];
  const head = generator.head('2026-11-23');
  const text = `${lines.join('\n')}\n`;
  const gift = lines.findIndex((line) => line.startsWith('{"gift"'));
  const broken = (lines[gift] ?? '').replace(/"amount":"\d+"/, '"amount":"90000000"');
  const receipt = {
    format: 'yiqijuan-receipt/1',
    ...generator.receipt,
    headBatch: head['batches'],
    headHash: head['hash'],
  };
  writeFileSync(file('books.jsonl'), text);
  writeFileSync(file('books.jsonl.gz'), gzipSync(text));
  writeFileSync(file('cut.jsonl.gz'), gzipSync(text).subarray(0, -40));
  writeFileSync(file('broken.jsonl'), lines.with(gift, broken).join('\n'));
  writeFileSync(file('head.json'), JSON.stringify(head));
  writeFileSync(file('forged.json'), JSON.stringify({ ...head, batches: 1 }));
  writeFileSync(file('receipt.json'), JSON.stringify(receipt));
  await verify('--help'); // Builds the single file, should it be stale.
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('npm run verify', () => {
  it('finds sound books right: 0', async () => {
    const { code, out } = await verify(file('books.jsonl'), '--head', file('head.json'), '--key', key.publicKey);
    expect([code, out]).toEqual([0, expect.stringMatching(/^All right: 15 gifts[\s\S]*Compared with 1 kept heads/)]);
  });

  it('reads compressed books and a receipt, and says what it lacks a head for', async () => {
    const { code, out } = await verify(file('books.jsonl.gz'), '--receipt', file('receipt.json'));
    expect([code, out]).toEqual([0, expect.stringMatching(/1 receipts\.\n[\s\S]*No kept head was compared/)]);
  });

  it.each([
    ['a gift that was changed', ['broken.jsonl'], /line 15, gift plg_\w+ \(legs\) differs[\s\S]*expected: /],
    ['a compressed file that is cut off', ['cut.jsonl.gz'], /damaged or incomplete/],
    ['a head with a false signature', ['books.jsonl', '--head', 'forged.json'], /head file 2026-11-23 .*not signed/],
    ['a receipt for a head', ['books.jsonl', '--head', 'receipt.json'], /head file/],
  ])('names %s: 1', async (_, args, said) => {
    const { code, out } = await verify(...args.map((arg) => (arg.startsWith('--') ? arg : file(arg))));
    expect([code, out]).toEqual([1, expect.stringMatching(said)]);
  });

  it('does not take another key for the charity’s: 1', async () => {
    const { code, out } = await verify(file('books.jsonl'), '--key', testKey().publicKey);
    expect([code, out]).toEqual([1, expect.stringMatching(/another public key/)]);
  });

  it.each([
    ['no file', []],
    ['two files', ['a', 'b']],
    ['an unknown option', ['a', '--trust']],
    ['an option without its value', ['a', '--key']],
  ])('says how it is used when given %s: 2', async (_, args) => {
    const { code, error } = await verify(...args);
    expect([code, error]).toEqual([2, expect.stringMatching(/Usage|用法/)]);
  });

  it('says which file cannot be read: 2', async () => {
    for (const args of [['absent.jsonl'], ['books.jsonl', '--head', 'absent.json'], ['absent.jsonl.gz']]) {
      const { code, error } = await verify(...args.map((arg) => (arg.startsWith('--') ? arg : file(arg))));
      expect([code, error]).toEqual([2, expect.stringMatching(/Cannot read .*absent/)]);
    }
  });
});
