import { describe, expect, it } from '@jest/globals';
import { standingOf, stepsFor } from './rule-standing.js';

const NOW = Date.parse('2026-11-23T00:00:00Z');

describe('where a rule stands', () => {
  it.each([
    ['DRAFT', '2026-01-01T00:00:00Z', null, 'DRAFT'],
    ['APPROVED', '2026-12-01T00:00:00Z', null, 'COMING'],
    ['APPROVED', '2026-11-23T00:00:00Z', null, 'IN_FORCE'],
    ['APPROVED', '2026-01-01T00:00:00Z', '2026-12-01T00:00:00Z', 'IN_FORCE'],
    ['APPROVED', '2026-01-01T00:00:00Z', '2026-11-01T00:00:00Z', 'OVER'],
    ['WITHDRAWN', '2026-01-01T00:00:00Z', null, 'WITHDRAWN'],
  ] as const)('%s from %s until %s is %s', (state, effectiveFrom, effectiveUntil, standing) => {
    expect(standingOf({ state, effectiveFrom, effectiveUntil }, NOW)).toBe(standing);
  });
});

describe('who may do what with a rule', () => {
  it.each([
    ['STAFF_MAKER', 'DRAFT', ['edit', 'simulate', 'withdraw']],
    ['STAFF_MAKER', 'IN_FORCE', []],
    ['STAFF_CHECKER', 'DRAFT', ['simulate', 'withdraw']],
    ['STAFF_CHECKER', 'SIMULATED', ['simulate', 'approve', 'withdraw']],
    ['STAFF_CHECKER', 'COMING', ['withdraw']],
    ['STAFF_CHECKER', 'OVER', []],
    ['AUDITOR', 'SIMULATED', []],
  ] as const)('%s at %s may %j', (role, standing, steps) => {
    expect(stepsFor(role, standing)).toEqual(steps);
  });
});
