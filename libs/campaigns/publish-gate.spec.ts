import { expect, it } from '@jest/globals';
import { startOfDay } from '#kernel';
import { publishGateFaults } from './publish-gate.js';

const now = new Date('2026-11-23T06:00:00Z');
const sound = {
  charity: {
    id: 'chy_1',
    name: '示例基金会',
    creditCode: '53430000MJ0000000X',
    certificateNumber: '示例',
    certificateValidUntil: '2030-12-31',
    address: '',
    phone: '',
    email: '',
    bankAccount: '',
  },
  filingNumber: '53430000MJ0000000XA26001',
  filedOn: '2026-11-01',
  windowStart: '2026-11-11',
  windowEnd: '2027-03-31',
  startsAt: startOfDay('2026-11-20'),
  endsAt: startOfDay('2027-01-01'),
  purpose: '帮助困境母亲',
  regionCodes: ['430900'],
  createdBy: 'usr_maker',
  approvedBy: 'usr_checker',
};

it('opens when every condition of the law is met', () => {
  expect(publishGateFaults(sound, now)).toEqual([]);
});

it.each([
  ['gate_certificate_expired', { charity: { ...sound.charity, certificateValidUntil: '2026-11-22' } }],
  ['gate_filing_number_missing', { filingNumber: null }],
  ['gate_filing_number_malformed', { filingNumber: 'A26001' }],
  ['gate_filing_number_malformed', { filingNumber: '99430000MJ0000000XA26001' }],
  ['gate_filing_date_missing', { filedOn: null }],
  ['gate_filed_too_recently', { filedOn: '2026-11-14' }],
  ['gate_filed_window_missing', { windowEnd: null }],
  ['gate_window_outside_filed', { endsAt: startOfDay('2027-04-02') }],
  ['gate_window_outside_filed', { startsAt: startOfDay('2026-11-10') }],
  ['gate_already_over', { endsAt: now }],
  ['gate_purpose_missing', { purpose: ' ' }],
  ['gate_regions_missing', { regionCodes: [] }],
  ['gate_second_person_missing', { approvedBy: null }],
  ['gate_second_person_missing', { approvedBy: 'usr_maker' }],
])('stays shut: %s', (code, change) => {
  expect(publishGateFaults({ ...sound, ...change }, now).map((fault) => fault.code)).toContain(code);
});

it('opens on the tenth day after filing, not before', () => {
  expect(publishGateFaults({ ...sound, filedOn: '2026-11-13' }, now)).toEqual([]);
});

it('lets a window end with the last filed day', () => {
  expect(publishGateFaults({ ...sound, endsAt: startOfDay('2027-04-01') }, now)).toEqual([]);
});
