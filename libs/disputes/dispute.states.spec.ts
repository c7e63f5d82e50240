import { expect, it } from '@jest/globals';
import type { DisputeState } from '#platform';
import { stateAfterNews } from './dispute.states.js';

it.each<[DisputeState, DisputeState, DisputeState | null]>([
  ['NEEDS_RESPONSE', 'UNDER_REVIEW', 'UNDER_REVIEW'],
  ['UNDER_REVIEW', 'NEEDS_RESPONSE', null],
  ['UNDER_REVIEW', 'WON', 'WON'],
  ['NEEDS_RESPONSE', 'LOST', 'LOST'],
  ['WON', 'UNDER_REVIEW', null],
  ['WON', 'LOST', 'LOST'],
  ['INQUIRY', 'INQUIRY_CLOSED', 'INQUIRY_CLOSED'],
  ['INQUIRY_CLOSED', 'NEEDS_RESPONSE', 'NEEDS_RESPONSE'],
  ['INQUIRY', 'NEEDS_RESPONSE', 'NEEDS_RESPONSE'],
  ['NEEDS_RESPONSE', 'INQUIRY', null],
  ['LOST', 'LOST', null],
])('%s, told %s, becomes %s', (state, news, next) => {
  expect(stateAfterNews(state, news)).toBe(next);
});
