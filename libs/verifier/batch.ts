import type { Balances, Movement } from './balances.js';
import { mustEqual, wrong, type Row } from './books.faults.js';
import { batchHash, BodyHash } from './hashes.js';
import type { KnownRoute, Routes } from './routes.js';
import type { BatchRow, EntryRow, GiftRow, TransferRow } from './rows.js';
import { offsetFrom, splitGift } from './split.js';

/** What the gifts of one route sum to within a batch. */
interface RouteSum {
  route: KnownRoute;
  gifts: number;
  amount: bigint;
  fee: bigint;
  management: bigint;
  covered: bigint;
  legs: bigint[];
}

/** One batch while its rows are read. */
export class OpenBatch {
  readonly body = new BodyHash();
  gifts = 0;
  transfers = 0;
  private readonly sums = new Map<number, RouteSum>();
  private readonly movements = new Map<number, Movement>();
  private expected: [number, Movement][] | null = null;
  private entries = 0;

  constructor(
    readonly row: Row,
    readonly batch: BatchRow,
    private readonly balances: Balances,
    private readonly routes: Routes,
  ) {}

  get complete(): boolean {
    return this.gifts === this.batch.gifts && this.transfers === this.batch.transfers;
  }

  /** Splits the gift again and compares. */
  addGift(row: Row, gift: GiftRow, digest: Uint8Array): void {
    const route = this.routes.get(row, gift.route);
    if (gift.amount <= 0n) wrong('field_has_a_wrong_form', row, 'amount', null, `${gift.amount}`);
    if (gift.fee > gift.amount) wrong('field_has_a_wrong_form', row, 'fee', null, `${gift.fee}`);
    const split = splitGift(gift.amount, gift.fee, route.split, offsetFrom(digest));
    mustEqual(row, 'management', `${split.management}`, `${gift.management}`);
    mustEqual(row, 'covered', `${split.covered}`, `${gift.covered}`);
    if (split.legs.length !== gift.legs.length || split.legs.some((leg, k) => leg !== gift.legs[k])) {
      wrong('differs', row, 'legs', split.legs.join(','), gift.legs.join(','));
    }
    this.body.addGift(gift, route.digest);
    this.gifts++;
    this.sum(route, gift);
  }

  private sum(route: KnownRoute, gift: GiftRow): void {
    const sum = this.sums.get(route.id);
    if (!sum) {
      const { amount, fee, management, covered, legs } = gift;
      this.sums.set(route.id, { route, gifts: 1, amount, fee, management, covered, legs });
      return;
    }
    sum.gifts++;
    sum.amount += gift.amount;
    sum.fee += gift.fee;
    sum.management += gift.management;
    sum.covered += gift.covered;
    for (const [k, leg] of gift.legs.entries()) sum.legs[k] = (sum.legs[k] ?? 0n) + leg;
  }

  /** Adds the lines of a transfer, which must be equal on both sides. */
  addTransfer(row: Row, transfer: TransferRow): void {
    const { accounts, debits, credits } = transfer;
    if (accounts.length === 0 || accounts.length !== debits.length || accounts.length !== credits.length) {
      wrong('field_has_a_wrong_form', row, 'accounts', null, accounts.join(','));
    }
    if (transfer.routeId !== null) this.routes.get(row, transfer.routeId);
    let debit = 0n;
    let credit = 0n;
    for (const [k, account] of accounts.entries()) {
      this.balances.keyOf(row, account);
      debit += debits[k] ?? 0n;
      credit += credits[k] ?? 0n;
      this.move(account, debits[k] ?? 0n, credits[k] ?? 0n, 0);
    }
    if (debit !== credit) wrong('debit_differs_from_credit', row, null, `${debit}`, `${credit}`);
    this.body.addTransfer(transfer, (account) => this.balances.keyOf(row, account));
    this.transfers++;
  }

  /** After the last row: numbers are counted, hashes recomputed, and what every account must have moved is known. */
  close(before: string): void {
    mustEqual(this.row, 'gifts', `${this.batch.gifts}`, `${this.gifts}`);
    mustEqual(this.row, 'transfers', `${this.batch.transfers}`, `${this.transfers}`);
    for (const sum of this.sums.values()) this.moveGifts(sum);
    // Nothing moved leaves no entry, and counts no gift.
    this.expected = [...this.movements]
      .filter(([, { debit, credit }]) => debit !== 0n || credit !== 0n)
      .sort(([a], [b]) => a - b);
    mustEqual(this.row, 'body', this.body.value(), this.batch.body);
    mustEqual(this.row, 'hash', batchHash(this.batch, before), this.batch.hash);
  }

  private moveGifts({ route, gifts, amount, fee, management, covered, legs }: RouteSum): void {
    this.move(route.cash, amount, fee, gifts);
    this.move(route.income, 0n, amount, gifts);
    this.move(route.unallocated, amount, 0n, gifts);
    this.move(route.cost, fee, 0n, gifts);
    const parts: [number | null | undefined, bigint][] = [
      [route.management, management],
      [route.covered, covered],
      ...legs.map((leg, k): [number | undefined, bigint] => [route.legs[k], leg]),
    ];
    for (const [account, part] of parts) {
      if (part > 0n && account !== null && account !== undefined) this.move(account, 0n, part, gifts);
    }
  }

  private move(account: number, debit: bigint, credit: bigint, gifts: number): void {
    const movement = this.movements.get(account);
    if (!movement) {
      this.movements.set(account, { debit, credit, gifts });
      return;
    }
    movement.debit += debit;
    movement.credit += credit;
    movement.gifts += gifts;
  }

  addEntry(row: Row, entry: EntryRow): void {
    const next = this.expected?.[this.entries];
    if (!next || entry.account < next[0]) wrong('row_is_surplus', row);
    const [account, movement] = next;
    if (entry.account > account) wrong('row_is_missing', this.entryRow(account, row.line));
    this.balances.move(row, account, movement, entry);
    this.entries++;
  }

  /** @throws BooksFault when an account moved without an entry */
  closeEntries(line: number): void {
    const missing = this.expected?.[this.entries];
    if (missing) wrong('row_is_missing', this.entryRow(missing[0], line));
  }

  private entryRow(account: number, line: number | null): Row {
    return { kind: 'entry', id: entryName(account, this.batch.number), line };
  }
}

/** An entry has no id of its own. */
export function entryName(account: number, batch: number): string {
  return `${account}@${batch}`;
}
