import { describe, expect, test } from '@jest/globals';
import { StatementRejectedError } from '../reconciliation.errors.js';
import { readCamtStatement } from './camt-statement.js';
import { readCsvStatement } from './csv-statement.js';
import { fenOf, fingerprintsOf, type ReadStatement } from './statement.types.js';

const csv = (...lines: string[]): ReadStatement => readCsvStatement(Buffer.from(lines.join('\n')));

/** The faults of a file, as `line code`. */
function faultsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof StatementRejectedError) return error.faults.map(({ line, code }) => `${line} ${code}`);
    throw error;
  }
  return [];
}

describe('an amount becomes fen digit by digit', () => {
  test.each([
    ['0.01', 1n],
    ['1,234.5', 123_450n],
    ['¥ 90071992547409.93'.replace('90071992547409', '9007199254740'), 900_719_925_474_093n],
    ['-0.10', -10n],
    ['+12', 1_200n],
  ])('%s', (text, fen) => {
    expect(fenOf(text)).toBe(fen);
  });

  test.each(['', '1.005', '1,23.00', '1e3', '12元', '--1', '.5', '1 000.00'])('%j is none', (text) => {
    expect(fenOf(text)).toBeNull();
  });
});

describe('a statement as CSV', () => {
  test('in Chinese, with two columns for the two sides, a mark before it and units in its head', () => {
    const statement = csv(
      '\uFEFF交易日期,收入（元）,支出（元）,对方户名,摘要,附言,余额,账号',
      '2026/11/1,"1,000.00",,示例公司,STRIPE PAYOUT,po_1,"1,500.00",6222',
      '20261102,,20.5,示例供应商,办公用品,,1479.50,6222',
    );
    expect(statement).toMatchObject({ account: '6222', opening: 50_000n, closing: 147_950n });
    expect(statement.lines).toEqual([
      {
        ordinal: 2,
        bookedOn: '2026-11-01',
        amount: 100_000n,
        counterparty: '示例公司',
        reference: 'STRIPE PAYOUT po_1',
        balance: 150_000n,
      },
      {
        ordinal: 3,
        bookedOn: '2026-11-02',
        amount: -2_050n,
        counterparty: '示例供应商',
        reference: '办公用品',
        balance: 147_950n,
      },
    ]);
  });

  test('in GB18030, as most banks write it', () => {
    // 日期,金额,摘要 / 2026-11-01,5.00,结息
    const bytes = Buffer.concat([
      Buffer.from('c8d5c6da2cbdf0b6ee2cd5aad2aa0a', 'hex'),
      Buffer.from('2026-11-01,5.00,'),
      Buffer.from('bde1cfa2', 'hex'),
    ]);
    expect(readCsvStatement(bytes).lines).toMatchObject([{ amount: 500n, reference: '结息' }]);
  });

  test('newest first is turned round, by its balances', () => {
    const statement = csv('Date,Amount,Balance', '2026-11-02,-1.00,9.00', '2026-11-02,10.00,10.00');
    expect(statement).toMatchObject({ opening: 0n, closing: 900n });
    expect(statement.lines.map(({ ordinal }) => ordinal)).toEqual([3, 2]);
  });

  test.each<[string, string[], string[]]>([
    ['without lines', ['date,amount'], ['0 bank_file_empty']],
    ['without a date or an amount', ['who,what', 'a,b'], ['1 bank_column_missing', '1 bank_column_missing']],
    ['with a column twice', ['date,amount,amount', '2026-11-01,1,1'], ['1 bank_column_twice']],
    [
      'with a fault on many lines: all of them, by line',
      [
        'date,credit,debit',
        '2026-13-01,1,',
        '2026-11-01,1,2',
        '2026-11-01,,',
        '2026-11-01,-1,',
        '2026-11-01,1.234,',
        '2026-11-01,1',
      ],
      [
        '2 bank_line_date',
        '3 bank_line_both_sides',
        '4 bank_line_without_amount',
        '5 bank_line_sign',
        '6 bank_line_amount',
        '7 bank_line_columns',
      ],
    ],
    [
      'whose balances do not follow',
      ['date,amount,balance', '2026-11-01,1,1', '2026-11-02,1,2', '2026-11-03,1,4'],
      ['4 bank_line_balance_breaks'],
    ],
    ['with a balance left out', ['date,amount,balance', '2026-11-01,1,'], ['2 bank_line_balance']],
    ['of two accounts', ['date,amount,account', '2026-11-01,1,1', '2026-11-01,1,2'], ['0 bank_file_many_accounts']],
    ['with a broken quote', ['date,amount', '2026-11-01,"1'], ['2 bank_csv_broken']],
  ])('%s is refused', (_, lines, faults) => {
    expect(faultsOf(() => csv(...lines))).toEqual(faults);
  });

  test('what is no text is refused', () => {
    expect(faultsOf(() => readCsvStatement(Buffer.from([0x50, 0x4b, 3, 4, 0, 0])))).toEqual(['0 bank_file_no_text']);
  });

  test('lines that say the very same are told apart, and are the same ones in an overlapping file', () => {
    const head = 'date,amount,reference';
    const twice = ['2026-11-01,1.00,fee', '2026-11-01,1.00,fee'];
    const first = csv(head, ...twice).lines;
    const second = csv(head, ...twice, '2026-11-02,3.00,other').lines;
    const [a, b] = [fingerprintsOf('x', first), fingerprintsOf('x', second)];
    expect(new Set(a).size).toBe(2);
    expect(b.slice(0, 2)).toEqual(a);
    expect(fingerprintsOf('y', first)).not.toEqual(a);
  });
});

