import { describe, expect, it } from '@jest/globals';
import { afterSignIn } from './role-home.js';

describe('after signing in', () => {
  it.each([
    [null, 'FEDERATION', '/fund'],
    [null, 'STAFF_MAKER', '/staff/campaigns'],
    [null, 'STAFF_CHECKER', '/staff/campaigns'],
    [null, 'DONOR', '/'],
    ['/staff/pledges', 'STAFF_MAKER', '/staff/pledges'],
    ['//elsewhere.example', 'FEDERATION', '/fund'],
    ['/\\elsewhere.example', 'FEDERATION', '/fund'],
    ['https://elsewhere.example', 'FEDERATION', '/fund'],
    ['', 'FEDERATION', '/fund'],
  ])('next=%p as %s leads to %s', (next, role, path) => {
    expect(afterSignIn(next, role)).toBe(path);
  });
});
