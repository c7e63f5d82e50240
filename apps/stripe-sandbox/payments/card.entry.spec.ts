import { describe, expect, test } from '@jest/globals';
import { passesLuhn, readCardForm, type CardForm } from './card.entry.js';

const NOW = new Date('2026-11-23T08:00:00Z');
const GOOD: CardForm = { number: '4242 4242 4242 4242', expiry: '12 / 30', cvc: '123', name: '示例', email: 'a@b.cn' };

describe('a card form', () => {
  test('is read with spaces in the number and a short year', () => {
    expect(readCardForm(GOOD, NOW, true)).toEqual({
      entry: { number: '4242424242424242', expMonth: 12, expYear: 2030, name: '示例', email: 'a@b.cn' },
    });
  });

  test.each([
    ['12/2030', 12, 2030],
    ['1230', 12, 2030],
    ['1 / 27', 1, 2027],
    ['11/26', 11, 2026],
  ])('takes the expiry %s', (expiry, expMonth, expYear) => {
    expect(readCardForm({ ...GOOD, expiry }, NOW, true)).toMatchObject({ entry: { expMonth, expYear } });
  });

  test.each<[string, Partial<CardForm>, object]>([
    ['no number', { number: '' }, { number: 'number_missing' }],
    ['a wrong check digit', { number: '4242424242424241' }, { number: 'number_wrong' }],
    ['letters in the number', { number: '4242x' }, { number: 'number_wrong' }],
    ['no expiry', { expiry: ' ' }, { expiry: 'expiry_missing' }],
    ['a thirteenth month', { expiry: '13/30' }, { expiry: 'expiry_wrong' }],
    ['last month', { expiry: '10/26' }, { expiry: 'expiry_past' }],
    ['a year too far away', { expiry: '10/2090' }, { expiry: 'expiry_wrong' }],
    ['no security code', { cvc: '' }, { cvc: 'cvc_missing' }],
    ['a short security code', { cvc: '12' }, { cvc: 'cvc_wrong' }],
    ['three digits on a card with four', { number: '378282246310005' }, { cvc: 'cvc_wrong' }],
    ['no name', { name: '  ' }, { name: 'name_missing' }],
    ['no address', { email: '' }, { email: 'email_missing' }],
    ['half an address', { email: 'a@' }, { email: 'email_wrong' }],
    [
      'everything at once',
      { number: '1', expiry: '', cvc: '', name: '' },
      { number: 'number_wrong', expiry: 'expiry_missing', cvc: 'cvc_missing', name: 'name_missing' },
    ],
  ])('is refused for %s', (_fault, change, faults) => {
    expect(readCardForm({ ...GOOD, ...change }, NOW, true)).toEqual({ faults });
  });

  test('needs no address where the merchant gave one', () => {
    expect(readCardForm({ ...GOOD, email: '' }, NOW, false)).toMatchObject({ entry: { email: null } });
  });

  test.each([
    ['4242424242424242', true],
    ['6200000000000005', true],
    ['378282246310005', true],
    ['4242424242424224', false],
  ])('the check digit of %s is right: %s', (number, right) => {
    expect(passesLuhn(number)).toBe(right);
  });
});
