import { wrong, type Row } from './books.faults.js';

const WHOLE = /^(0|[1-9]\d{0,18})$/;
const SIGNED = /^(0|-?[1-9]\d{0,18})$/;
const HASH = /^[0-9a-f]{64}$/;
/** What joins the fields of a row before they are hashed; a text that holds one could be read in two ways. */
const SEPARATOR = /[,|\n\r]/;
const LARGEST = 9_223_372_036_854_775_807n;

/**
 * The fields of one row, each in the one form the format gives it: ids and texts as strings, amounts and instants as
 * decimal strings, whatever counts, weighs or numbers as a whole JSON number.
 */
export class RowFields {
  private readonly fields: Readonly<Record<string, unknown>>;

  /** @throws BooksFault unless the row has exactly these fields */
  constructor(
    readonly row: Row,
    value: unknown,
    names: readonly string[],
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) wrong('field_has_a_wrong_form', row);
    this.fields = value as Readonly<Record<string, unknown>>;
    for (const name of names) if (!Object.hasOwn(this.fields, name)) wrong('field_is_missing', row, name);
    const given = Object.keys(this.fields);
    if (given.length === names.length) return;
    wrong('field_is_unknown', row, given.find((name) => !names.includes(name)) ?? null);
  }

  text(name: string): string {
    const value = this.fields[name];
    return typeof value === 'string' ? value : this.malformed(name);
  }

  /** A text that goes into a hash beside others. */
  word(name: string): string {
    const value = this.text(name);
    if (SEPARATOR.test(value)) wrong('text_holds_a_separator', this.row, name, null, value);
    return value;
  }

  wordOrNull(name: string): string | null {
    return this.fields[name] === null ? null : this.word(name);
  }

  textOrNull(name: string): string | null {
    return this.fields[name] === null ? null : this.text(name);
  }

  hash(name: string): string {
    const value = this.fields[name];
    return typeof value === 'string' && HASH.test(value) ? value : this.malformed(name);
  }

  /** A whole number that counts or names something. */
  count(name: string): number {
    const value = this.fields[name];
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : this.malformed(name);
  }

  countOrNull(name: string): number | null {
    return this.fields[name] === null ? null : this.count(name);
  }

  /** Fen, or milliseconds since 1970. */
  whole(name: string): bigint {
    return this.wholeFrom(name, this.fields[name], WHOLE);
  }

  counts(name: string): number[] {
    return this.list(name).map((each) =>
      typeof each === 'number' && Number.isSafeInteger(each) && each >= 0 ? each : this.malformed(name),
    );
  }

  wholes(name: string): bigint[] {
    return this.list(name).map((each) => this.wholeFrom(name, each, WHOLE));
  }

  signedWholes(name: string): bigint[] {
    return this.list(name).map((each) => this.wholeFrom(name, each, SIGNED));
  }

  private list(name: string): unknown[] {
    const value = this.fields[name];
    return Array.isArray(value) ? value : this.malformed(name);
  }

  private wholeFrom(name: string, value: unknown, form: RegExp): bigint {
    if (typeof value !== 'string' || !form.test(value)) return this.malformed(name);
    const whole = BigInt(value);
    if (whole > LARGEST || whole < -LARGEST) wrong('number_is_too_large', this.row, name, null, value);
    return whole;
  }

  private malformed(name: string): never {
    return wrong('field_has_a_wrong_form', this.row, name, null, printed(this.fields[name]));
  }
}

const LONGEST_PRINT = 120;

/** A value as a person may read it in a message, cut where it is long. */
export function printed(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > LONGEST_PRINT ? `${text.slice(0, LONGEST_PRINT)}…` : text;
}
