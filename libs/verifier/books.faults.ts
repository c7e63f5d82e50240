/** Which row a fault is about; `file` when it is about none in particular. */
export type RowKind =
  | 'file'
  | 'books'
  | 'account'
  | 'rule'
  | 'route'
  | 'batch'
  | 'gift'
  | 'transfer'
  | 'entry'
  | 'balance'
  | 'head'
  | 'head_file'
  | 'receipt';

export interface Row {
  kind: RowKind;
  /** What names it: a gift's id, a batch's number, an account's id with its batch. Empty where there is nothing. */
  id: string;
  /** Line in the export, from 1; null for a row outside of it. */
  line: number | null;
}

export const FAULT_CODES = [
  'text_is_not_utf8',
  'text_is_not_gzip',
  'line_is_too_long',
  'line_is_not_json',
  'row_is_of_no_known_kind',
  'row_is_out_of_order',
  'file_is_cut_off',
  'row_follows_the_end',
  'field_is_missing',
  'field_is_unknown',
  'field_has_a_wrong_form',
  'text_holds_a_separator',
  'appears_twice',
  'is_unknown',
  'differs',
  'row_is_missing',
  'row_is_surplus',
  'debit_differs_from_credit',
  'fund_owes',
  'number_is_too_large',
  'signature_is_false',
  'signature_cannot_be_checked',
  'key_differs',
  'chain_misses_the_head',
  'books_end_before_the_head',
  'gift_is_not_in_the_books',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/** The first wrong row, and what is wrong with it. Values are as printed; null where there is none to tell. */
export interface Fault {
  code: FaultCode;
  row: Row;
  /** Name of the field in the row. */
  field: string | null;
  expected: string | null;
  found: string | null;
}

/** Ends the verification at the first wrong row. */
export class BooksFault extends Error {
  override readonly name = 'BooksFault';

  constructor(readonly fault: Fault) {
    super(`${fault.code}: ${fault.row.kind} ${fault.row.id}${fault.field === null ? '' : ` ${fault.field}`}`);
  }
}

/** @throws BooksFault always */
export function wrong(
  code: FaultCode,
  row: Row,
  field: string | null = null,
  expected: string | null = null,
  found: string | null = null,
): never {
  throw new BooksFault({ code, row, field, expected, found });
}

/** @throws BooksFault `differs` unless what was found is what was expected */
export function mustEqual(row: Row, field: string, expected: string, found: string): void {
  if (expected !== found) wrong('differs', row, field, expected, found);
}
