import { Balances } from './balances.js';
import { entryName, OpenBatch } from './batch.js';
import { BooksFault, mustEqual, wrong, type Fault, type Row } from './books.faults.js';
import { NO_HASH } from './hashes.js';
import type { HeadFile } from './head-file.js';
import { IdSet } from './id-set.js';
import type { ReceiptFile } from './receipt-file.js';
import { Routes } from './routes.js';
import {
  balanceRow,
  batchRow,
  booksRow,
  endRow,
  entryRow,
  giftRow,
  readLine,
  routeRow,
  transferRow,
  type LineKind,
  type ReadLine,
} from './rows.js';
import { digestOf } from './sha256.js';

export const BOOKS_FORMAT = 'yiqijuan-books/1';

/** Which kinds of line may follow which; everything else is out of order. */
const MAY_FOLLOW: Record<LineKind | 'nothing', readonly LineKind[]> = {
  nothing: ['books'],
  books: ['account', 'rule', 'route', 'batch', 'head'],
  account: ['account', 'rule', 'route', 'batch', 'balance'],
  rule: ['rule', 'route', 'batch', 'balance'],
  route: ['route', 'batch', 'balance'],
  batch: ['gift', 'transfer', 'entry', 'batch', 'balance'],
  gift: ['gift', 'transfer', 'entry', 'batch', 'balance'],
  transfer: ['transfer', 'entry', 'batch', 'balance'],
  entry: ['entry', 'batch', 'balance'],
  balance: ['balance', 'head'],
  head: [],
};

export interface Counts {
  lines: number;
  accounts: number;
  rules: number;
  routes: number;
  batches: number;
  gifts: number;
  transfers: number;
  entries: number;
}

/** What the books said, once everything in them was found right. */
export interface BooksSummary extends Counts {
  charity: string;
  publicKey: string;
  /** Milliseconds since 1970. */
  exportedAt: string;
  /** Number of rows with a place in the books. */
  positions: number;
  /** Hash of the last batch. */
  hash: string;
  /** All gifts together, fen. */
  amount: string;
  /** Heads and receipts that were compared. */
  heads: number;
  receipts: number;
}

export type Verdict = { ok: true; books: BooksSummary } | { ok: false; fault: Fault; lines: number };

export interface BesideTheBooks {
  heads?: readonly HeadFile[];
  receipts?: readonly ReceiptFile[];
  /** The charity's public key, where the person knows it from elsewhere. */
  key?: string | null;
}

/** A point the chain must pass through: what a head or a receipt says about a batch. */
interface Mark {
  batch: number;
  hash: string;
  positions: number | null;
}

/**
 * Takes the export line by line and recomputes everything in it; memory grows with the accounts and the largest batch,
 * and by some bytes per gift. Each method throws BooksFault at the first wrong row.
 */
export class BooksVerifier {
  private readonly balances = new Balances();
  private readonly routes = new Routes();
  private readonly ids = new IdSet();
  private readonly marks: Mark[];
  private readonly receipts: Map<string, ReceiptFile>;
  private readonly receiptCount: number;
  private readonly counts: Counts = {
    lines: 0,
    accounts: 0,
    rules: 0,
    routes: 0,
    batches: 0,
    gifts: 0,
    transfers: 0,
    entries: 0,
  };
  private before: LineKind | 'nothing' = 'nothing';
  private batch: OpenBatch | null = null;
  private entriesBegan = false;
  private unbalanced: IterableIterator<number> | null = null;
  private chain = NO_HASH;
  private positions = 0;
  private amount = 0n;
  private charity = '';
  private publicKey = '';
  private exportedAt = 0n;

  constructor(private readonly beside: BesideTheBooks = {}) {
    const { heads = [], receipts = [] } = beside;
    this.marks = [
      ...heads.map(({ batches, hash, positions }) => ({ batch: batches, hash, positions })),
      ...receipts.map(({ headBatch, headHash }) => ({ batch: headBatch, hash: headHash, positions: null })),
    ].sort((a, b) => a.batch - b.batch);
    this.receipts = new Map(receipts.map((receipt) => [receipt.giftId, receipt]));
    this.receiptCount = receipts.length;
  }

