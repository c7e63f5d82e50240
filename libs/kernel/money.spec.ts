import { expect, it } from '@jest/globals';
import { formatYuan, parseFen, plainYuan } from './money.js';

it.each([
  ['6600', 6600n],
  ['0', 0n],
  ['-5', -5n],
  ['66.5', null],
  ['1e3', null],
  ['', null],
  ['007', null],
  ['99999999999999999999', null],
])('%s is read as %s', (text, fen) => expect(parseFen(text)).toBe(fen));

it.each([
  [6600n, '66.00', '66.00'],
  [5n, '0.05', '0.05'],
  [-123456789n, '-1234567.89', '-1,234,567.89'],
])('%d fen are shown exactly', (fen, plain, grouped) => {
  expect(plainYuan(fen)).toBe(plain);
  expect(formatYuan(fen)).toBe(grouped);
});
