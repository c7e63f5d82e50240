import { CsvError, parse } from 'csv-parse/sync';
import { isCivilDate, type CivilDate, type Fen } from '#kernel';
import { Faults, fenOf, MAX_LINES, plainText, type ReadLine, type ReadStatement } from './statement.types.js';

/** What a column is, by the names banks give it; docs/bank-statement-format.md lists them for people. */
const COLUMNS = {
  date: ['交易日期', '记账日期', '入账日期', '日期', 'date', 'booking date', 'transaction date'],
  amount: ['金额', '交易金额', '发生额', 'amount'],
  credit: ['收入', '收入金额', '贷方', '贷方金额', '贷方发生额', 'credit', 'deposit'],
  debit: ['支出', '支出金额', '借方', '借方金额', '借方发生额', 'debit', 'withdrawal'],
  counterparty: ['对方户名', '对方名称', '对方单位', '交易对方', 'counterparty', 'payee'],
  reference: ['摘要', '附言', '用途', '备注', '交易说明', 'reference', 'description', 'memo', 'remittance information'],
  balance: ['余额', '账户余额', '本次余额', 'balance'],
  account: ['账号', '本方账号', 'account'],
} as const;
type Column = keyof typeof COLUMNS;
type Places = Partial<Record<Column, number[]>>;

interface Row {
  line: number;
  cells: string[];
}

/**
 * A statement as CSV, in UTF-8 (with or without its mark) or GB18030: docs/bank-statement-format.md.
 * @throws StatementRejectedError with every fault of the file
 */
export function readCsvStatement(bytes: Buffer): ReadStatement {
  const faults = new Faults();
  const rows = rowsOf(textOf(bytes, faults), faults);
  faults.refuse();
  const [head, ...body] = rows;
  const places = placesOf(head?.cells ?? [], faults);
  if (body.length === 0) faults.add(0, 'bank_file_empty');
  if (body.length > MAX_LINES) faults.add(0, 'bank_file_too_long', { max: MAX_LINES });
  faults.refuse();
  const accounts = new Set<string>();
  const lines = body.flatMap((row) => {
    const account = cell(row, places, 'account');
    if (account) accounts.add(account);
    return lineOf(row, places, head?.cells.length ?? 0, faults) ?? [];
  });
  if (accounts.size > 1) faults.add(0, 'bank_file_many_accounts');
  faults.refuse();
  const ordered = inOrder(lines, faults);
  faults.refuse();
  const [first, last] = [ordered.at(0), ordered.at(-1)];
  return {
    format: 'CSV',
    account: [...accounts][0] ?? '',
    opening: first && first.balance !== null ? first.balance - first.amount : null,
    closing: last?.balance ?? null,
    lines: ordered,
  };
}

function textOf(bytes: Buffer, faults: Faults): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch {
      // Written otherwise.
    }
  }
  faults.add(0, 'bank_file_no_text');
  return '';
}

function rowsOf(text: string, faults: Faults): Row[] {
  try {
    const parsed = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
    const rows = parsed as unknown as { record: string[]; info: { lines: number } }[];
    return rows
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((each) => each !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    faults.add(Number(error['lines'] ?? 0), 'bank_csv_broken');
    return [];
  }
}

function placesOf(head: readonly string[], faults: Faults): Places {
  const places: Places = {};
  head.forEach((name, index) => {
    // 「金额（元）」 is 金额.
    const plain = name.toLowerCase().replace(/\s*[(（].*[)）]\s*$/, '');
    for (const column of Object.keys(COLUMNS) as Column[]) {
      if ((COLUMNS[column] as readonly string[]).includes(plain)) (places[column] ??= []).push(index);
    }
  });
  // What a line is about may stand in several columns; everything else in one.
  for (const [column, found] of Object.entries(places)) {
    if (found.length > 1 && column !== 'reference')
      faults.add(1, 'bank_column_twice', { column: COLUMNS[column as Column][0] });
  }
  if (!places.date) faults.add(1, 'bank_column_missing', { column: COLUMNS.date[0] });
  if (!places.amount && !(places.credit && places.debit))
    faults.add(1, 'bank_column_missing', { column: COLUMNS.amount[0] });
  return places;
}

function cell({ cells }: Row, places: Places, column: Column): string {
  return (places[column] ?? [])
    .map((index) => cells[index] ?? '')
    .filter(Boolean)
    .join(' ');
}

function lineOf(row: Row, places: Places, width: number, faults: Faults): ReadLine | null {
  const { line, cells } = row;
  if (cells.length !== width) return faults.add(line, 'bank_line_columns', { found: cells.length, wanted: width });
  const bookedOn = dayOf(cell(row, places, 'date'));
  if (bookedOn === null) faults.add(line, 'bank_line_date', { text: plainText(cell(row, places, 'date')) });
  const amount = amountOf(row, places, faults);
  const said = cell(row, places, 'balance');
  const balance = said === '' ? null : fenOf(said);
  if (places.balance && balance === null) faults.add(line, 'bank_line_balance', { text: plainText(said) });
  if (bookedOn === null || amount === null) return null;
  return {
    ordinal: line,
    bookedOn,
    amount,
    counterparty: plainText(cell(row, places, 'counterparty')),
    reference: plainText(cell(row, places, 'reference')),
    balance,
  };
}

function dayOf(text: string): CivilDate | null {
  const match = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:[ T].*)?$/.exec(text);
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  const civil = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCivilDate(civil) ? civil : null;
}

/** One signed column, or what came in and what went out in two. */
function amountOf(row: Row, places: Places, faults: Faults): Fen | null {
  const { line } = row;
  const read = (column: Column): Fen | null => {
    const text = cell(row, places, column);
    if (text === '' || text === '-') return 0n;
    return fenOf(text) ?? faults.add(line, 'bank_line_amount', { text: plainText(text) });
  };
  if (places.amount) {
    const amount = read('amount');
    return amount === 0n ? faults.add(line, 'bank_line_without_amount') : amount;
  }
  const [credit, debit] = [read('credit'), read('debit')];
  if (credit === null || debit === null) return null;
  if (credit < 0n || debit < 0n) return faults.add(line, 'bank_line_sign');
  if (credit > 0n && debit > 0n) return faults.add(line, 'bank_line_both_sides');
  return credit === debit ? faults.add(line, 'bank_line_without_amount') : credit - debit;
}

/** Oldest first; where the file has balances, each must follow from the one before, in one direction or the other. */
function inOrder(lines: readonly ReadLine[], faults: Faults): ReadLine[] {
  const up = [...lines];
  const down = [...lines].reverse();
  if (lines.some(({ balance }) => balance === null)) {
    return (lines.at(0)?.bookedOn ?? '') > (lines.at(-1)?.bookedOn ?? '') ? down : up;
  }
  const [breaksUp, breaksDown] = [breaksOf(up), breaksOf(down)];
  const best =
    breaksDown.length < breaksUp.length ? { order: down, breaks: breaksDown } : { order: up, breaks: breaksUp };
  for (const { ordinal } of best.breaks) faults.add(ordinal, 'bank_line_balance_breaks');
  return best.order;
}

function breaksOf(lines: readonly ReadLine[]): ReadLine[] {
  return lines.filter(({ balance, amount }, k) => {
    const before = lines[k - 1]?.balance;
    return before !== undefined && before !== null && balance !== before + amount;
  });
}
