import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BooksGenerator, testKey, type BooksPlan } from '../../test/support/books-generator.js';
import { describeFault, FAULT_CODES, type Fault } from './index.js';
import {
  BooksFault,
  checkHeadSignature,
  linesOf,
  readHeadFile,
  readReceiptFile,
  verifyBooks,
  type BesideTheBooks,
  type HeadFile,
  type Verdict,
} from './index.js';

const key = testKey();
const plan: BooksPlan = { batches: 4, giftsPerBatch: 6, transferEvery: 2 };

function written(given: Partial<BooksPlan> = {}): { lines: string[]; head: HeadFile; generator: BooksGenerator } {
  const generator = new BooksGenerator({ ...plan, ...given }, key);
  const lines = [...generator.lines()];
  return { lines, head: readHeadFile(JSON.stringify(generator.head('2026-11-23'))), generator };
}

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  for (const line of lines) yield await Promise.resolve(line);
}

const verdictOn = (lines: readonly string[], beside: BesideTheBooks = {}): Promise<Verdict> =>
  verifyBooks(each(lines), beside);

async function faultIn(lines: readonly string[], beside: BesideTheBooks = {}): Promise<Fault> {
  const verdict = await verdictOn(lines, beside);
  if (verdict.ok) throw new Error('the books were found right');
  return verdict.fault;
}

type Row = Record<string, Record<string, unknown>>;

/** Index of the n-th line of a kind. */
function lineOf(lines: readonly string[], kind: string, n = 0): number {
  const found = lines.flatMap((line, k) => (line.startsWith(`{"${kind}"`) ? [k] : []))[n];
  if (found === undefined) throw new Error(`no ${kind} ${n}`);
  return found;
}

/** The lines with one row changed. */
function edited(lines: readonly string[], at: number, change: Record<string, unknown>): string[] {
  const row = JSON.parse(lines[at] ?? '') as Row;
  const [kind = ''] = Object.keys(row);
  return lines.with(at, JSON.stringify({ [kind]: { ...row[kind], ...change } }));
}

const without = (lines: readonly string[], at: number): string[] => lines.toSpliced(at, 1);

describe('sound books', () => {
  it('are found right, and counted', async () => {
    const { lines, head } = written();
    const verdict = await verdictOn(lines, { heads: [head], key: key.publicKey });
    expect(verdict).toMatchObject({
      ok: true,
      books: { lines: lines.length, gifts: 24, transfers: 4, batches: 6, accounts: 9, routes: 2, rules: 1, heads: 1 },
    });
  });

  it('may be empty', async () => {
    const { lines, head } = written({ batches: 0 });
    expect(await verdictOn(lines, { heads: [head] })).toMatchObject({ ok: true, books: { batches: 0, positions: 0 } });
  });

  it('pass whatever the number of gifts, batches and cities is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          batches: fc.integer({ min: 0, max: 4 }),
          giftsPerBatch: fc.integer({ min: 1, max: 5 }),
          legs: fc.integer({ min: 1, max: 24 }),
          seed: fc.string(),
        }),
        async (given) => expect(await verdictOn(written(given).lines)).toMatchObject({ ok: true }),
      ),
      { numRuns: 50 },
    );
  });
});

