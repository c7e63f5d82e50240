import { expect, it } from '@jest/globals';
import { flowOf, stateTotals, type FlowingGift } from './gift-flow.js';

const line = (id: string, ...parts: FlowingGift['allocation']['lines'][number]['parts'][number][]) => ({
  amount: parts.reduce((sum, { amount }) => sum + BigInt(amount), 0n).toString(),
  title: `${id}市`,
  orgUnit: { id, region: { shortName: id } },
  parts,
});

const gift: FlowingGift = {
  amount: '6600',
  allocation: {
    charges: [{ title: '管理费', amount: '64' }],
    lines: [
      line('益阳', { state: 'CONFIRMED', amount: '3000' }, { state: 'ALLOCATED', amount: '36' }),
      line('长沙', { state: 'PAID', amount: '3500' }),
    ],
  },
};

it('lets no fen get lost: what flows into a place flows out of it', () => {
  const { nodes, links } = flowOf(gift);
  const sum = (side: 'from' | 'to', id: string) =>
    links.filter((link) => link[side] === id).reduce((all, { fen }) => all + fen, 0n);
  expect(sum('from', 'gift')).toBe(6600n);
  for (const { id, kind, fen } of nodes) {
    if (kind === 'city') expect([id, sum('to', id), sum('from', id)]).toEqual([id, fen, fen]);
    if (kind === 'state' || kind === 'charge') expect([id, sum('to', id)]).toEqual([id, fen]);
  }
});

it('tells how far the money has come, furthest first', () => {
  expect(stateTotals(gift.allocation.lines)).toEqual([
    { state: 'CONFIRMED', fen: 3000n },
    { state: 'PAID', fen: 3500n },
    { state: 'ALLOCATED', fen: 36n },
  ]);
});
