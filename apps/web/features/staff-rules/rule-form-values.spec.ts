import { describe, expect, it } from '@jest/globals';
import { emptyRule, ruleInputOf, unreadableFields } from './rule-form-values.js';

const CITIES = [
  { code: '430100', name: '长沙市' },
  { code: '430900', name: '益阳市' },
];

describe('a rule’s form', () => {
  const values = {
    ...emptyRule(CITIES),
    method: 'TABLE' as const,
    management: '2.5',
    effectiveFrom: '2027-01-01T08:00',
    note: ' 示例 ',
    cities: [
      { regionCode: '430100', name: '长沙市', weight: '12', floor: '', cap: '60' },
      { regionCode: '430900', name: '益阳市', weight: '', floor: '', cap: '' },
    ],
  };

  it('becomes basis points, an instant, and the cities that have something to say', () => {
    expect(ruleInputOf(values)).toEqual({
      campaignId: null,
      method: 'TABLE',
      managementBp: 250,
      feeCarrier: 'FOUNDATION',
      effectiveFrom: '2027-01-01T00:00:00.000Z',
      note: '示例',
      cities: [{ regionCode: '430100', weight: 12, floorBp: null, capBp: 6000 }],
    });
  });

  it('sends no weights with a method that takes none', () => {
    expect(ruleInputOf({ ...values, method: 'EQUAL' }).cities).toEqual([
      { regionCode: '430100', weight: null, floorBp: null, capBp: 6000 },
    ]);
  });

  it('names every field that cannot be read, at once', () => {
    const [first, second] = values.cities;
    const broken = {
      ...values,
      management: 'x',
      effectiveFrom: '',
      note: ' ',
      cities: [
        { ...first!, weight: '1.5' },
        { ...second!, cap: '1e3' },
      ],
    };
    expect(unreadableFields(broken)).toEqual([
      'management',
      'effectiveFrom',
      'note',
      { regionCode: '430100', column: 'weight' },
      { regionCode: '430900', column: 'cap' },
    ]);
    expect(unreadableFields(values)).toEqual([]);
  });
});
