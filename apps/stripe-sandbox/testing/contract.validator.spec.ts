import { beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { ContractValidator } from './contract.validator.js';

const fixtures = new URL('./fixtures/', import.meta.url);
const samples = readdirSync(fixtures).map((name) => ({
  name,
  event: JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as { data: { object: Record<string, unknown> } },
}));

let validator: ContractValidator;
beforeAll(async () => {
  validator = await ContractValidator.load();
}, 60_000);

describe('the schema from the SDK', () => {
  test.each(samples)('accepts the sample $name', ({ event }) => {
    expect(validator.faultsOf(event)).toEqual([]);
  });

  test.each([
    ['a status outside the closed list', { status: 'nearly' }],
    ['a field of the wrong type', { created: 'yesterday' }],
    ['a field that the type does not name', { colour: 'red' }],
  ])('refuses %s', (_fault, change) => {
    for (const { event } of samples) {
      const broken = { ...event, data: { ...event.data, object: { ...event.data.object, ...change } } };
      expect(validator.faultsOf(broken)).not.toEqual([]);
    }
  });

  test('refuses an object with a field missing', () => {
    for (const { event } of samples) {
      const object = Object.fromEntries(Object.entries(event.data.object).filter(([name]) => name !== 'currency'));
      expect(validator.faultsOf({ ...event, data: { object } })).not.toEqual([]);
    }
  });

  test('refuses an event of a type it does not know', () => {
    expect(validator.faultsOf({ ...samples[0]?.event, type: 'campaign.created' })).toEqual([
      'no schema for event:campaign.created',
    ]);
  });
});
