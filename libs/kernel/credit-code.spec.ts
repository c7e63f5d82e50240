import { expect, it } from '@jest/globals';
import { isCreditCode, tidyCreditCode } from './credit-code.js';

it.each(['91350100M000100Y43', '91430100MA00000003', '53430000MJ0000000C'])('takes %s', (code) => {
  expect(isCreditCode(code)).toBe(true);
});

it.each([
  ['a wrong check character', '91350100M000100Y44'],
  ['two characters changed places', '91350100M001000Y43'],
  ['a letter the code does not have', '91350100M000I00Y43'],
  ['a character too few', '91350100M000100Y4'],
  ['nothing', ''],
])('refuses %s', (_, code) => {
  expect(isCreditCode(code)).toBe(false);
});

it('is read as people type it', () => {
  expect(isCreditCode(tidyCreditCode(' 9135 0100 m000 100y43 '))).toBe(true);
});
