import { expect, it } from '@jest/globals';
import { rmbInCapitals } from './rmb-capitals.js';

it.each([
  [0n, '零元整'],
  [1n, '壹分'],
  [10n, '壹角整'],
  [105n, '壹元零伍分'],
  [10000n, '壹佰元整'],
  [100400n, '壹仟零肆元整'],
  [32504n, '叁佰贰拾伍元零肆分'],
  [10001010n, '壹拾万零壹拾元壹角整'],
  [1640902n, '壹万陆仟肆佰零玖元零贰分'],
  [10000000001n, '壹亿元零壹分'],
  [6600n, '陆拾陆元整'],
  [1000n, '壹拾元整'],
  [1010n, '壹拾元壹角整'],
])('%d fen are written %s', (fen, text) => {
  expect(rmbInCapitals(fen)).toBe(text);
});

it('refuses what cannot be written on a receipt', () => {
  expect(() => rmbInCapitals(-1n)).toThrow('amount_not_writable');
});
