import { mustEqual, wrong, type Row } from './books.faults.js';
import type { BalanceRow, EntryRow } from './rows.js';

const LARGEST = 9_223_372_036_854_775_807n;
/** Accounts whose credits never fall below their debits: money set aside cannot be spent twice. */
const NEVER_OWE = new Set(['CITY_FUND', 'CITY_COMMITTED', 'MATCH_POOL', 'MATCH_RESERVED']);

interface Account {
  key: string;
  guarded: boolean;
  debits: bigint;
  credits: bigint;
  gifts: number;
  version: number;
}

/** What one batch does to one account. */
export interface Movement {
  debit: bigint;
  credit: bigint;
  gifts: number;
}

/** Every account with its running balance. */
export class Balances {
  private readonly accounts = new Map<number, Account>();
  private readonly keys = new Set<string>();
  private last = -1;

  get size(): number {
    return this.accounts.size;
  }

  open(row: Row, id: number, key: string): void {
    if (this.accounts.has(id) || this.keys.has(key)) wrong('appears_twice', row, 'key', null, key);
    if (id < this.last) wrong('row_is_out_of_order', row, 'id', null, `${id}`);
    const dimensions = key.split('/');
    if (dimensions.length !== 6 || dimensions.includes('')) wrong('field_has_a_wrong_form', row, 'key', null, key);
    this.last = id;
    this.keys.add(key);
    const guarded = NEVER_OWE.has(dimensions[2] ?? '');
    this.accounts.set(id, { key, guarded, debits: 0n, credits: 0n, gifts: 0, version: 0 });
  }

  has(id: number): boolean {
    return this.accounts.has(id);
  }

  /** @throws BooksFault for an account the books do not name */
  keyOf(row: Row, id: number): string {
    return this.accounts.get(id)?.key ?? wrong('is_unknown', row, 'account', null, `${id}`);
  }

  /** Applies a movement, and compares what is left with the entry. */
  move(row: Row, id: number, { debit, credit, gifts }: Movement, entry: EntryRow): void {
    const account = this.accounts.get(id) ?? wrong('is_unknown', row, 'account', null, `${id}`);
    account.debits += debit;
    account.credits += credit;
    account.gifts += gifts;
    account.version++;
    if (account.debits > LARGEST || account.credits > LARGEST) wrong('number_is_too_large', row);
    mustEqual(row, 'debit', `${debit}`, `${entry.debit}`);
    mustEqual(row, 'credit', `${credit}`, `${entry.credit}`);
    mustEqual(row, 'gifts', `${gifts}`, `${entry.gifts}`);
    mustEqual(row, 'debits', `${account.debits}`, `${entry.debits}`);
    mustEqual(row, 'credits', `${account.credits}`, `${entry.credits}`);
    mustEqual(row, 'version', `${account.version}`, `${entry.version}`);
    if (account.guarded && account.debits > account.credits) {
      wrong('fund_owes', row, null, null, `${account.credits - account.debits}`);
    }
  }

  /** The accounts in the order of their ids, for the balances at the end. */
  ids(): IterableIterator<number> {
    return this.accounts.keys();
  }

  compare(row: Row, balance: BalanceRow): void {
    const account = this.accounts.get(balance.account) ?? wrong('is_unknown', row, 'account');
    mustEqual(row, 'debits', `${account.debits}`, `${balance.debits}`);
    mustEqual(row, 'credits', `${account.credits}`, `${balance.credits}`);
    mustEqual(row, 'gifts', `${account.gifts}`, `${balance.gifts}`);
    mustEqual(row, 'version', `${account.version}`, `${balance.version}`);
  }
}
