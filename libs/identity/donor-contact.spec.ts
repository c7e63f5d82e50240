import { expect, it } from '@jest/globals';
import { donorContact } from './donor-contact.js';

it.each([
  [' Donor@Example.org ', true, { channel: 'EMAIL', value: 'donor@example.org' }],
  ['138 0013 8000', true, { channel: 'SMS', value: '+8613800138000' }],
  ['+86-13800138000', true, { channel: 'SMS', value: '+8613800138000' }],
] as const)('reads %j', (typed, offersSms, contact) => {
  expect(donorContact(typed, offersSms)).toEqual(contact);
});

it.each([
  ['13800138000', false],
  ['nobody', true],
  ['12345', true],
  ['a@b', false],
  [`${'a'.repeat(250)}@example.org`, false],
])('refuses %j when phones are offered: %p', (typed, offersSms) => {
  expect(() => donorContact(typed, offersSms)).toThrow('malformed');
});
