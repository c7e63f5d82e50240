import { describe, expect, it } from '@jest/globals';
import { changesFor, mayEdit, needsReason } from './campaign-changes.js';

describe('who may change a campaign', () => {
  it.each([
    ['STAFF_MAKER', 'DRAFT', ['submit']],
    ['STAFF_MAKER', 'REJECTED', ['submit']],
    ['STAFF_MAKER', 'IN_REVIEW', []],
    ['STAFF_MAKER', 'APPROVED', ['publish']],
    ['STAFF_MAKER', 'LIVE', ['pause']],
    ['STAFF_MAKER', 'PAUSED', ['resume']],
    ['STAFF_CHECKER', 'DRAFT', []],
    ['STAFF_CHECKER', 'IN_REVIEW', ['approve', 'reject']],
    ['STAFF_CHECKER', 'APPROVED', ['reject']],
    ['STAFF_CHECKER', 'PAUSED', ['resume']],
    ['AUDITOR', 'IN_REVIEW', []],
    ['FEDERATION', 'LIVE', []],
    ['STAFF_MAKER', 'TAKEN_DOWN', []],
  ])('%s at %s may %j', (role, state, changes) => {
    expect(changesFor(role, state)).toEqual(changes);
  });

  it('lets the maker change words only before review and after a rejection', () => {
    expect(mayEdit('STAFF_MAKER', 'DRAFT')).toBe(true);
    expect(mayEdit('STAFF_MAKER', 'REJECTED')).toBe(true);
    expect(mayEdit('STAFF_MAKER', 'IN_REVIEW')).toBe(false);
    expect(mayEdit('STAFF_CHECKER', 'DRAFT')).toBe(false);
  });

  it('asks why whenever a person judges', () => {
    expect(needsReason('reject')).toBe(true);
    expect(needsReason('publish')).toBe(false);
  });
});
