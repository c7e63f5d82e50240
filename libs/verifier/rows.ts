import { wrong, type Row, type RowKind } from './books.faults.js';
import { printed, RowFields } from './row.fields.js';

export interface BooksRow {
  exportedAt: bigint;
  charity: string;
  publicKey: string;
}

export interface AccountRow {
  id: number;
  key: string;
}

export interface RuleRow {
  digest: string;
  content: string;
}

export interface RouteRow {
  id: number;
  key: string;
  ruleId: string;
  ruleDigest: string;
  source: string;
  managementBp: number;
  feeCarrier: string;
  cash: number;
  income: number;
  unallocated: number;
  cost: number;
  management: number | null;
  covered: number | null;
  legs: number[];
  cumulative: number[];
  digest: string;
}

export interface BatchRow {
  number: number;
  firstPosition: number;
  recordedAt: bigint;
  gifts: number;
  transfers: number;
  body: string;
  hash: string;
}

export interface GiftRow {
  id: string;
  route: number;
  amount: bigint;
  fee: bigint;
  management: bigint;
  covered: bigint;
  legs: bigint[];
  occurredAt: bigint;
  commitment: string;
}

export interface TransferRow {
  id: string;
  kind: string;
  giftId: string | null;
  routeId: number | null;
  reverses: string | null;
  ruleId: string | null;
  document: string | null;
  accounts: number[];
  debits: bigint[];
  credits: bigint[];
  parts: bigint[];
  occurredAt: bigint;
  note: string | null;
  proposedBy: string | null;
  approvedBy: string | null;
}

export interface EntryRow {
  account: number;
  debit: bigint;
  credit: bigint;
  gifts: number;
  debits: bigint;
  credits: bigint;
  version: number;
}

export interface BalanceRow {
  account: number;
  debits: bigint;
  credits: bigint;
  gifts: number;
  version: number;
}

export interface EndRow {
  batches: number;
  positions: number;
  hash: string;
}

const FIELDS = {
  books: ['format', 'exportedAt', 'charity', 'publicKey'],
  account: ['id', 'key'],
  rule: ['digest', 'content'],
  route: [
    'id',
    'key',
    'ruleId',
    'ruleDigest',
    'source',
    'managementBp',
    'feeCarrier',
    'cash',
    'income',
    'unallocated',
    'cost',
    'management',
    'covered',
    'legs',
    'cumulative',
    'digest',
  ],
  batch: ['number', 'firstPosition', 'recordedAt', 'gifts', 'transfers', 'body', 'hash'],
  gift: ['id', 'route', 'amount', 'fee', 'management', 'covered', 'legs', 'occurredAt', 'commitment'],
  transfer: [
    'id',
    'kind',
    'giftId',
    'routeId',
    'reverses',
    'ruleId',
    'document',
    'accounts',
    'debits',
    'credits',
    'parts',
    'occurredAt',
    'note',
    'proposedBy',
    'approvedBy',
  ],
  entry: ['account', 'debit', 'credit', 'gifts', 'debits', 'credits', 'version'],
  balance: ['account', 'debits', 'credits', 'gifts', 'version'],
  head: ['batches', 'positions', 'hash'],
} as const;

export type LineKind = keyof typeof FIELDS;

/** What names a row before its fields have been looked at. */
const NAMED_BY: Record<LineKind, string | null> = {
  books: null,
  account: 'id',
  rule: 'digest',
  route: 'id',
  batch: 'number',
  gift: 'id',
  transfer: 'id',
  entry: 'account',
  balance: 'account',
  head: null,
};

export interface ReadLine {
  kind: LineKind;
  fields: RowFields;
}

function isLineKind(text: string): text is LineKind {
  return Object.hasOwn(FIELDS, text);
}

/**
 * Reads a line into its kind and its fields.
 * @throws BooksFault for what is no row of the format
 */
