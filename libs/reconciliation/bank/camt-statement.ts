import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { isCivilDate, type CivilDate, type Fen } from '#kernel';
import { Faults, fenOf, MAX_LINES, plainText, type ReadLine, type ReadStatement } from './statement.types.js';

/** A tag that may hold text, attributes and tags. */
type Node = { [name: string]: Node | Node[] | string | undefined };

const LISTS = new Set(['Stmt', 'Bal', 'Ntry', 'NtryDtls', 'TxDtls', 'Ustrd']);
/** Texts stay texts: an amount that became a number would be a float. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  isArray: (name) => LISTS.has(name),
});
/** A camt amount has a point and no grouping, and is never negative: the side says which way it went. */
const WIRE_AMOUNT = /^\d{1,13}(\.\d{1,2})?$/;

/**
 * A statement as ISO 20022 camt.053, of any version from 02 to 13. Only booked entries count.
 * @throws StatementRejectedError with every fault of the file
 */
export function readCamtStatement(bytes: Buffer): ReadStatement {
  const faults = new Faults();
  const statements = statementsOf(bytes, faults);
  faults.refuse();
  const accounts = new Set(statements.map(accountOf));
  if (accounts.size > 1) faults.add(0, 'bank_file_many_accounts');
  const parts: { opening: Fen | null; closing: Fen | null; lines: ReadLine[] }[] = [];
  let count = 0;
  for (const statement of statements) {
    const entries = listOf(statement, 'Ntry');
    const lines = entries.flatMap((entry) => lineOf(entry, ++count, faults) ?? []);
    const [opening, closing] = [balanceOf(statement, ['OPBD', 'PRCD'], faults), balanceOf(statement, ['CLBD'], faults)];
    const sum = lines.reduce((total, { amount }) => total + amount, 0n);
    if (!faults.any && opening !== null && closing !== null && opening + sum !== closing) {
      faults.add(0, 'bank_file_sum');
    }
    parts.push({ opening, closing, lines });
  }
  parts.forEach(({ opening }, k) => {
    const before = parts[k - 1]?.closing;
    if (before !== undefined && before !== opening) faults.add(0, 'bank_file_parts');
  });
  const lines = parts.flatMap((part) => part.lines);
  if (lines.length === 0 && !faults.any) faults.add(0, 'bank_file_empty');
  if (count > MAX_LINES) faults.add(0, 'bank_file_too_long', { max: MAX_LINES });
  faults.refuse();
  const [opening, closing] = [parts.at(0)?.opening ?? null, parts.at(-1)?.closing ?? null];
  const both = opening !== null && closing !== null;
  return {
    format: 'CAMT053',
    account: [...accounts][0] ?? '',
    opening: both ? opening : null,
    closing: both ? closing : null,
    lines,
  };
}

/** Whether the bytes look like XML; what they are then has to be shown. */
export const looksLikeXml = (bytes: Buffer): boolean => /^\uFEFF?\s*</.test(bytes.subarray(0, 200).toString('utf8'));

function statementsOf(bytes: Buffer, faults: Faults): Node[] {
  const text = bytes.toString('utf8');
  // No bank needs one, and entities of one's own are how a small file fills a memory.
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) {
    faults.add(0, 'bank_xml_doctype');
    return [];
  }
  const checked = XMLValidator.validate(text);
  if (checked !== true) {
    faults.add(checked.err.line, 'bank_xml_broken');
    return [];
  }
  let document: Node | undefined;
  try {
    document = childOf(parser.parse(text) as Node, 'Document');
  } catch {
    faults.add(0, 'bank_xml_broken');
    return [];
  }
  const statements = document && listOf(childOf(document, 'BkToCstmrStmt') ?? {}, 'Stmt');
  if (!statements?.length) faults.add(0, 'bank_xml_other');
  return statements ?? [];
}