describe('an edited row is the first that is wrong', () => {
  const { lines } = written();
  const cases: [name: string, kind: string, change: Record<string, unknown>, expected: Partial<Fault>][] = [
    ['a gift with another amount', 'gift', { amount: '90000000' }, { code: 'differs' }],
    ['a gift whose legs are shifted by a fen', 'gift', { legs: ['1', '2', '3'] }, { code: 'differs', field: 'legs' }],
    ['an amount beyond 64 bits', 'gift', { amount: '9999999999999999999' }, { code: 'number_is_too_large' }],
    ['an amount as a number', 'gift', { amount: 7 }, { code: 'field_has_a_wrong_form', field: 'amount' }],
    ['an amount with a sign', 'gift', { amount: '-7' }, { code: 'field_has_a_wrong_form', field: 'amount' }],
    ['a fee above the amount', 'gift', { fee: '99999999' }, { code: 'field_has_a_wrong_form', field: 'fee' }],
    ['an id with a separator', 'gift', { id: 'a,b' }, { code: 'text_holds_a_separator', field: 'id' }],
    ['an unknown route', 'gift', { route: 99 }, { code: 'is_unknown', found: '99' }],
    ['a hidden field', 'gift', { name: 'x' }, { code: 'field_is_unknown', field: 'name' }],
    ['a transfer out of balance', 'transfer', { debits: ['2', '0'] }, { code: 'debit_differs_from_credit' }],
    ['a transfer to an unknown account', 'transfer', { accounts: [98, 99] }, { code: 'is_unknown', found: '98' }],
    ['a transfer that takes back nothing known', 'transfer', { reverses: 'x' }, { code: 'is_unknown' }],
    ['an entry with another balance', 'entry', { debits: '1' }, { code: 'differs', field: 'debits' }],
    ['an entry that counts another number of gifts', 'entry', { gifts: 5 }, { code: 'differs', field: 'gifts' }],
    ['a balance', 'balance', { credits: '1' }, { code: 'differs', field: 'credits' }],
    ['the weights of a route', 'route', { cumulative: [1, 2, 3] }, { code: 'differs', field: 'digest' }],
    ['a management fee above the law', 'route', { managementBp: 1001 }, { code: 'field_has_a_wrong_form' }],
    ['an account under another key', 'account', { key: '2026/1/X/-/-' }, { code: 'field_has_a_wrong_form' }],
    ['a rule that says something else', 'rule', { content: '{}' }, { code: 'differs', field: 'digest' }],
    ['the number of a batch', 'batch', { number: 2 }, { code: 'differs', field: 'number' }],
    ['the first position of a batch', 'batch', { firstPosition: 2 }, { code: 'differs', field: 'firstPosition' }],
    ['the time of a batch', 'batch', { recordedAt: '5' }, { code: 'differs', field: 'hash' }],
    ['the format', 'books', { format: 'yiqijuan-books/2' }, { code: 'differs', field: 'format' }],
    ['the last line', 'head', { hash: '0'.repeat(64) }, { code: 'differs', field: 'hash' }],
  ];
  it.each(cases)('%s', async (_, kind, change, expected) => {
    const at = lineOf(lines, kind);
    const fault = await faultIn(edited(lines, at, change));
    expect(fault).toMatchObject(expected);
    expect(fault.row).toMatchObject({ kind, line: at + 1 });
  });

  it.each([
    ['commitment', 'other'],
    ['occurredAt', '1'],
  ])('the %s of a gift shows in the body of its batch', async (field, value) => {
    const fault = await faultIn(edited(lines, lineOf(lines, 'gift', 8), { [field]: value }));
    expect(fault).toMatchObject({ code: 'differs', field: 'body', row: { kind: 'batch', id: '2' } });
  });

  it('a note of a transfer shows in the body of its batch', async () => {
    const fault = await faultIn(edited(lines, lineOf(lines, 'transfer'), { note: null }));
    expect(fault).toMatchObject({ code: 'differs', field: 'body', row: { kind: 'batch', id: '3' } });
  });

  it('a gift booked twice', async () => {
    const at = lineOf(lines, 'gift', 7);
    const { id } = (JSON.parse(lines[lineOf(lines, 'gift')] ?? '') as { gift: { id: string } }).gift;
    expect(await faultIn(edited(lines, at, { id }))).toMatchObject({ code: 'appears_twice', row: { line: at + 1 } });
  });

  it('a fund that owes, in books that agree with themselves', async () => {
    const fault = await faultIn(written({ returned: 100_000_000n }).lines);
    expect(fault).toMatchObject({ code: 'fund_owes', row: { kind: 'entry', id: '13@3' } });
  });
});

describe('rows that are missing, doubled or out of place', () => {
  const { lines, head } = written();

  it.each(['account', 'route', 'rule', 'batch', 'gift', 'transfer', 'entry', 'balance', 'head', 'books'])(
    'without a %s',
    async (kind) => {
      const fault = await faultIn(without(lines, lineOf(lines, kind)));
      expect(FAULT_CODES).toContain(fault.code);
    },
  );

  it('any one line left out, doubled or exchanged with the next is found', async () => {
    for (const [at, line] of lines.entries()) {
      expect(await verdictOn(without(lines, at))).toMatchObject({ ok: false });
      expect(await verdictOn(lines.toSpliced(at, 0, line))).toMatchObject({ ok: false });
      const next = lines[at + 1];
      if (next !== undefined)
        expect(await verdictOn(lines.with(at, next).with(at + 1, line))).toMatchObject({ ok: false });
    }
  });

  it('a file cut off anywhere, also within a line, is found', async () => {
    const text = lines.join('\n');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length - 2 }), async (length) => {
        expect(await verdictOn(text.slice(0, length).split('\n'))).toMatchObject({ ok: false });
      }),
      { numRuns: 200 },
    );
  });

  it('a tail cut off so that the rest is sound is found by the head kept outside', async () => {
    const shorter = written({ batches: 2, transferEvery: 0 });
    expect(await verdictOn(shorter.lines)).toMatchObject({ ok: true });
    expect(await faultIn(shorter.lines, { heads: [head] })).toMatchObject({ code: 'books_end_before_the_head' });
  });

  it('garbage is refused in words', async () => {
    for (const garbage of ['', '{', 'null', '[]', '{}', '{"gift":null}', '{"a":{},"b":{}}', '\u0000', '1e999']) {
      const fault = await faultIn([garbage]);
      expect(describeFault(fault, 'zh-CN')).toContain('第 1 行');
      expect(describeFault(fault, 'en')).toContain('line 1');
    }
  });
});

