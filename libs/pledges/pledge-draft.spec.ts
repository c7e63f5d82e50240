import { expect, it } from '@jest/globals';
import { SystemIds, type UserError } from '#kernel';
import { bodyHashOf, checkedPledge, type PledgeDraft } from './pledge-draft.js';

const cities = ['430100', '430900'];
const sound: PledgeDraft = {
  id: new SystemIds().next('pledge'),
  campaignId: 'cmp_1',
  teamId: null,
  amount: 6600n,
  designation: 'REGION',
  regionCode: '430900',
  displayName: ' 示例 ',
  message: null,
  email: 'donor@example.com',
  payerName: null,
  planAcknowledged: true,
  locale: 'zh-CN',
};

it('trims texts and takes what is sound', () => {
  expect(checkedPledge(sound, cities)).toMatchObject({ displayName: '示例', amount: 6600n });
});

it.each<[string, Partial<PledgeDraft>]>([
  ['amount_out_of_range', { amount: 99n }],
  ['amount_out_of_range', { amount: 5_000_001n }],
  ['amount_out_of_range', { amount: -6600n }],
  ['designation_unknown', { regionCode: '440100' }],
  ['designation_unknown', { regionCode: null }],
  ['designation_unknown', { designation: 'PROVINCE_POOL' }],
  ['designation_unknown', { designation: 'ORG', regionCode: null }],
  ['field_too_long', { message: '好'.repeat(141) }],
  ['field_has_markup', { message: '<b>加油</b>' }],
  ['field_has_markup', { message: '看 https://example.com' }],
  ['field_has_markup', { displayName: '名\u202e字' }],
  ['email_malformed', { email: 'donor@' }],
  ['plan_not_acknowledged', { planAcknowledged: false }],
  ['id_malformed', { id: 'plg_x' }],
  ['credit_code_malformed', { creditCode: '91430100MA00000004', payerName: '示例有限公司' }],
  ['field_required', { creditCode: '91430100MA00000003' }],
  ['field_required', { honour: { kind: 'IN_MEMORY', name: ' ', shown: true, email: null } }],
  ['field_has_markup', { honour: { kind: 'IN_HONOUR', name: '<b>', shown: true, email: null } }],
  ['email_malformed', { honour: { kind: 'IN_HONOUR', name: '示例', shown: true, email: 'x@' } }],
])('refuses with %s: %p', (code, change) => {
  try {
    checkedPledge({ ...sound, ...change }, cities);
    throw new Error('it was accepted');
  } catch (error) {
    expect((error as UserError).code).toBe(code);
  }
});

it('counts characters as people do: 140 emoji are 140', () => {
  expect(checkedPledge({ ...sound, message: '🌱'.repeat(140) }, cities).message).toHaveLength(280);
});

it('gives the same body the same fingerprint and any other body another', () => {
  expect(bodyHashOf({ ...sound })).toBe(bodyHashOf(sound));
  expect(bodyHashOf({ ...sound, amount: 6601n })).not.toBe(bodyHashOf(sound));
});

it('counts company and honour in the fingerprint where they are, and the account never', () => {
  const plain = bodyHashOf(sound);
  expect(bodyHashOf({ ...sound, creditCode: null, honour: null, accountId: 'usr_1' })).toBe(plain);
  expect(bodyHashOf({ ...sound, creditCode: '91430100MA00000003' })).not.toBe(plain);
  const honour = { kind: 'IN_HONOUR', name: '示例', shown: false, email: null } as const;
  expect(bodyHashOf({ ...sound, honour })).not.toBe(bodyHashOf({ ...sound, honour: { ...honour, shown: true } }));
});

it('takes the longer name of a company', () => {
  const company = { creditCode: ' 91430100ma00000003', payerName: '示'.repeat(60) };
  expect(checkedPledge({ ...sound, ...company }, cities).creditCode).toBe('91430100MA00000003');
});