function lineOf(entry: Node, ordinal: number, faults: Faults): ReadLine | null {
  const status = textOf(entry, 'Sts') || textOf(childOf(entry, 'Sts'), 'Cd');
  if (status !== '' && status !== 'BOOK') return null;
  const amount = amountOf(entry, ordinal, faults);
  const booked = childOf(entry, 'BookgDt');
  const day = (textOf(booked, 'Dt') || textOf(booked, 'DtTm')).slice(0, 10);
  if (!isCivilDate(day)) faults.add(ordinal, 'bank_line_date', { text: plainText(day) });
  if (amount === 0n) faults.add(ordinal, 'bank_line_without_amount');
  if (amount === null || amount === 0n || !isCivilDate(day)) return null;
  return { ordinal, bookedOn: day satisfies CivilDate, amount, ...wordsOf(entry, amount), balance: null };
}

/** Who the other side is, and everything that is said about it. */
function wordsOf(entry: Node, amount: Fen): { counterparty: string; reference: string } {
  const details = listOf(entry, 'NtryDtls').flatMap((each) => listOf(each, 'TxDtls'));
  const names = details.map((each) => {
    const party = childOf(childOf(each, 'RltdPties'), amount > 0n ? 'Dbtr' : 'Cdtr');
    return textOf(party, 'Nm') || textOf(childOf(party, 'Pty'), 'Nm');
  });
  const remittance = details.flatMap((each) => textsOf(childOf(each, 'RmtInf'), 'Ustrd'));
  const references = details.map((each) => textOf(childOf(each, 'Refs'), 'EndToEndId'));
  const said = [
    textOf(entry, 'NtryRef'),
    textOf(entry, 'AcctSvcrRef'),
    ...references,
    ...remittance,
    textOf(entry, 'AddtlNtryInf'),
  ];
  const unique = (texts: readonly string[]): string => plainText([...new Set(texts.filter(Boolean))].join(' '));
  return { counterparty: unique(names), reference: unique(said) };
}

/** Of an entry or a balance: its amount, signed by its side. */
function amountOf(owner: Node, line: number, faults: Faults): Fen | null {
  const amount = childOf(owner, 'Amt');
  const text = amount ? textOf(amount, '#text') : textOf(owner, 'Amt');
  const currency = textOf(amount, '@Ccy');
  if (currency !== 'CNY') return faults.add(line, 'bank_line_currency', { currency: plainText(currency) || '—' });
  const fen = WIRE_AMOUNT.test(text) ? fenOf(text) : null;
  const side = textOf(owner, 'CdtDbtInd');
  if (fen === null) return faults.add(line, 'bank_line_amount', { text: plainText(text) });
  if (side !== 'CRDT' && side !== 'DBIT') return faults.add(line, 'bank_line_side');
  return side === 'CRDT' ? fen : -fen;
}

function balanceOf(statement: Node, kinds: readonly string[], faults: Faults): Fen | null {
  for (const balance of listOf(statement, 'Bal')) {
    const kind = textOf(childOf(childOf(balance, 'Tp'), 'CdOrPrtry'), 'Cd');
    if (kinds.includes(kind)) return amountOf(balance, 0, faults);
  }
  return null;
}

function accountOf(statement: Node): string {
  const id = childOf(childOf(statement, 'Acct'), 'Id');
  return plainText(textOf(id, 'IBAN') || textOf(childOf(id, 'Othr'), 'Id'));
}

function childOf(node: Node | undefined, name: string): Node | undefined {
  const value = node?.[name];
  const child = Array.isArray(value) ? value[0] : value;
  return typeof child === 'object' ? child : undefined;
}

function listOf(node: Node, name: string): Node[] {
  const value = node[name];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'object') : [];
}

function textsOf(node: Node | undefined, name: string): string[] {
  const value = node?.[name] as string | string[] | undefined;
  return (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
}

function textOf(node: Node | undefined, name: string): string {
  return textsOf(node, name)[0] ?? '';
}