describe('any edit of any value', () => {
  const { lines, head } = written();

  it('is found, or says the same', async () => {
    const value = fc.oneof(
      fc.string(),
      fc.nat().map(String),
      fc.nat(),
      fc.constant(null),
      fc.array(fc.nat(9).map(String)),
      fc.double(),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(lines.length - 1), fc.nat(20), value, async (at, place, instead) => {
        const row = JSON.parse(lines[at] ?? '') as Row;
        const [kind = ''] = Object.keys(row);
        const names = Object.keys(row[kind] ?? {});
        const name = names[place % names.length] ?? '';
        // Neither who exports nor when is bound by the chain.
        fc.pre(kind !== 'books' || name === 'format' || name === 'publicKey');
        fc.pre(JSON.stringify(row[kind]?.[name]) !== JSON.stringify(instead));
        const verdict = await verdictOn(edited(lines, at, { [name]: instead }), { heads: [head] });
        if (verdict.ok) throw new Error(`${kind}.${name} = ${JSON.stringify(instead)} was not found`);
        expect(describeFault(verdict.fault, 'en')).toMatch(/\.(\n|$)/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a head kept outside', () => {
  it('shows a history that was rewritten as a whole', async () => {
    const { head } = written();
    const forged = written({ seed: 'another past' });
    expect(await verdictOn(forged.lines)).toMatchObject({ ok: true });
    expect(await faultIn(forged.lines, { heads: [head] })).toMatchObject({
      code: 'chain_misses_the_head',
      row: { kind: 'batch', id: `${head.batches}` },
      expected: head.hash,
    });
  });

  it('of an earlier day is on the way of later books', async () => {
    const earlier = written({ batches: 2, transferEvery: 0 });
    const later = written({ batches: 4, transferEvery: 0 });
    expect(await verdictOn(later.lines, { heads: [earlier.head, later.head] })).toMatchObject({ ok: true });
  });

  it('is worth its signature', async () => {
    const { head } = written();
    await expect(checkHeadSignature(head, key.publicKey)).resolves.toBeUndefined();
    const refuse = async (changed: HeadFile, known: string | null, code: string): Promise<void> => {
      const error: unknown = await checkHeadSignature(changed, known).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(BooksFault);
      expect(error).toMatchObject({ fault: { code } });
    };
    await refuse({ ...head, batches: head.batches + 1 }, null, 'signature_is_false');
    await refuse({ ...head, signature: 'AAAA' }, null, 'signature_is_false');
    await refuse({ ...head, publicKey: testKey().publicKey }, null, 'signature_is_false');
    await refuse(head, testKey().publicKey, 'key_differs');
  });

  it('of another charity does not fit these books', async () => {
    const { lines, head } = written();
    const foreign = { ...head, publicKey: testKey().publicKey };
    expect(await faultIn(lines, { heads: [foreign] })).toMatchObject({ code: 'key_differs', row: { kind: 'books' } });
  });
});

describe('a receipt', () => {
  const { lines, head, generator } = written();
  const file = (change: Record<string, unknown> = {}): string =>
    JSON.stringify({
      format: 'yiqijuan-receipt/1',
      ...generator.receipt,
      headBatch: head.batches,
      headHash: head.hash,
      ...change,
    });

  it('is found in the books', async () => {
    const receipts = [readReceiptFile(file())];
    expect(await verdictOn(lines, { receipts })).toMatchObject({ ok: true, books: { receipts: 1 } });
  });

  it('opens its commitment with its own salt, amount and name only', () => {
    for (const change of [{ salt: 'other' }, { amount: '1' }, { payer: '别人' }]) {
      expect(() => readReceiptFile(file(change))).toThrow(BooksFault);
    }
  });

  it('is about a gift that the books hold, in the batch they hold it in', async () => {
    const sound = readReceiptFile(file());
    const absent = { ...sound, giftId: 'plg_absent' };
    expect(await faultIn(lines, { receipts: [absent] })).toMatchObject({ code: 'gift_is_not_in_the_books' });
    expect(await faultIn(lines, { receipts: [{ ...sound, batch: 2 }] })).toMatchObject({ field: 'batch' });
    expect(await faultIn(lines, { receipts: [{ ...sound, commitment: 'x' }] })).toMatchObject({ field: 'commitment' });
    expect(await faultIn(lines, { receipts: [{ ...sound, headHash: '1'.repeat(64) }] })).toMatchObject({
      code: 'chain_misses_the_head',
    });
  });
});

describe('lines', () => {
  const chunks = async function* (bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
  };

  it('are the same wherever the bytes are cut', async () => {
    const bytes = new TextEncoder().encode('善款\n一起捐\n\nend');
    for (let size = 1; size <= bytes.length; size++) {
      const lines: string[] = [];
      for await (const line of linesOf(chunks(bytes, size))) lines.push(line);
      expect(lines).toEqual(['善款', '一起捐', '', 'end']);
    }
  });

  it('of other bytes than UTF-8 are a fault', async () => {
    const verdict = await verifyBooks(linesOf(chunks(Uint8Array.of(0x7b, 0xff, 0xfe), 2)));
    expect(verdict).toMatchObject({ ok: false, fault: { code: 'text_is_not_utf8' } });
  });

  it('without end are a fault before they fill the memory', async () => {
    const endless = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) yield await Promise.resolve(new Uint8Array(1 << 20).fill(0x61));
    };
    expect(await verifyBooks(linesOf(endless()))).toMatchObject({ ok: false, fault: { code: 'line_is_too_long' } });
  });
});
