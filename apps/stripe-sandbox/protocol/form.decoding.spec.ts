import { describe, expect, test } from '@jest/globals';
import { decodeForm } from './form.decoding.js';

/** Branches have no prototype; compared as plain JSON. */
function decoded(text: string): unknown {
  return JSON.parse(JSON.stringify(decodeForm(text)));
}

describe('a form is decoded', () => {
  test.each([
    ['nothing', '', {}],
    ['plain pairs', 'a=1&b=2', { a: '1', b: '2' }],
    ['branches and lists', 'a[b][0][c]=x&a[b][1][c]=y', { a: { b: { 0: { c: 'x' }, 1: { c: 'y' } } } }],
    ['escaped brackets', 'a%5Bb%5D=1', { a: { b: '1' } }],
    ['lists without numbers', 'expand[]=a&expand[]=b', { expand: { 0: 'a', 1: 'b' } }],
    ['Chinese in UTF-8', 'name=%E5%85%B3%E7%88%B1%E6%AF%8D%E4%BA%B2', { name: '关爱母亲' }],
    ['plus as a space', 'a=b+c%2B', { a: 'b c+' }],
    ['a pair without a value', 'a&b=', { a: '', b: '' }],
    ['the last of equal names', 'a=1&a=2', { a: '2' }],
  ])('%s', (_rule, text, expected) => {
    expect(decoded(text)).toEqual(expected);
  });

  test.each([
    ['broken UTF-8', 'a=%E5%85'],
    ['a broken name', 'a[b=1'],
    ['too deep a name', `a${'[b]'.repeat(9)}=1`],
    ['too many pairs', Array.from({ length: 1001 }, (_, index) => `a${index}=1`).join('&')],
  ])('but not %s', (_rule, text) => {
    expect(() => decodeForm(text)).toThrow(expect.objectContaining({ status: 400 }));
  });

  test('and a name can never reach a prototype', () => {
    decodeForm('__proto__[polluted]=yes&constructor[prototype][polluted]=yes');
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});
