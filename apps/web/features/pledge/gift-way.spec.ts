import { describe, expect, it } from '@jest/globals';
import { isSettled, standingOf, stationsOf, type GiftOnItsWay } from './gift-way.js';

const waiting: GiftOnItsWay = {
  state: 'AWAITING_PAYMENT',
  paidAt: null,
  allocation: { state: 'WAITING', postedAt: null, lines: [] },
  receipt: null,
};
const paid: GiftOnItsWay = { ...waiting, state: 'PAID', paidAt: '2026-11-23T06:30:00Z' };
const posted: GiftOnItsWay = { ...paid, allocation: { state: 'POSTED', postedAt: '2026-11-23T06:31:00Z', lines: [] } };
const withLines = (...states: string[]): GiftOnItsWay => ({
  ...posted,
  allocation: { ...posted.allocation, lines: states.map((state) => ({ state })) },
});
const complete: GiftOnItsWay = { ...posted, receipt: { downloadUrl: '/receipts/1.pdf', mail: 'SENT' } };
const statuses = (gift: GiftOnItsWay): string =>
  stationsOf(gift)
    .map(({ status }) => status)
    .join(' ');

describe('the way of a gift', () => {
  it('is filled station by station', () => {
    expect(statuses(waiting)).toBe('now later later later');
    expect(statuses(paid)).toBe('done now later later');
    expect(statuses(posted)).toBe('done done now later');
    expect(statuses(withLines('PAID', 'APPLIED'))).toBe('done done now later');
    expect(statuses(withLines('PAID', 'CONFIRMED', 'RETURNED'))).toBe('done done done now');
    expect(statuses(withLines('CONFIRMED', 'CONFIRMED'))).toBe('done done done done');
    expect(statuses(withLines('RETURNED'))).toBe('done done now later');
  });

  it('shows a time only for what was reached', () => {
    expect(stationsOf(posted).map(({ at }) => at)).toEqual([
      '2026-11-23T06:30:00Z',
      '2026-11-23T06:31:00Z',
      null,
      null,
    ]);
  });

  it.each([
    ['CREATED', 'unpaid'],
    ['AWAITING_PAYMENT', 'unpaid'],
    ['PROCESSING', 'paying'],
    ['PAID', 'paid'],
    ['PARTIALLY_REFUNDED', 'paid'],
    ['DISPUTED', 'disputed'],
    ['REFUNDED', 'returned'],
    ['CHARGED_BACK', 'returned'],
    ['FAILED', 'failed'],
    ['CANCELLED', 'closed'],
    ['EXPIRED', 'closed'],
  ])('in the state %s is told as %s', (state, standing) => {
    expect(standingOf({ state })).toBe(standing);
  });

  it('is followed until it is booked and its receipt is ready and mailed', () => {
    expect([waiting, paid, posted].map(isSettled)).toEqual([false, false, false]);
    expect(isSettled({ ...posted, receipt: { downloadUrl: null, mail: 'NONE' } })).toBe(false);
    expect(isSettled({ ...posted, receipt: { downloadUrl: '/1.pdf', mail: 'WAITING' } })).toBe(false);
    expect(isSettled({ ...posted, receipt: { downloadUrl: '/1.pdf', mail: 'REFUSED' } })).toBe(true);
    expect(isSettled(complete)).toBe(true);
  });

  it('is followed while a refund is on its way', () => {
    expect(isSettled({ ...complete, refunds: [{ state: 'SENT' }] })).toBe(false);
    expect(isSettled({ ...complete, refunds: [{ state: 'SUCCEEDED' }] })).toBe(true);
  });

  it('is still followed after a failure, because a later attempt may succeed', () => {
    expect(isSettled({ ...waiting, state: 'FAILED' })).toBe(false);
    expect(isSettled({ ...waiting, state: 'EXPIRED' })).toBe(true);
  });
});