  /** Lines taken so far. */
  get lines(): number {
    return this.counts.lines;
  }

  /** Takes the next line. */
  take(text: string): void {
    const line = ++this.counts.lines;
    if (this.before === 'head') wrong('row_follows_the_end', { kind: 'file', id: '', line });
    const read = readLine(text, line);
    const { kind } = read;
    if (!MAY_FOLLOW[this.before].includes(kind)) wrong('row_is_out_of_order', read.fields.row, null, null, kind);
    if (this.batch && kind !== 'gift' && kind !== 'transfer') this.leaveRows(kind, line);
    this.before = kind;
    this.takeRow(read);
  }

  private takeRow({ kind, fields }: ReadLine): void {
    const { row } = fields;
    switch (kind) {
      case 'books':
        return this.takeBooks(row, booksRow(fields));
      case 'account':
        this.counts.accounts++;
        return this.balances.open(row, fields.count('id'), fields.word('key'));
      case 'rule':
        this.counts.rules++;
        return this.routes.addRule(row, fields.hash('digest'), fields.text('content'));
      case 'route':
        this.counts.routes++;
        return this.routes.add(row, routeRow(fields), this.balances);
      case 'batch':
        return this.takeBatch({ kind, fields });
      case 'gift':
        return this.takeGift({ kind, fields });
      case 'transfer':
        return this.takeTransfer({ kind, fields });
      case 'entry': {
        const entry = entryRow(fields);
        const batch = this.batch ?? wrong('row_is_out_of_order', row);
        this.counts.entries++;
        return batch.addEntry({ ...row, id: entryName(entry.account, batch.batch.number) }, entry);
      }
      case 'balance':
        return this.takeBalance({ kind, fields });
      case 'head':
        return this.takeEnd({ kind, fields });
    }
  }

  /** Everything was read: the summary. */
  finish(): BooksSummary {
    if (this.before !== 'head') wrong('file_is_cut_off', { kind: 'file', id: '', line: this.counts.lines + 1 });
    const [missing] = this.receipts.values();
    if (missing) wrong('gift_is_not_in_the_books', { kind: 'receipt', id: missing.giftId, line: null });
    const { counts, charity, publicKey, positions } = this;
    return {
      ...counts,
      charity,
      publicKey,
      exportedAt: this.exportedAt.toString(),
      positions,
      hash: this.chain,
      amount: this.amount.toString(),
      heads: this.beside.heads?.length ?? 0,
      receipts: this.receiptCount,
    };
  }

  private takeBooks(row: Row, books: ReturnType<typeof booksRow>): void {
    mustEqual(row, 'format', BOOKS_FORMAT, books.format);
    const { key } = this.beside;
    if (key && books.publicKey !== key) wrong('key_differs', row, 'publicKey', key, books.publicKey);
    for (const head of this.beside.heads ?? []) {
      if (head.publicKey !== books.publicKey) wrong('key_differs', row, 'publicKey', head.publicKey, books.publicKey);
    }
    this.charity = books.charity;
    this.publicKey = books.publicKey;
    this.exportedAt = books.exportedAt;
    this.compareMarks(row);
  }

  private takeBatch({ fields }: ReadLine): void {
    const batch = batchRow(fields);
    const { row } = fields;
    mustEqual(row, 'number', `${this.counts.batches + 1}`, `${batch.number}`);
    mustEqual(row, 'firstPosition', `${this.positions + 1}`, `${batch.firstPosition}`);
    if (batch.gifts + batch.transfers === 0) wrong('field_has_a_wrong_form', row, 'gifts', null, '0');
    this.batch = new OpenBatch(row, batch, this.balances, this.routes);
    this.entriesBegan = false;
  }

  private takeGift({ fields }: ReadLine): void {
    const { row } = fields;
    const batch = this.batch;
    if (!batch || batch.gifts === batch.batch.gifts) wrong('row_is_surplus', row);
    const gift = giftRow(fields);
    const digest = digestOf(gift.id);
    if (!this.ids.add(digest)) wrong('appears_twice', row, 'id', null, gift.id);
    batch.addGift(row, gift, digest);
    this.counts.gifts++;
    this.amount += gift.amount;
    const receipt = this.receipts.get(gift.id);
    if (!receipt) return;
    this.receipts.delete(gift.id);
    mustEqual(row, 'batch', `${receipt.batch}`, `${batch.batch.number}`);
    mustEqual(row, 'amount', receipt.amount, `${gift.amount}`);
    mustEqual(row, 'commitment', receipt.commitment, gift.commitment);
  }

