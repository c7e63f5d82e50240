import { describe, expect, test } from '@jest/globals';
import {
  balanceGaps,
  bankDifferences,
  candidatesOf,
  matchLines,
  type ExpectedPayout,
  type FreeLine,
} from './bank-matching.js';

const payout = (id: string, amount: bigint, change: Partial<ExpectedPayout> = {}): ExpectedPayout => ({
  id,
  amount,
  state: 'PAID',
  // In China this is the 11th.
  arrivalAt: new Date('2026-11-10T18:00:00Z'),
  statementDescriptor: null,
  reversedAt: null,
  arrived: false,
  returned: false,
  ...change,
});
const line = (id: string, amount: bigint, change: Partial<FreeLine> = {}): FreeLine => ({
  id,
  amount,
  bookedOn: '2026-11-11',
  counterparty: 'STRIPE PAYMENTS',
  reference: '',
  ...change,
});
const kinds = (payouts: ExpectedPayout[], lines: FreeLine[], coveredTo: string | null, today = '2026-11-13') =>
  bankDifferences(payouts, lines, coveredTo, today).map(({ kind, subject, action }) => [kind, subject, action]);

describe('a line of the bank is taken for a payout', () => {
  test('when amount, day and name leave no choice', () => {
    const lines = [
      line('a', 500n),
      line('b', 500n, { counterparty: '示例公司' }),
      line('c', 500n, { bookedOn: '2026-12-11' }),
    ];
    expect(matchLines([payout('po_1', 500n)], lines)).toEqual([{ lineId: 'a', payoutId: 'po_1', side: 'ARRIVAL' }]);
  });

  test('by the payout’s own number, or its descriptor, before anything else', () => {
    const lines = [
      line('a', 500n, { reference: 'po_2' }),
      line('b', 500n, { counterparty: '', reference: 'DONATIONS 11' }),
    ];
    const payouts = [payout('po_1', 500n, { statementDescriptor: 'DONATIONS 11' }), payout('po_2', 500n)];
    expect(matchLines(payouts, lines)).toEqual([
      { lineId: 'b', payoutId: 'po_1', side: 'ARRIVAL' },
      { lineId: 'a', payoutId: 'po_2', side: 'ARRIVAL' },
    ]);
  });

  test.each([
    ['two lines for one payout', [payout('po_1', 500n)], [line('a', 500n), line('b', 500n)]],
    ['one line for two payouts', [payout('po_1', 500n), payout('po_2', 500n)], [line('a', 500n)]],
    ['another amount', [payout('po_1', 500n)], [line('a', 501n)]],
    ['no name', [payout('po_1', 500n)], [line('a', 500n, { counterparty: '' })]],
    ['not for one that is on its way', [payout('po_1', 500n, { state: 'IN_TRANSIT' })], [line('a', 500n)]],
  ])('never with %s', (_, payouts, lines) => {
    expect(matchLines(payouts, lines)).toEqual([]);
  });

  test('of one that came back, both ways; of a negative one, what was taken', () => {
    const back = payout('po_1', 500n, { state: 'FAILED', reversedAt: new Date('2026-11-20T00:00:00Z'), arrived: true });
    expect(matchLines([back], [line('a', -500n, { bookedOn: '2026-11-21' })])).toEqual([
      { lineId: 'a', payoutId: 'po_1', side: 'RETURN' },
    ]);
    expect(matchLines([payout('po_2', -300n)], [line('a', -300n)])).toMatchObject([{ side: 'ARRIVAL' }]);
  });
});

describe('what books and bank do not agree on', () => {
  test('a payout is missed once the statement covers its day, or when it is long overdue', () => {
    const one = [payout('po_1', 500n)];
    expect(kinds(one, [], null)).toEqual([]);
    expect(kinds(one, [], '2026-11-11')).toEqual([]);
    expect(kinds(one, [], '2026-11-12')).toEqual([['PAYOUT_WITHOUT_BANK_LINE', 'po_1:ARRIVAL', 'ASK_BANK']]);
    expect(kinds(one, [], null, '2026-11-30')).toEqual([
      ['PAYOUT_WITHOUT_BANK_LINE', 'po_1:ARRIVAL', 'IMPORT_STATEMENT'],
    ]);
  });

  test('with a choice of lines, a person has to choose; the lines are not called foreign meanwhile', () => {
    const lines = [line('a', 500n), line('b', 500n)];
    expect(kinds([payout('po_1', 500n)], lines, '2026-11-12')).toEqual([
      ['PAYOUT_WITHOUT_BANK_LINE', 'po_1:ARRIVAL', 'LINK_BANK_LINE'],
    ]);
    expect(candidatesOf(payout('po_1', 500n), lines)).toEqual(lines);
  });

  test('a line that names the payout with another amount; a line of the provider that is no payout', () => {
    const lines = [line('a', 480n, { reference: 'po_1' }), line('b', 7n), line('c', 9n, { counterparty: '结息' })];
    expect(kinds([payout('po_1', 500n)], lines, '2026-11-12')).toEqual([
      ['BANK_AMOUNT_DIFFERS', 'po_1:ARRIVAL', 'ASK_BANK'],
      ['BANK_LINE_WITHOUT_PAYOUT', 'b', 'LOOK'],
    ]);
  });

  test('statements that do not join; overlapping ones and other accounts are no gap', () => {
    const span = (id: string, from: string, to: string, opening: bigint, closing: bigint, account = '1') => ({
      id,
      account,
      from,
      to,
      opening,
      closing,
    });
    const found = balanceGaps([
      span('bst_1', '2026-09-01', '2026-09-30', 0n, 100n),
      span('bst_2', '2026-10-01', '2026-10-31', 100n, 200n),
      span('bst_3', '2026-10-15', '2026-11-05', 150n, 250n),
      span('bst_4', '2026-11-06', '2026-11-30', 260n, 300n),
      span('bst_5', '2026-11-06', '2026-11-30', 1n, 2n, '2'),
    ]);
    expect(found).toMatchObject([
      { kind: 'BANK_BALANCE_GAP', subject: 'bst_3:bst_4', ledgerAmount: 250n, bankAmount: 260n, gap: 0n },
    ]);
  });
});
