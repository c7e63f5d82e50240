import { expect, it } from '@jest/globals';
import type { PledgeState } from '#platform';
import { stateAfterPayment, type PaymentOutcome } from './pledge.states.js';

it.each<[PledgeState, PaymentOutcome, PledgeState | null]>([
  ['CREATED', 'awaiting', 'AWAITING_PAYMENT'],
  ['AWAITING_PAYMENT', 'paid', 'PAID'],
  ['AWAITING_PAYMENT', 'failed', 'FAILED'],
  ['FAILED', 'paid', 'PAID'],
  ['FAILED', 'processing', 'PROCESSING'],
  ['FAILED', 'failed', null],
  ['FAILED', 'awaiting', null],
  ['PROCESSING', 'failed', 'FAILED'],
  ['PROCESSING', 'awaiting', null],
  ['AWAITING_PAYMENT', 'expired', 'EXPIRED'],
  ['EXPIRED', 'paid', 'PAID'],
  ['CANCELLED', 'paid', 'PAID'],
  ['PAID', 'paid', null],
  ['PAID', 'failed', null],
  ['PAID', 'expired', null],
  ['REFUNDED', 'paid', null],
  ['REFUNDED', 'failed', null],
])('%s, told %s, becomes %s', (state, outcome, next) => {
  expect(stateAfterPayment(state, outcome)).toBe(next);
});
