import { describe, expect, it } from '@jest/globals';
import { apiFaultOf } from './api-error.js';

const withCode = (code: string, status = 200) => ({ graphQLErrors: [{ extensions: { code } }], response: { status } });

describe('a failed request', () => {
  it.each([
    ['RATE_LIMITED', 'rate_limited'],
    ['UNAUTHENTICATED', 'unauthenticated'],
    ['FORBIDDEN', 'forbidden'],
    ['NOT_FOUND', 'not_found'],
    ['BAD_INPUT', 'bad_input'],
    ['CONFLICT', 'conflict'],
    ['INTERNAL', 'internal'],
    ['INTERNAL_SERVER_ERROR', 'internal'],
  ] as const)('with the code %s is %s', (code, fault) => {
    expect(apiFaultOf(withCode(code))).toBe(fault);
  });

  it('is known by its status when the body says nothing', () => {
    const bare = (status: number) =>
      apiFaultOf({ graphQLErrors: [], networkError: new Error('x'), response: { status } });
    expect([429, 401, 403, 500, 502, 503, 504].map(bare)).toEqual([
      'rate_limited',
      'unauthenticated',
      'forbidden',
      'internal',
      'away',
      'away',
      'away',
    ]);
  });

  it('without any answer is the api being away', () => {
    expect(apiFaultOf({ graphQLErrors: [], networkError: new TypeError('Failed to fetch') })).toBe('away');
    expect(apiFaultOf({ graphQLErrors: [], networkError: new Error('not JSON'), response: { status: 200 } })).toBe(
      'away',
    );
  });

  it('keeps the server’s code over the status', () => {
    expect(apiFaultOf(withCode('CONFLICT', 503))).toBe('conflict');
  });
});
