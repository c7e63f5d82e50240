import { describe, expect, it } from '@jest/globals';
import { basisPointsOf, percentText } from './basis-points.js';
import { decodeTable, readTable } from './weight-table.js';

const CITIES = [
  { code: '430100', name: '长沙市' },
  { code: '430900', name: '益阳市' },
  { code: '433100', name: '湘西土家族苗族自治州' },
];

describe('a table of weights', () => {
  it('is read as a spreadsheet pastes it, by name or by code, with floors and caps', () => {
    expect(readTable('市州\t权重\t下限\t上限\n长沙\t1,200\t2.5%\t20\n433100\t7\n益阳市\t0\t\t', CITIES)).toEqual({
      rows: [
        { regionCode: '430100', weight: '1200', floor: '2.5', cap: '20' },
        { regionCode: '433100', weight: '7', floor: '', cap: '' },
        { regionCode: '430900', weight: '0', floor: '', cap: '' },
      ],
      unread: [],
    });
  });

  it('is read from a CSV file with quotes, in UTF-8 or as Excel writes Chinese', () => {
    const line = '湘西,"1,200",1,100';
    expect(readTable(`\uFEFF${line}\r\n`, CITIES).rows).toEqual([
      { regionCode: '433100', weight: '1200', floor: '1', cap: '100' },
    ]);
    expect(decodeTable(new Uint8Array([0xb3, 0xa4, 0xc9, 0xb3]).buffer)).toBe('长沙');
    expect(decodeTable(new TextEncoder().encode('长沙').buffer)).toBe('长沙');
  });

  it('names the lines it could not read', () => {
    expect(readTable('广州,5\n长沙,-5\n长沙,1.5\n益阳,5,x', CITIES).unread).toEqual([
      '广州,5',
      '长沙,-5',
      '长沙,1.5',
      '益阳,5,x',
    ]);
  });
});

describe('a percentage', () => {
  it.each([
    ['2.5', 250],
    ['10', 1000],
    ['0.05', 5],
    ['100％', 10_000],
    ['', null],
    ['-1', null],
    ['1.234', null],
    ['1e2', null],
  ])('%s is %s basis points', (text, bp) => {
    expect(basisPointsOf(text)).toBe(bp);
  });

  it('is written as it is typed', () => {
    expect([250, 1000, 5, 10_000, 0, 1010].map(percentText)).toEqual(['2.5', '10', '0.05', '100', '0', '10.1']);
  });
});