const entry = (amount: string, side: string, more = ''): string =>
  `<Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
   <BookgDt><Dt>2026-11-03</Dt></BookgDt>${more}</Ntry>`;
const balance = (kind: string, amount: string): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
const camt = (...inside: string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
  <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>1</Id>
  <Acct><Id><Othr><Id>6222</Id></Othr></Id></Acct>${inside.join('')}</Stmt></BkToCstmrStmt></Document>`;
const read = (text: string): ReadStatement => readCamtStatement(Buffer.from(text));

describe('a statement as camt.053', () => {
  test('with its balances, both sides, parties and every reference', () => {
    const details = `<NtryRef>7</NtryRef><NtryDtls><TxDtls><Refs><EndToEndId>po_1</EndToEndId></Refs>
      <RltdPties><Dbtr><Pty><Nm>STRIPE &amp; CO</Nm></Pty></Dbtr></RltdPties>
      <RmtInf><Ustrd>STRIPE PAYOUT</Ustrd></RmtInf></TxDtls></NtryDtls>`;
    const statement = read(
      camt(
        balance('OPBD', '10.00'),
        balance('CLBD', '90071992547.93'),
        entry('90071992538.93', 'CRDT', details),
        entry('1.00', 'DBIT'),
        entry('5.00', 'CRDT').replace('BOOK', 'PDNG'),
      ),
    );
    expect(statement).toMatchObject({ account: '6222', opening: 1_000n, closing: 9_007_199_254_793n });
    expect(statement.lines).toMatchObject([
      {
        bookedOn: '2026-11-03',
        amount: 9_007_199_253_893n,
        counterparty: 'STRIPE & CO',
        reference: '7 po_1 STRIPE PAYOUT',
      },
      { amount: -100n },
    ]);
  });

  test.each<[string, string, string[]]>([
    ['of another kind', '<?xml version="1.0"?><Document><CstmrCdtTrfInitn/></Document>', ['0 bank_xml_other']],
    ['cut short', camt(entry('1.00', 'CRDT')).slice(0, -30), ['4 bank_xml_broken']],
    [
      'with entities of its own',
      '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>' + camt(entry('1.00', 'CRDT')),
      ['0 bank_xml_doctype'],
    ],
    [
      'that does not add up',
      camt(balance('OPBD', '1.00'), balance('CLBD', '9.00'), entry('1.00', 'CRDT')),
      ['0 bank_file_sum'],
    ],
    ['without entries', camt(balance('OPBD', '1.00'), balance('CLBD', '1.00')), ['0 bank_file_empty']],
    [
      'with faults in many entries: all of them',
      camt(
        entry('1.00', 'CRDT').replace('"CNY"', '"HKD"'),
        entry('1.005', 'CRDT'),
        entry('-1.00', 'DBIT'),
        entry('1.00', 'BOTH'),
        entry('1.00', 'CRDT').replace('2026-11-03', 'yesterday'),
      ),
      ['1 bank_line_currency', '2 bank_line_amount', '3 bank_line_amount', '4 bank_line_side', '5 bank_line_date'],
    ],
  ])('%s is refused', (_, text, faults) => {
    expect(faultsOf(() => read(text))).toEqual(faults);
  });
});
