import { describe, expect, test } from '@jest/globals';
import { exceptionOf, POLICY, type Arrival } from './payment-policy.js';

const END = new Date('2026-12-31T16:00:00Z');
const usual: Arrival = {
  paid: 6_600n,
  pledged: 6_600n,
  paidAt: new Date('2026-12-01T00:00:00Z'),
  pledgeState: 'AWAITING_PAYMENT',
  paidBefore: false,
  campaign: { state: 'LIVE', endsAt: END },
};

describe('a payment', () => {
  test.each([
    ['as it should be', {}, null, null],
    ['for a pledge whose last try failed', { pledgeState: 'FAILED' }, null, null],
    ['for a paused campaign', { campaign: { state: 'PAUSED', endsAt: END } }, null, null],
    ['at the very end of the campaign', { paidAt: END }, 'AFTER_END', 'ACCEPTED'],
    ['for an expired pledge', { pledgeState: 'EXPIRED' }, 'AFTER_EXPIRY', 'ACCEPTED'],
    ['for a cancelled pledge', { pledgeState: 'CANCELLED' }, 'AFTER_CANCELLATION', 'ACCEPTED'],
    ['for a campaign taken down', { campaign: { state: 'TAKEN_DOWN', endsAt: END } }, 'AFTER_TAKE_DOWN', 'HELD'],
    ['for a pledge that is paid', { pledgeState: 'PAID', paidBefore: true }, 'SECOND_PAYMENT', 'HELD'],
    ['of a fen less', { paid: 6_599n }, 'OTHER_AMOUNT', 'HELD'],
    ['of a fen more, after the end', { paid: 6_601n, paidAt: END }, 'OTHER_AMOUNT', 'HELD'],
    ['a second time and of another amount', { paid: 1n, paidBefore: true }, 'SECOND_PAYMENT', 'HELD'],
  ] satisfies [string, Partial<Arrival>, string | null, string | null][])('%s', (_, change, kind, treatment) => {
    const found = exceptionOf({ ...usual, ...change });
    expect(found).toBe(kind);
    expect(found && POLICY[found]).toBe(treatment);
  });
});
