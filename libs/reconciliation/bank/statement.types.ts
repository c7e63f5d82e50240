import { createHash } from 'node:crypto';
import type { CivilDate, Fen } from '#kernel';
import type { StatementFormat } from '#platform';
import { StatementRejectedError, type LineFault } from '../reconciliation.errors.js';

/** One line of a bank's statement, as its file says. */
export interface ReadLine {
  /** Its line (CSV) or its place among the entries (camt) in the file, from 1. */
  ordinal: number;
  bookedOn: CivilDate;
  /** Positive when money came in. */
  amount: Fen;
  counterparty: string;
  reference: string;
  /** What the account held after it; null where the file does not say. */
  balance: Fen | null;
}

/** A bank's statement, read whole. */
export interface ReadStatement {
  format: StatementFormat;
  /** As the file names it; empty where it does not. */
  account: string;
  opening: Fen | null;
  closing: Fen | null;
  /** In the order in which they were booked. */
  lines: ReadLine[];
}

/** So much is read at once, and a year of a busy account has less. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_LINES = 50_000;
/** More faults than a person reads at once. */
const MAX_FAULTS = 200;
const MAX_TEXT = 300;

const AMOUNT = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d{1,2}))?$/;

/** Fen of an amount in yuan, digit by digit, never through a float; null when it is no such amount. */
export function fenOf(text: string): Fen | null {
  const match = AMOUNT.exec(text.replace(/^[¥￥]\s*/, ''));
  if (!match) return null;
  const [, sign = '', whole = '', places = ''] = match;
  const fen = BigInt(whole.replaceAll(',', '')) * 100n + BigInt(places.padEnd(2, '0'));
  return sign === '-' ? -fen : fen;
}

/** Words of the bank's, on one line and of a length that can be shown. */
export function plainText(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_TEXT);
}

/** Collects what is wrong with a file, to be said all at once. */
export class Faults {
  private readonly all: LineFault[] = [];

  get any(): boolean {
    return this.all.length > 0;
  }

  add(line: number, code: string, params: LineFault['params'] = {}): null {
    if (this.all.length < MAX_FAULTS) this.all.push({ line, code, params });
    return null;
  }

  /** @throws StatementRejectedError when there is one */
  refuse(): void {
    if (this.any) throw new StatementRejectedError(this.all);
  }
}

/**
 * One hash for each line: equal in two files that both have the line. Lines that say the very same are told apart by
 * their count within the file, which is the same in every file that covers the whole day.
 */
export function fingerprintsOf(account: string, lines: readonly ReadLine[]): string[] {
  const seen = new Map<string, number>();
  return lines.map(({ bookedOn, amount, counterparty, reference, balance }) => {
    const said = [account, bookedOn, `${amount}`, counterparty, reference, `${balance ?? ''}`].join('\n');
    const count = (seen.get(said) ?? 0) + 1;
    seen.set(said, count);
    return createHash('sha256').update(`${said}\n${count}`).digest('hex');
  });
}
