import { expect, it } from '@jest/globals';
import type { ProviderRefundState } from '#payments';
import type { RefundState } from '#platform';
import { stateAfterNews } from './refund.states.js';

it.each<[RefundState, ProviderRefundState, RefundState | null]>([
  ['SENT', 'PENDING', null],
  ['SENT', 'SUCCEEDED', 'SUCCEEDED'],
  ['SENT', 'FAILED', 'FAILED'],
  ['SENT', 'CANCELLED', 'FAILED'],
  ['SUCCEEDED', 'PENDING', null],
  ['SUCCEEDED', 'FAILED', 'FAILED'],
  ['FAILED', 'SUCCEEDED', null],
  ['FAILED', 'PENDING', null],
])('%s, told %s, becomes %s', (state, news, next) => {
  expect(stateAfterNews(state, news, true)).toBe(next);
});

it('comes to life again when the provider has it after all, though we had given it up', () => {
  expect(stateAfterNews('FAILED', 'SUCCEEDED', false)).toBe('SUCCEEDED');
});