export function readLine(text: string, line: number): ReadLine {
  const file: Row = { kind: 'file', id: '', line };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    wrong('line_is_not_json', file, null, null, printed(text));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    wrong('row_is_of_no_known_kind', file, null, null, printed(value));
  }
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0 || !isLineKind(entry[0])) {
    wrong('row_is_of_no_known_kind', file, null, null, printed(Object.keys(value).join(', ')));
  }
  const [kind, content] = entry as [LineKind, unknown];
  const row: Row = { kind: kind satisfies RowKind, id: nameIn(content, NAMED_BY[kind]), line };
  return { kind, fields: new RowFields(row, content, FIELDS[kind]) };
}

function nameIn(content: unknown, field: string | null): string {
  if (field === null || typeof content !== 'object' || content === null) return '';
  const name: unknown = Object.entries(content).find(([key]) => key === field)?.[1];
  return typeof name === 'string' || typeof name === 'number' ? String(name).slice(0, 100) : '';
}

export function booksRow(fields: RowFields): BooksRow & { format: string } {
  return {
    format: fields.text('format'),
    exportedAt: fields.whole('exportedAt'),
    charity: fields.text('charity'),
    publicKey: fields.text('publicKey'),
  };
}

export function routeRow(fields: RowFields): RouteRow {
  return {
    id: fields.count('id'),
    key: fields.word('key'),
    ruleId: fields.word('ruleId'),
    ruleDigest: fields.word('ruleDigest'),
    source: fields.word('source'),
    managementBp: fields.count('managementBp'),
    feeCarrier: fields.word('feeCarrier'),
    cash: fields.count('cash'),
    income: fields.count('income'),
    unallocated: fields.count('unallocated'),
    cost: fields.count('cost'),
    management: fields.countOrNull('management'),
    covered: fields.countOrNull('covered'),
    legs: fields.counts('legs'),
    cumulative: fields.counts('cumulative'),
    digest: fields.hash('digest'),
  };
}

export function batchRow(fields: RowFields): BatchRow {
  return {
    number: fields.count('number'),
    firstPosition: fields.count('firstPosition'),
    recordedAt: fields.whole('recordedAt'),
    gifts: fields.count('gifts'),
    transfers: fields.count('transfers'),
    body: fields.hash('body'),
    hash: fields.hash('hash'),
  };
}

export function giftRow(fields: RowFields): GiftRow {
  return {
    id: fields.word('id'),
    route: fields.count('route'),
    amount: fields.whole('amount'),
    fee: fields.whole('fee'),
    management: fields.whole('management'),
    covered: fields.whole('covered'),
    legs: fields.wholes('legs'),
    occurredAt: fields.whole('occurredAt'),
    commitment: fields.word('commitment'),
  };
}

export function transferRow(fields: RowFields): TransferRow {
  return {
    id: fields.word('id'),
    kind: fields.word('kind'),
    giftId: fields.wordOrNull('giftId'),
    routeId: fields.countOrNull('routeId'),
    reverses: fields.wordOrNull('reverses'),
    ruleId: fields.wordOrNull('ruleId'),
    document: fields.wordOrNull('document'),
    accounts: fields.counts('accounts'),
    debits: fields.wholes('debits'),
    credits: fields.wholes('credits'),
    parts: fields.signedWholes('parts'),
    occurredAt: fields.whole('occurredAt'),
    note: fields.textOrNull('note'),
    proposedBy: fields.wordOrNull('proposedBy'),
    approvedBy: fields.wordOrNull('approvedBy'),
  };
}

export function entryRow(fields: RowFields): EntryRow {
  return {
    account: fields.count('account'),
    debit: fields.whole('debit'),
    credit: fields.whole('credit'),
    gifts: fields.count('gifts'),
    debits: fields.whole('debits'),
    credits: fields.whole('credits'),
    version: fields.count('version'),
  };
}

export function balanceRow(fields: RowFields): BalanceRow {
  return {
    account: fields.count('account'),
    debits: fields.whole('debits'),
    credits: fields.whole('credits'),
    gifts: fields.count('gifts'),
    version: fields.count('version'),
  };
}

export function endRow(fields: RowFields): EndRow {
  return { batches: fields.count('batches'), positions: fields.count('positions'), hash: fields.hash('hash') };
}
