import { expect, it } from '@jest/globals';
import { papersDue, standingOf, type PaperPlan } from './receipt-papers.js';
import type { Receipt } from './receipts.repository.js';

/** Papers as they would be kept; nothing else of them matters here. */
function kept(plans: readonly PaperPlan[]): Receipt[] {
  return plans.map(
    ({ revision, amount, reverses }) =>
      ({ id: `rcp_${revision}`, revision, amount, kind: reverses ? 'REVERSAL' : 'ISSUE' }) as Receipt,
  );
}

it('follows what is left of a gift through part refunds, a whole one, and money that comes again', () => {
  let papers: Receipt[] = [];
  const seen: string[] = [];
  for (const left of [1000n, 1000n, 700n, 0n, 0n, 700n, 1000n]) {
    const due = papersDue(papers, left);
    papers = [...papers, ...kept(due)];
    seen.push(due.map(({ amount }) => String(amount)).join(' '));
    expect(papers.reduce((sum, { amount }) => sum + amount, 0n)).toBe(left);
    expect(standingOf(papers)?.amount ?? 0n).toBe(left);
  }
  expect(seen).toEqual(['1000', '', '-1000 700', '-700', '', '700', '-700 1000']);
});

it('issues nothing for a gift that has gone back before its first paper', () => {
  expect(papersDue([], 0n)).toEqual([]);
});
