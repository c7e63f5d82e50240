import { expect, it } from '@jest/globals';
import { afterFailure } from './failure-policy.js';

const due = '2026-11-28';

it.each<[string, number, string, ReturnType<typeof afterFailure>]>([
  ['insufficient_funds', 1, '2026-11-28', { step: 'RETRY', on: '2026-12-01' }],
  ['insufficient_funds', 2, '2026-12-01', { step: 'RETRY', on: '2026-12-05' }],
  ['insufficient_funds', 3, '2026-12-05', { step: 'SKIP' }],
  ['something_new', 1, '2026-11-28', { step: 'RETRY', on: '2026-12-01' }],
  ['expired_card', 1, '2026-11-28', { step: 'ASK_GIVER', until: '2026-12-05' }],
  ['authentication_required', 2, '2026-12-01', { step: 'ASK_GIVER', until: '2026-12-05' }],
])('after %s, tried %d times, on %s', (code, tries, today, next) => {
  expect(afterFailure(code, tries, due, today)).toEqual(next);
});

it('never tries again on the same day, also when the charge itself was late', () => {
  expect(afterFailure('insufficient_funds', 1, '2026-11-02', '2026-11-20')).toEqual({
    step: 'RETRY',
    on: '2026-11-23',
  });
  expect(afterFailure('expired_card', 1, '2026-11-02', '2026-11-20')).toEqual({
    step: 'ASK_GIVER',
    until: '2026-11-23',
  });
});
