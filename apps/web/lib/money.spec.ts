import { describe, expect, it } from '@jest/globals';
import {
  fenOf,
  formatCount,
  formatLargeYuan,
  formatTileYuan,
  formatYuan,
  formatYuanShort,
  parseYuan,
  shareInBasisPoints,
  yuanInput,
} from './money.js';

describe('an amount a person types', () => {
  it.each([
    ['66', 6600n],
    ['66.5', 6650n],
    ['66.55', 6655n],
    [' 0.01 ', 1n],
    ['999999999999.99', 99999999999999n],
  ])('%s is read to the fen', (text, fen) => {
    expect(parseYuan(text)).toEqual({ ok: true, fen });
  });

  it.each([
    ['', 'missing'],
    ['   ', 'missing'],
    ['66.555', 'too_many_decimals'],
    ['1e3', 'not_a_number'],
    ['-5', 'not_a_number'],
    ['+5', 'not_a_number'],
    ['066', 'not_a_number'],
    ['66.', 'not_a_number'],
    ['.5', 'not_a_number'],
    ['1,000', 'not_a_number'],
    ['６６', 'not_a_number'],
    ['六十六', 'not_a_number'],
    ['0x10', 'not_a_number'],
    ['1000000000000', 'too_large'],
  ])('%p is refused with a reason', (text, fault) => {
    expect(parseYuan(text)).toEqual({ ok: false, fault });
  });

  it('is shown again as it would be typed', () => {
    expect([6600n, 6650n, 6655n, 5n].map(yuanInput)).toEqual(['66', '66.5', '66.55', '0.05']);
  });
});

describe('an amount on the page', () => {
  it('always has two decimals and thousands', () => {
    expect([0n, 1n, 6600n, 135682050n, -3000n].map(formatYuan)).toEqual([
      '¥0.00',
      '¥0.01',
      '¥66.00',
      '¥1,356,820.50',
      '−¥30.00',
    ]);
  });

  it('drops only empty decimals in short form', () => {
    expect([6600n, 6650n, 100000n].map(formatYuanShort)).toEqual(['¥66', '¥66.50', '¥1,000']);
  });

  it('is cut, never rounded up, in large units', () => {
    expect(formatLargeYuan(135682050n, 'zh-CN')).toBe('135.68 万元');
    expect(formatLargeYuan(162735999n, 'zh-CN')).toBe('162.73 万元');
    expect(formatLargeYuan(999999n, 'zh-CN')).toBe('¥9,999.99');
    expect(formatLargeYuan(1000000n, 'zh-CN')).toBe('1 万元');
    expect(formatLargeYuan(200000000n, 'zh-CN')).toBe('200 万元');
    expect(formatLargeYuan(1000001n, 'zh-CN')).toBe('1.00 万元');
    expect(formatLargeYuan(35700000000n, 'zh-CN')).toBe('3.57 亿元');
    expect(formatLargeYuan(135682050n, 'en')).toBe('¥1.35 million');
    expect(formatLargeYuan(99999999n, 'en')).toBe('¥999,999.99');
  });

  it('fits a tile', () => {
    expect(formatTileYuan(19762000n, 'zh-CN')).toBe('19.7 万');
    expect(formatTileYuan(98765n, 'zh-CN')).toBe('¥987');
    expect(formatTileYuan(19762000n, 'en')).toBe('¥197k');
    expect(formatTileYuan(0n, 'en')).toBe('¥0');
  });
});

describe('the contract’s Fen', () => {
  it('reads whole fen beyond what a number can hold', () => {
    expect(fenOf('9007199254740993')).toBe(9007199254740993n);
  });

  it.each(['66.00', '', '1e3', ' 1'])('refuses %p', (text) => {
    expect(() => fenOf(text)).toThrow('not whole fen');
  });
});

describe('progress', () => {
  it('is a share in basis points, capped at the whole', () => {
    expect(shareInBasisPoints(135682050n, 200000000n)).toBe(6784);
    expect(shareInBasisPoints(3n, 2n)).toBe(10_000);
    expect(shareInBasisPoints(3n, 0n)).toBe(0);
    expect(shareInBasisPoints(-3n, 10n)).toBe(0);
  });

  it('groups a count', () => {
    expect(formatCount(41207)).toBe('41,207');
  });
});