  private takeTransfer({ fields }: ReadLine): void {
    const { row } = fields;
    const batch = this.batch;
    if (!batch || batch.transfers === batch.batch.transfers) wrong('row_is_surplus', row);
    if (batch.gifts !== batch.batch.gifts) wrong('row_is_out_of_order', row);
    const transfer = transferRow(fields);
    if (!this.ids.add(digestOf(transfer.id))) wrong('appears_twice', row, 'id', null, transfer.id);
    // `giftId` may be a gift still under way: matching is reserved before the gift is paid.
    if (transfer.reverses !== null && !this.ids.has(digestOf(transfer.reverses))) {
      wrong('is_unknown', row, 'reverses', null, transfer.reverses);
    }
    batch.addTransfer(row, transfer);
    this.counts.transfers++;
  }

  /** The rows of the batch are over; with any other line than an entry, its entries are as well. */
  private leaveRows(next: LineKind, line: number): void {
    const batch = this.batch;
    if (!batch) return;
    if (!this.entriesBegan) {
      this.entriesBegan = true;
      batch.close(this.chain);
      this.chain = batch.batch.hash;
      this.counts.batches++;
      this.positions += batch.gifts + batch.transfers;
      this.compareMarks(batch.row);
    }
    if (next === 'entry') return;
    batch.closeEntries(line);
    this.batch = null;
  }

  /** Compares the chain with what heads and receipts say about it, at the batch they name. */
  private compareMarks(row: Row): void {
    for (let mark = this.marks[0]; mark?.batch === this.counts.batches; mark = this.marks[0]) {
      this.marks.shift();
      if (mark.hash !== this.chain) wrong('chain_misses_the_head', row, 'hash', mark.hash, this.chain);
      if (mark.positions !== null) mustEqual(row, 'positions', `${mark.positions}`, `${this.positions}`);
    }
  }

  private takeBalance({ fields }: ReadLine): void {
    const balance = balanceRow(fields);
    this.unbalanced ??= this.balances.ids();
    const next = this.unbalanced.next();
    if (next.done) wrong('row_is_surplus', fields.row);
    mustEqual(fields.row, 'account', `${next.value}`, `${balance.account}`);
    this.balances.compare(fields.row, balance);
  }

  private takeEnd({ fields }: ReadLine): void {
    const { row } = fields;
    const left = (this.unbalanced ?? this.balances.ids()).next();
    if (!left.done) wrong('row_is_missing', { kind: 'balance', id: `${left.value}`, line: row.line });
    const end = endRow(fields);
    mustEqual(row, 'batches', `${this.counts.batches}`, `${end.batches}`);
    mustEqual(row, 'positions', `${this.positions}`, `${end.positions}`);
    mustEqual(row, 'hash', this.chain, end.hash);
    const [mark] = this.marks;
    if (mark) wrong('books_end_before_the_head', row, 'batches', `${mark.batch}`, `${end.batches}`);
  }
}

export interface VerifyOptions extends BesideTheBooks {
  /** Called now and then with the number of lines read. */
  onProgress?: (lines: number) => void;
}

const LINES_PER_REPORT = 20_000;

/**
 * Verifies the public books.
 * @param lines the export, line by line
 * @returns what was found right, or the first wrong row
 */
export async function verifyBooks(lines: AsyncIterable<string>, options: VerifyOptions = {}): Promise<Verdict> {
  const verifier = new BooksVerifier(options);
  try {
    for await (const line of lines) {
      verifier.take(line);
      if (verifier.lines % LINES_PER_REPORT === 0) options.onProgress?.(verifier.lines);
    }
    return { ok: true, books: verifier.finish() };
  } catch (error) {
    if (error instanceof BooksFault) return { ok: false, fault: error.fault, lines: verifier.lines };
    throw error;
  }
}
